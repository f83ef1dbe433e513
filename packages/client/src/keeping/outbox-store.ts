// Where unsettled work is kept so that it outlives its page or process, and who of those that keep theirs
// there is still alive. An interface: memory, IndexedDB and files implement it, one contract suite runs all.

import type { AuthorId, RoomId } from '@inkroom/protocol'

/** Work up to this counter belongs to a board that another one has taken the name of. */
export interface FormerRoom {
  readonly room: RoomId
  readonly upTo: number
  /**
   * That board came back, and its author went on there under later counters: the server has passed these by,
   * and would call them saved.
   */
  readonly isPassed: boolean
}

/** Whose outbox it is and for which board: all that is needed to send it by somebody else. */
export interface OutboxHead {
  readonly author: AuthorId
  readonly roomName: string
  /** Null until the board was seen with something on it. */
  readonly room: RoomId | null
  /** In the order of their counters. */
  readonly former: readonly FormerRoom[]
  readonly authorKey: Uint8Array
  readonly personKey: Uint8Array
  readonly capability: Uint8Array
}

export interface StoredBatch {
  readonly counter: number
  readonly bytes: Uint8Array
}

export interface StoredOutbox extends OutboxHead {
  /** At least one, ascending by counter. */
  readonly batches: readonly StoredBatch[]
}

/** One write to one outbox: all of it or nothing. */
export interface OutboxWrite {
  readonly head: OutboxHead
  /** In the place of those that have the same counter. */
  readonly put: readonly StoredBatch[]
  /** Counters; those that are not there do not matter. */
  readonly remove: readonly number[]
}

/** Says which authors have a page or process that lives. A wrong answer costs only work done twice. */
export interface LivingRoll {
  /** From now on the author is said to live. Returns what ends it. */
  enter(author: AuthorId): () => void
  whoLives(): Promise<ReadonlySet<AuthorId>>
  /** Hears of somebody else who left, where that is said. Returns what ends it. */
  onLeave?(hear: () => void): () => void
}

export interface OutboxStore {
  /** Of those who keep their outboxes here. */
  readonly roll: LivingRoll
  /** Every outbox that holds something. */
  load(): Promise<readonly StoredOutbox[]>
  /**
   * Writes to one outbox take effect in the order of the calls. An outbox that holds nothing is no more.
   * Rejects where it cannot be kept: nothing is known then of what was written.
   *
   * A write may be called while others are on their way: it waits for no answer, and what becomes of them
   * does not matter to it. One that fails leaves no trace in those behind it, nor holds them up; so an
   * earlier one may fail where a later one succeeds, and who calls puts into each what it may lack.
   */
  write(write: OutboxWrite): Promise<void>
}
