// What a connection needs of whoever takes in what the server says: the follower of the board, or a drain,
// which only looks for what becomes of its batches.

import type { Heal, LiveEntry, LogEntry, Mark, Refusal, Rows, Welcome } from '@inkroom/protocol'

/** `replaced`: another board has the name, its work is held back, and the hello must be said anew. */
export type WelcomeResult = 'followed' | 'replaced'

export interface SessionFollower {
  /** A new connection begins. */
  connect(): void
  /** @throws {StreamError} */
  welcome(welcome: Welcome): WelcomeResult
  /** Returns how many rows were in it. @throws {ProtocolError | StreamError} */
  rows(frame: Rows): number
  /** A part may begin before the place that was asked for. */
  log(entries: readonly LogEntry[]): void
  live(entries: readonly LiveEntry[]): void
  /** Returns what to send, if what is here is not what the server has. @throws {StreamError} */
  caughtUp(mark: Mark): Heal | null
  /** As caughtUp; a mark of another seq proves nothing. */
  check(mark: Mark): Heal | null
  refused(counter: number, refusal: Refusal, opIndex: number | null): void
}
