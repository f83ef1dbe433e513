// Time that stands still until a test moves it. Timers can be throttled as in a hidden tab, the machine
// can sleep, and the wall clock can be set.

import type { Clock } from '../environment.ts'

/** From this link of a chain on, a timer set by a timer and so on, browsers throttle it more than others. */
const CHAIN_LENGTH = 5

interface Timer {
  readonly dueMs: number
  /** How many timers led to it. */
  readonly chain: number
  readonly fire: () => void
}

export class VirtualClock implements Clock {
  /** Timers fire only at multiples of this. */
  throttleMs = 1
  /** Those of a long chain fire only at multiples of this, as in a tab that was hidden for minutes. */
  chainThrottleMs = 1
  private chain = 0
  private runMs = 0
  private wallMs = 1_700_000_000_000
  private readonly timers = new Set<Timer>()

  nowMs(): number {
    return this.wallMs
  }

  setTimer(fire: () => void, delayMs: number): () => void {
    const timer: Timer = { dueMs: this.runMs + delayMs, chain: this.chain + 1, fire }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  get pendingTimers(): number {
    return this.timers.size
  }

  advance(byMs: number): void {
    const endMs = this.runMs + byMs
    for (let next = this.nextFiring(); next !== null && next.atMs <= endMs; ) {
      this.moveTo(Math.max(this.runMs, next.atMs))
      this.fire(next.timer)
      next = this.nextFiring()
    }
    this.moveTo(endMs)
  }

  /** The machine sleeps: time passes at once, and what was due fires late, before anything else. */
  sleep(forMs: number): void {
    this.moveTo(this.runMs + forMs)
    this.advance(0)
  }

  /** The wall clock is set; timers do not care. */
  setWall(byMs: number): void {
    this.wallMs += byMs
  }

  private nextFiring(): { timer: Timer; atMs: number } | null {
    let best: { timer: Timer; atMs: number } | null = null
    for (const timer of this.timers) {
      const isLong = timer.chain >= CHAIN_LENGTH
      const stepMs = isLong ? Math.max(this.throttleMs, this.chainThrottleMs) : this.throttleMs
      const atMs = Math.ceil(timer.dueMs / stepMs) * stepMs
      if (best === null || atMs < best.atMs) best = { timer, atMs }
    }
    return best
  }

  private fire(timer: Timer): void {
    this.timers.delete(timer)
    this.chain = timer.chain
    timer.fire()
    this.chain = 0
  }

  private moveTo(runMs: number): void {
    this.wallMs += runMs - this.runMs
    this.runMs = runMs
  }
}
