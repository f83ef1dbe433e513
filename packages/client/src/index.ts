// The public names of the client. Sockets, time and random come from an entry beside: browser or node.

export { delayMs, windowMs } from './backoff.ts'
export { Client, createClient } from './client.ts'
export type { Clock, Environment, SocketEvents, SocketLike } from './environment.ts'
export type { ClientEvents, Coming } from './events.ts'
export { ImageReplica } from './image-replica.ts'
export { MemoryOutboxStore } from './memory-outbox-store.ts'
export type { BoardOptions, ClientOptions, SubmitResult } from './options.ts'
export {
  DEFAULT_OUTBOX_BOUNDS,
  type HeldWork,
  MemoryOutbox,
  type Outbox,
  type OutboxBounds,
} from './outbox.ts'
export type {
  FormerRoom,
  LivingRoll,
  OutboxHead,
  OutboxStore,
  OutboxWrite,
  StoredBatch,
  StoredOutbox,
} from './outbox-store.ts'
export type { PeerName } from './presence.ts'
export type { Replica } from './replica.ts'
export type { SessionEnd } from './session-end.ts'
export {
  type ClientState,
  nextState,
  type Progress,
  type StateEvent,
  type StateKind,
  type StopReason,
  TRANSITIONS,
} from './state.ts'
export { StreamError } from './stream-error.ts'
export { DEFAULT_TIMING, type Timing } from './timing.ts'
