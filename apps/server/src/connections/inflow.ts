// How much one connection may send: beyond its allowance, or while too much of it waits for the storage,
// it is read no further. So it is slowed down by TCP, and loses nothing; only a flood that would take
// very long to make up for is ended.

import { LONGEST_PAUSE_MS, UNSETTLED_BATCHES, UNSETTLED_BYTES } from '../bounds.ts'
import type { Clock } from '../clock.ts'
import type { ReadGate } from './read-gate.ts'
import { type SendLimits, SendRate } from './send-rate.ts'

export interface InflowOptions extends SendLimits {
  readonly clock: Clock
  readonly gate: ReadGate
  readonly onPause: () => void
  /** It is read from again. */
  readonly onRead: () => void
  readonly onFlood: () => void
}

/** What waits for the storage. */
export interface Unsettled {
  readonly unsettledCount: number
  readonly unsettledBytes: number
  /** How much of all on its board, and of all boards: from 1 on too much. */
  readonly unsettledLoad: number
}

/** 1 for one that is read no further. One with nothing of its own waiting is told of nothing, so it never is. */
function loadOf({ unsettledCount, unsettledBytes, unsettledLoad }: Unsettled): number {
  if (unsettledCount === 0) return 0
  return Math.max(
    unsettledCount / UNSETTLED_BATCHES,
    unsettledBytes / UNSETTLED_BYTES,
    unsettledLoad,
  )
}

const ignore = (): void => {}

export class Inflow {
  private readonly options: InflowOptions
  /** By this connection alone: only what it sent itself makes it a flood. */
  private readonly own: SendRate
  /** By all connections of its person. */
  private shared: SendRate | null = null
  private cancelPause: () => void = ignore
  private isStopped = false

  constructor(options: InflowOptions) {
    this.options = options
    this.own = new SendRate(options, options.clock.nowMs())
  }

  get isHeld(): boolean {
    return this.options.gate.isHeld
  }

  /** From here on it is known whose it is. */
  share(rate: SendRate): void {
    this.shared = rate
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
    const nowMs = this.options.clock.nowMs()
    const ownWaitMs = this.own.spend(frames, bytes, nowMs)
    const waitMs = Math.max(ownWaitMs, this.shared?.spend(frames, bytes, nowMs) ?? 0)
    if (waitMs === 0) return
    if (ownWaitMs > LONGEST_PAUSE_MS) return this.options.onFlood()
    this.options.onPause()
    this.pause(waitMs)
  }

  /** Called whenever that changed. */
  watch(unsettled: Unsettled): void {
    const load = loadOf(unsettled)
    if (load >= 1 && !this.isStopped) this.options.gate.hold('unsettled')
    else if (load < 0.5) this.readOn('unsettled')
  }

  /** Its connection has ended: the other side's close is still to be heard. */
  stop(): void {
    this.isStopped = true
    this.cancelPause()
    this.options.gate.open()
  }

  private pause(waitMs: number): void {
    this.cancelPause()
    this.options.gate.hold('rate')
    this.cancelPause = this.options.clock.setTimer(() => this.endPause(), waitMs)
  }

  /** Another connection of the same person may have sent meanwhile. */
  private endPause(): void {
    const waitMs = this.shared?.spend(0, 0, this.options.clock.nowMs()) ?? 0
    // Less than a timer's step is nothing owed, but the rest of a division.
    if (waitMs >= 1) this.pause(waitMs)
    else this.readOn('rate')
  }

  private readOn(reason: 'opening' | 'rate' | 'unsettled'): void {
    if (this.options.gate.release(reason)) this.options.onRead()
  }
}
