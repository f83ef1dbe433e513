// How much one connection may send: beyond its allowance, or while too much of it waits for the storage,
// it is read no further. So it is slowed down by TCP, and loses nothing; only a flood that would take
// very long to make up for is ended.

import type { Clock } from '../clock.ts'
import type { ReadGate } from './read-gate.ts'
import { TokenBucket } from './token-bucket.ts'

export interface InflowOptions {
  readonly clock: Clock
  readonly gate: ReadGate
  readonly batchesPerSecond: number
  readonly bytesPerSecond: number
  readonly onPause: () => void
  /** It is read from again. */
  readonly onRead: () => void
  readonly onFlood: () => void
}

/** What waits for the storage. */
export interface Unsettled {
  readonly unsettledCount: number
  readonly unsettledBytes: number
}

/**
 * A debt beyond it is no burst of a pen, nor an outbox after a day offline: what is read in one go is at
 * most 64 KiB, which even as batches of 10 bytes are 13 s at 500 a second.
 */
const LONGEST_PAUSE_MS = 20_000
const MAX_UNSETTLED_BATCHES = 2048
const MAX_UNSETTLED_BYTES = 4 * 1024 * 1024

export class Inflow {
  private readonly options: InflowOptions
  private readonly frames: TokenBucket
  private readonly bytes: TokenBucket
  private cancelPause: () => void = () => {}
  private isStopped = false

  constructor(options: InflowOptions) {
    const { clock, batchesPerSecond, bytesPerSecond } = options
    this.options = options
    this.frames = new TokenBucket({ perSecond: batchesPerSecond }, clock.nowMs())
    this.bytes = new TokenBucket({ perSecond: bytesPerSecond }, clock.nowMs())
  }

  get isHeld(): boolean {
    return this.options.gate.isHeld
  }

  /** While its board is opened. */
  hold(): void {
    this.options.gate.hold('opening')
  }

  release(): void {
    this.readOn('opening')
  }

  spend(frames: number, bytes: number): void {
    if (this.isStopped) return
    const { clock, gate, onPause, onFlood } = this.options
    const nowMs = clock.nowMs()
    const waitMs = Math.max(this.frames.spend(frames, nowMs), this.bytes.spend(bytes, nowMs))
    if (waitMs === 0) return
    if (waitMs > LONGEST_PAUSE_MS) return onFlood()
    onPause()
    this.cancelPause()
    gate.hold('rate')
    this.cancelPause = clock.setTimer(() => this.readOn('rate'), waitMs)
  }

  /** Called whenever that changed. */
  watch({ unsettledCount, unsettledBytes }: Unsettled): void {
    const load = Math.max(
      unsettledCount / MAX_UNSETTLED_BATCHES,
      unsettledBytes / MAX_UNSETTLED_BYTES,
    )
    if (load >= 1 && !this.isStopped) this.options.gate.hold('unsettled')
    else if (load < 0.5) this.readOn('unsettled')
  }

  /** Its connection has ended: the other side's close is still to be heard. */
  stop(): void {
    this.isStopped = true
    this.cancelPause()
    this.options.gate.open()
  }

  private readOn(reason: 'opening' | 'rate' | 'unsettled'): void {
    if (this.options.gate.release(reason)) this.options.onRead()
  }
}
