// What the server asks of any storage: boards' logs, and the rows that they fold to.
//
// A log emits a batch only once it is stored for good, and whoever relays relays emissions alone: what
// anybody sees is saved. Every batch ends exactly once, in the log or refused; both use up its counter.

import type {
  AuthorId,
  ChainHash,
  LogEntry,
  ObjectId,
  PersonId,
  Refusal,
  RefusedBatch,
  RoomId,
  StateDigest,
} from '@inkroom/protocol'

export interface NewBatch {
  readonly author: AuthorId
  readonly person: PersonId
  readonly counter: number
  readonly bytes: Uint8Array
}

export type AppendOutcome =
  | { readonly kind: 'logged'; readonly seq: number }
  | { readonly kind: 'repeated'; readonly seq: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** A part of the log as it is stored: what one commit holds of one room. */
export interface StoredPart {
  readonly first: number
  readonly last: number
  /** The chain in front of the part and behind it. */
  readonly before: ChainHash
  readonly hash: ChainHash
  /** As `encodeLogPart` made it. */
  readonly bytes: Uint8Array
}

/** A part that has just been stored. */
export interface Emission extends StoredPart {
  readonly entries: readonly LogEntry[]
}

export interface LogHead {
  readonly seq: number
  readonly hash: ChainHash
}

/** Where the stored rows stand. */
export interface CheckpointMark extends LogHead {
  readonly digest: StateDigest
}

/** A row that changed since the last checkpoint. */
export interface ChangedRow {
  readonly id: ObjectId
  /** The row without its body, as `encodeRows` makes it. */
  readonly head: Uint8Array
  /** Where in the body the tail begins: what is stored of it before stays, what is behind gives way. */
  readonly tailAt: number
  readonly tail: Uint8Array
}

export interface Checkpoint extends CheckpointMark {
  /** In the order of birth. */
  readonly rows: readonly ChangedRow[]
}

/** A row as it was stored. */
export interface StoredRow {
  readonly head: Uint8Array
  readonly body: Uint8Array
}

export interface RowsPage {
  readonly rows: readonly StoredRow[]
  /** Asks for the page behind this one; null behind the last. */
  readonly next: number | null
}

export interface Writer {
  readonly author: AuthorId
  readonly person: PersonId
}

/** What became of an author's batches: the last one that ended, and which were refused. */
export interface Settled {
  readonly last: number
  readonly refused: readonly RefusedBatch[]
}

export type Admission = { readonly kind: 'admitted' } | { readonly kind: 'taken' }

export interface RoomLog {
  readonly name: string
  /** The one under which the board is, or will be, stored. */
  readonly room: RoomId
  /** The newest stored batch. */
  readonly head: LogHead
  readonly checkpoint: CheckpointMark
  /** The seq up to which the batches are gone, and only the rows have them in them; 0 where none are. */
  readonly floor: LogHead
  /** The quota is used up: what is appended is refused. */
  readonly isFull: boolean
  /** What is given and not stored yet, as it weighs in memory. */
  readonly unsettledBytes: number
  /** How near that, or what waits of all boards, is to what may wait; from 1 on it is too much. */
  readonly unsettledLoad: number
  /** There is more of the log than is to be kept. */
  readonly isTrimDue: boolean
  /** In the order of birth. `after` is a page's `next`; 0 for the first page. */
  readRows(after: number, maxBytes: number): Promise<RowsPage>
  /**
   * Parts with entries after that seq, at least one if there is any; the first may begin earlier, and
   * later only where that seq is below the floor.
   */
  read(afterSeq: number, maxBytes: number): Promise<readonly StoredPart[]>
  /** The chain's hash at a seq of this log; null above its head and below its floor. */
  hashAt(seq: number): Promise<ChainHash | null>
  /**
   * In front of an author's batches, once for each of its connections. An author belongs to the person
   * that it first came with. `floor` is the lowest counter that it may still send.
   */
  admit(writer: Writer, floor: number): Promise<Admission>
  /** Behind them. */
  dismiss(author: AuthorId): void
  /** Of an admitted author, as of the newest emission; refusals from `floor` on. */
  settled(author: AuthorId, floor: number): Settled
  /** The counter is at most the author's last + 1. Resolves once the outcome is stored. */
  append(batch: NewBatch): Promise<AppendOutcome>
  /** Stores that the batch was refused, which uses up its counter. */
  refuse(batch: NewBatch, refusal: Refusal): Promise<AppendOutcome>
  subscribe(listener: (emission: Emission) => void): () => void
  /** What the rows take that the log up to its head folds to. Whoever folds it says so. */
  weighRows(bytes: number): void
  /** False where there is no room on the disk now. */
  saveCheckpoint(checkpoint: Checkpoint): Promise<boolean>
  /**
   * Lets go of the oldest parts where that is due and the checkpoint covers them, bit by bit: commits go
   * between. Where the disk is full it is left for the next time.
   */
  trim(): Promise<void>
}

export type StorageState =
  | { readonly kind: 'ready' }
  /** No room on the disk: what came is held and tried again. */
  | { readonly kind: 'full'; readonly sinceMs: number }
  /** Whether a commit was stored is not known. Nothing is emitted any more. */
  | { readonly kind: 'failed'; readonly error: unknown }

export interface Storage {
  readonly state: StorageState
  /** Stores nothing: a board exists from its first batch. */
  open(name: string): Promise<RoomLog>
  /** Resolves when everything appended so far is stored. */
  settle(): Promise<void>
  close(): Promise<void>
}
