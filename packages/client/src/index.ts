// The public names of the client. Sockets, time and random come from an entry beside: browser or node.

export { delayMs, windowMs } from './backoff.ts'
export { Client, createClient } from './client.ts'
export type { ClientOptions } from './client-options.ts'
export type { Clock, Environment, SocketEvents, SocketLike } from './environment.ts'
export type { ClientEvents, Coming, Going } from './events.ts'
export type { BoardOptions, ConnectOptions, SubmitResult } from './options.ts'
export {
  DEFAULT_OUTBOX_BOUNDS,
  type HeldWork,
  MemoryOutbox,
  type Outbox,
  type OutboxBounds,
} from './outbox.ts'
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
export type { KeepWork, WorkKeeper, WorkKeeperParts } from './work-keeper.ts'
