// What goes up on one connection, in order, and never more than the network takes: a full send buffer
// would make every later batch wait behind kilobytes that nobody can take back.

import { encodeUp } from '@inkroom/protocol'
import type { Clock, SocketLike } from './environment.ts'
import type { Outbox } from './outbox.ts'
import { StreamError } from './stream-error.ts'

export const MAX_BUFFERED_BYTES = 256 * 1024

export interface SenderParts {
  readonly socket: SocketLike
  readonly outbox: Outbox
  readonly clock: Clock
  readonly drainPollMs: number
  /** Flushing by itself, once the buffer has drained, threw. */
  failed(error: unknown): void
}

export class Sender {
  private readonly parts: SenderParts
  /** The counter that the server gives to the next batch frame; null before the welcome. */
  private next: number | null = null
  private paused = false
  /** The newest by kind of those that did not get through. */
  private readonly ephemerals = new Map<number, Uint8Array>()
  private cancelPoll: (() => void) | null = null

  constructor(parts: SenderParts) {
    this.parts = parts
  }

  /** The welcome came: the first batch frame of this connection has the counter after `settled`. */
  start(settled: number): void {
    this.next = settled + 1
    this.flush()
  }

  /** Batches wait until `resume`; their counters run on. */
  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
    this.flush()
  }

  stop(): void {
    this.next = null
    this.ephemerals.clear()
    this.cancelPoll?.()
  }

  sendEphemeral(kind: number, body: Uint8Array): void {
    if (this.next === null) return
    this.ephemerals.delete(kind)
    this.ephemerals.set(kind, body)
    this.flush()
  }

  /** @throws {StreamError} where a counter is missing: the server would number the rest wrongly. */
  flush(): void {
    while (this.next !== null && this.mayBatch() && this.sendBatch(this.next)) this.next += 1
    if (this.next !== null && !this.isFull()) this.sendEphemerals()
    if (this.hasWaiting()) this.poll()
  }

  private isFull(): boolean {
    return this.parts.socket.bufferedBytes > MAX_BUFFERED_BYTES
  }

  private mayBatch(): boolean {
    return !this.paused && !this.isFull()
  }

  private hasWaiting(): boolean {
    if (this.next === null) return false
    const batches = !this.paused && this.next < this.parts.outbox.nextCounter
    return batches || this.ephemerals.size > 0
  }

  private sendBatch(counter: number): boolean {
    const { outbox, socket } = this.parts
    const batch = outbox.get(counter)
    if (batch !== null) socket.send(encodeUp({ type: 'batch', bytes: batch.bytes }))
    else if (counter < outbox.nextCounter) throw new StreamError(`no batch ${counter} to send`)
    return batch !== null
  }

  private sendEphemerals(): void {
    for (const [kind, body] of this.ephemerals) {
      this.parts.socket.send(encodeUp({ type: 'ephemeral', kind, body }))
    }
    this.ephemerals.clear()
  }

  private poll(): void {
    if (this.cancelPoll !== null) return
    const { clock, drainPollMs } = this.parts
    this.cancelPoll = clock.setTimer(() => {
      this.cancelPoll = null
      this.flushByTimer()
    }, drainPollMs)
  }

  private flushByTimer(): void {
    try {
      this.flush()
    } catch (error) {
      this.parts.failed(error)
    }
  }
}
