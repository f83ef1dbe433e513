// Every bound of the wire, in one table. What a server sets for itself stands in its settings.

/** A frame up. A batch is at most this less its one byte of type. */
export const MAX_FRAME_BYTES = 64 * 1024
/** A chunk of rows or of log down, before compression; one larger row travels alone. */
export const CHUNK_BYTES = 64 * 1024
/** What a part may unpack to: the largest row (see MAX_BODY_BYTES) with room for its fields. */
export const MAX_CHUNK_BYTES = 16 * 1024 * 1024
export const MAX_BATCH_OPS = 1024
export const MAX_REMOVE_IDS = 4096
/** A board object's body: a stroke of about a million points. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024
/** Where an erased range may end: behind the last point of the largest body, two bytes each and 4,096 steps apart. */
export const MAX_ERASED_STEP = 2 ** 33
export const MAX_FIELD_BYTES = 16 * 1024
export const MAX_FIELD_NUMBER = 255
export const MAX_OBJECT_NUMBER = 2 ** 40
/** A seq or a counter in a row or in the log; sums of two, and pending work's seqs, stay exact. */
export const MAX_SEQ = 2 ** 48
/** A hello's lowest counter: as many counters again lie behind it before one is more than MAX_SEQ. */
export const MAX_FLOOR = 2 ** 47
export const MAX_PAGE_NUMBER = 2 ** 16
export const MAX_ROOM_NAME_CHARS = 64
export const MAX_PERSON_NAME_BYTES = 128
export const MAX_CAPABILITY_BYTES = 256
export const MAX_EPHEMERAL_BYTES = 1024
export const MAX_EPHEMERAL_KINDS = 16
/** In one word; the farthest apart that points can be, they take less than MAX_EPHEMERAL_BYTES. */
export const MAX_LASER_POINTS = 64
export const MAX_PALETTE_INDEX = 255
/** Authors named in one frame, and people in one frame. */
export const MAX_NAMED_AUTHORS = 65_536
/** Refusals named in a welcome: what one client may still hold unsettled. */
export const MAX_UNSETTLED_BATCHES = 65_536
export const MAX_CLOSE_REASON_BYTES = 123
