// What the client needs of the world around it: sockets, time, random and inflating. Browsers and Node each bring
// their own (browser.ts, node.ts); tests bring ones that stand still.

import type { Inflate } from './inflate-rows.ts'

export interface SocketEvents {
  opened(): void
  /** One binary message. A text message is passed on as no bytes at all, which no frame is. */
  received(bytes: Uint8Array): void
  /** Once, also for a socket that never opened. */
  closed(code: number, reason: string): void
}

export interface SocketLike {
  /** Given to `send` and not yet handed to the network. */
  readonly bufferedBytes: number
  send(bytes: Uint8Array): void
  close(code: number, reason: string): void
}

export interface Clock {
  /** Wall time: it must jump where the machine slept. */
  nowMs(): number
  /** Returns what cancels it. */
  setTimer(fire: () => void, delayMs: number): () => void
}

export interface Environment {
  readonly inflate: Inflate
  /** Events come later, never before this returns. Throws only for a URL that can never work. */
  openSocket(url: string, events: SocketEvents): SocketLike
  readonly clock: Clock
  randomBytes(count: number): Uint8Array
  /** In [0, 1). */
  random(): number
}
