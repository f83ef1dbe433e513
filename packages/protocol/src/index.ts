// The public names of the wire.

export { assert, must, unreachable } from './assert.ts'
export { appendBody, type Body, bodyBytes, bodyTail, EMPTY_BODY, firstByteOf } from './body.ts'
export {
  bytesToHex,
  decodeText,
  hexToBytes,
  Reader,
  sameBytes,
  utf8ToBytes,
  Writer,
} from './bytes.ts'
export {
  CLOSE_REASONS,
  type CloseName,
  type CloseReason,
  closeNameOf,
  isRetryClose,
} from './close-reasons.ts'
export {
  type Cursor,
  decodeCursor,
  EPHEMERAL_KINDS,
  encodeCursor,
} from './ephemeral-body.ts'
export {
  decodeErasedRanges,
  ERASED_STEPS,
  type ErasedRange,
} from './erased-ranges.ts'
export { encodeErasedRanges, encodeErasureBody } from './erased-ranges-writing.ts'
export { type FoldContext, nextRow } from './fold.ts'
export { AuthorTable, type NamedAuthor } from './frames/author-table.ts'
export {
  type Beat,
  type CaughtUp,
  type DownFrame,
  decodeDown,
  type Ephemeral,
  type EphemeralDown,
  encodeDown,
  encodeLive,
  logFrameOf,
  type Mark,
  type RefusedFrame,
  type Rows,
} from './frames/down.ts'
export type { Hello, Position, Profile } from './frames/hello.ts'
export { type Live, type LiveEntry, placeEntries } from './frames/live.ts'
export { decodeLogPart, encodeLogPart, type Log } from './frames/log.ts'
export type { Peer, People, PersonHere, PersonLeft } from './frames/people.ts'
export {
  type BatchFrame,
  decodeUp,
  type EphemeralUp,
  encodeUp,
  type ForeignHello,
  type Heal,
  type ProfileFrame,
  type SentUpFrame,
  type UpFrame,
} from './frames/up.ts'
export type { RefusedBatch, Welcome } from './frames/welcome.ts'
export { GoneIndex } from './gone-index.ts'
export {
  type BatchDigest,
  batchDigestOf,
  type ChainHash,
  type ChainLink,
  chainStart,
  type Lanes,
  nextChain,
} from './hashes.ts'
export {
  type AuthorId,
  authorIdOf,
  authorOf,
  numberOf,
  type ObjectId,
  objectIdOf,
  type PersonId,
  parseRoomName,
  personIdOf,
  type RoomId,
  roomIdOf,
  SECRET_BYTES,
} from './ids.ts'
export { EMPTY_DIGEST, Image, type StateDigest, sameDigest } from './image.ts'
export { InkDecoder, InkEncoder, type InkPoints, type InkSample } from './ink-codec.ts'
export { BRUSHES, type Brush, type InkColor, type InkHeader } from './ink-header.ts'
export {
  decodeLaser,
  encodeLaser,
  type LaserPiece,
  type LaserPoint,
} from './laser-piece.ts'
export * as limits from './limits.ts'
export {
  decodeObjectHead,
  encodeInkBody,
  encodeTitleBody,
  encodeTitleText,
  FIELDS,
  MAX_TITLE_BYTES,
  OBJECT_KINDS,
  type ObjectHead,
} from './object-body.ts'
export type {
  Batch,
  BatchRef,
  CreateOp,
  ExtendOp,
  LogEntry,
  Op,
  RemoveOp,
  RestoreOp,
  SetOp,
  SweepOp,
} from './op.ts'
export { decodeOps, encodeOps } from './op-codec.ts'
export { ProtocolError, type ProtocolErrorCode } from './protocol-error.ts'
export { type Refusal } from './refusals.ts'
export { type Field, fieldOf, type Row, rowHash } from './row.ts'
export { decodeRows, encodeRows } from './row-codec.ts'
export { applyBatch, type PlacedBatch, type RowTable } from './row-table.ts'
export { PROTOCOL_VERSION } from './version.ts'
