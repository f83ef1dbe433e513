// What bounds everything that grows here and that no host would want to change, each with its arithmetic.
// What a host may change stands in settings.ts, what the wire fixes in the protocol's limits.

import { limits } from '@inkroom/protocol'

/**
 * What an entry adds to its bytes in a stored part, at most: author and person 16, the part's own head 10,
 * number, counter and size 3 + 7 + 3.
 */
export const ENTRY_OVERHEAD_BYTES = 40

/** The most that one batch adds to a log. A board with less than this left is full. */
export const LARGEST_ENTRY_BYTES = limits.MAX_FRAME_BYTES + ENTRY_OVERHEAD_BYTES

/**
 * What a stored row takes beside its body and values: 115 to 145 bytes in SQLite, for its id in the table and
 * in an index, its head, and the body's own key. What pages leave empty is counted nowhere.
 */
export const STORED_ROW_BYTES = 120

/** The same of a value: who set it, in which batch, and the field's number. */
export const STORED_FIELD_BYTES = 16

/**
 * The most of a log that is let go of in one transaction, so that no commit waits for the rest of it: a log
 * of 128 MB goes in 16 pieces, and whatever is to be saved meanwhile goes between two of them.
 */
export const TRIM_BYTES = 8 * 1024 * 1024

/**
 * Refusals that are stored of one author: those of its newest so many counters. A client holds no more
 * batches than that, so it never asks for an older one. 65,536 of 60 bytes are 4 MB, and 10 MB in memory
 * while the author is connected.
 */
export const REFUSALS_PER_AUTHOR = limits.MAX_UNSETTLED_BATCHES

/**
 * Batches in the log that are remembered of one author, so that a batch sent twice over two connections needs
 * no walk over it. A connection that is overtaken by its author's next one is behind by what one flush holds.
 */
export const REMEMBERED_BATCHES = 2048

/**
 * A person who is back so soon after its last connection ended has not left: a reload on a slow phone. It
 * may have been shown as gone by then, since a closed tab is to be gone within 3 s.
 */
export const VISIT_MS = 5000

/** Visits of a board that ended in the last VISIT_MS: 4096 of 100 bytes are 0.4 MB. */
export const VISITS_REMEMBERED = 4096

/**
 * A debt beyond it is no burst of a pen, nor an outbox after a day offline: what is read in one go is at
 * most 64 KiB, which even as batches of 10 bytes are 13 s at 500 a second.
 */
export const LONGEST_PAUSE_MS = 20_000

/** Of one connection that wait for the storage; then it is read no further. A pen makes 2048 in 41 s. */
export const UNSETTLED_BATCHES = 2048

/** The same in bytes: 64 frames of the largest. */
export const UNSETTLED_BYTES = 4 * 1024 * 1024

/** What a batch that waits weighs beside its bytes: its place, its outcome, and who waits for that. */
export const UNSETTLED_OVERHEAD_BYTES = 512

/**
 * Of one board that no disk takes; then nobody on it is read further, and who comes is told to come later.
 * Each connection may have read one more piece of 64 KiB by then. 100 pens of 50 batches a second fill it in 24 s.
 */
export const UNSETTLED_ROOM_BYTES = 64 * 1024 * 1024

/**
 * Of all boards together: eight full ones, which is what a small machine has to spare. Then it is with every
 * board as with a full one.
 */
export const UNSETTLED_TOTAL_BYTES = 8 * UNSETTLED_ROOM_BYTES

/** A heal costs a whole snapshot, so it counts as many frames: of 500 a second, 5 heals. */
export const HEAL_FRAMES = 100

/** No browser cuts messages of a frame's size into more; hostile clients do, to use up memory. */
export const MESSAGE_FRAGMENTS = 64

/** Pieces of a message that are held before it is whole. */
export const MESSAGE_CHUNKS = 1024

/**
 * The longest message that is still read, so that its end can be given a name of ours: with MAX_CONNECTIONS
 * all of them amidst one, 20,000 of 128 KiB are 2.6 GB.
 */
export const MESSAGE_BYTES = limits.MAX_FRAME_BYTES * 2

/** Between two frames about people: at most ten a second, however many come and go. */
export const PEOPLE_GATHER_MS = 100

/** Between two of cursors: 30 a second, the speed of film. One word of each author and kind waits. */
export const EPHEMERALS_GATHER_MS = 33
