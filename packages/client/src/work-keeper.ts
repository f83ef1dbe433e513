// What a client knows of whoever keeps its unsettled work beyond its page or process. Keeping is an entry
// of its own (keeping.ts): a client that is given nobody holds its work in memory, and needs none of it.

import type { AuthorId, Position, Profile, RoomId } from '@inkroom/protocol'
import type { Emitter } from './emitter.ts'
import type { ClientEvents } from './events.ts'
import type { ConnectOptions } from './options.ts'
import type { HeldWork, MemoryOutbox, Outbox } from './outbox.ts'
import type { Timing } from './timing.ts'

export interface WorkKeeperParts {
  readonly options: ConnectOptions
  readonly author: AuthorId
  readonly authorKey: Uint8Array
  readonly timing: Timing
  /** What is to be kept. */
  readonly memory: MemoryOutbox
  /** It hears from them how the client stands, and tells by them. */
  readonly events: Emitter<ClientEvents>
  /** Where the replica stands, complete; null while it does not. */
  position(): Position | null
  profile(): Profile
  unsettledChanged(): void
  /** The client must not go on. */
  fail(error: unknown): void
}

export interface WorkKeeper {
  /** The memory, kept. */
  readonly outbox: Outbox
  /** Whether work that is unsettled for long is kept. */
  readonly isKept: boolean
  /** Unsettled batches that are in memory alone. */
  readonly unkeptCount: number
  /** Found of earlier visits to this board, and not ended. */
  readonly adoptedCount: number
  /** Found for boards that had this name before. */
  readonly heldWork: readonly HeldWork[]
  /** Lets go what is held of this author, here and where it is kept. */
  discardHeld(author: AuthorId): void
  /** The page lives: it says so, and looks for the work of those that do not. */
  enter(): void
  /** The page is put aside, or goes. */
  leave(): void
  close(): void
  /** Keeps at once what is not kept yet. */
  flush(): void
  /** It is known which board has the name. */
  roomIs(room: RoomId): void
  /** The replica stands where the server said that it had sent everything. */
  placed(): void
}

/** Makes the keeper of one client. */
export type KeepWork = (parts: WorkKeeperParts) => WorkKeeper
