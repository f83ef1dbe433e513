// What a client tells.

import type {
  AuthorId,
  Batch,
  Beat,
  LogEntry,
  Op,
  PersonHere,
  PersonId,
  Profile,
  Refusal,
  RoomId,
  StateDigest,
  Welcome,
} from '@inkroom/protocol'
import type { HeldWork } from './outbox.ts'
import type { SessionEnd } from './session-end.ts'
import type { ClientState, Progress, StopReason } from './state.ts'

/** Who came or went, when, and how many are here now. */
export interface Coming {
  readonly person: PersonId
  readonly profile: Profile
  readonly atMs: number
  readonly count: number
}

export interface Going extends Coming {
  readonly joinedAtMs: number
}

export interface ClientEvents {
  /** The client stands elsewhere. */
  state: ClientState
  /** A server took the hello; its terms. */
  welcome: Welcome
  /** The server is there, about every 9 s while connected; where it stands, and its terms now. */
  beat: Beat
  /** A chunk of the snapshot arrived. */
  progress: Progress
  /** All that was missed is here. */
  live: { readonly seq: number }
  /** An entry of the log was folded; one's own too. */
  batch: { readonly entry: LogEntry; readonly ops: readonly Op[] }
  /** One's own batch is saved. */
  settled: { readonly counter: number }
  /**
   * A batch was not accepted: one's own, or one of an earlier visit (then `author` is another).
   * `opIndex` is null where it is not known; `batch` has the ops and bytes, and is kept nowhere else.
   */
  refused: {
    readonly author: AuthorId
    readonly counter: number
    readonly refusal: Refusal
    readonly opIndex: number | null
    readonly batch: Batch
    /** The board that it was for, where that is another one than this client's. */
    readonly roomName?: string
  }
  /** How many batches are neither saved nor refused: one's own, and those found of this board. */
  unsettled: { readonly count: number }
  /**
   * Whether unsettled work is stored changed: the store fails, or works again. `unkeptCount` batches are
   * in memory alone.
   */
  kept: { readonly isKept: boolean; readonly unkeptCount: number }
  /** Work of earlier visits to this board was sent: so many batches are saved now, so many were refused. */
  recovered: { readonly sent: number; readonly refused: number }
  /** Work of an earlier visit stays stored: its board is another one now, or the server will not have it. */
  'orphan-blocked': {
    readonly reason: StopReason | 'board-replaced'
    readonly roomName: string
    readonly author: AuthorId
    readonly batches: readonly Batch[]
  }
  /** The people here changed. */
  people: { readonly people: readonly PersonHere[]; readonly count: number }
  /** Another person came. */
  joined: Coming
  /** Another person left, and stayed away. A reload is neither told as this nor as `joined`. */
  left: Going
  /** A passing word of a peer. */
  ephemeral: {
    readonly author: AuthorId
    readonly person: PersonId
    readonly kind: number
    readonly body: Uint8Array
  }
  /** At this seq the replica is not what the server has: a snapshot was asked for. */
  diverged: {
    readonly seq: number
    readonly expected: StateDigest
    readonly actual: StateDigest
  }
  /** The snapshot that was asked for is in, and it is what the server has. */
  healed: { readonly seq: number }
  /**
   * The board went back, to an older backup for instance: the server does not know the history that was
   * followed here up to `seq`, and stands at `head` of another. What was saved may be gone.
   */
  'history-replaced': { readonly seq: number; readonly head: number }
  /** Another board stands under this name: work for the old one is in `heldWork` and was not sent. */
  'board-replaced': { readonly before: RoomId; readonly after: RoomId; readonly held: HeldWork }
  /** A connection or an attempt ended. */
  lost: { readonly end: SessionEnd }
  /** maxAttempts is used up. */
  'gave-up': { readonly attempts: number }
  /** Something is wrong that no one should see: a bug here, in the replica or in a listener. */
  error: { readonly error: unknown }
}
