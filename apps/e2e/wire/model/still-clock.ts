// Time for clients and server alike, that stands still until the model moves it.

import type { Clock } from '@inkroom/client'
import type { Clock as ServerClock } from '@inkroom/server'

interface Timer {
  readonly dueMs: number
  readonly fire: () => void
}

const START_MS = 1_700_000_000_000

export class StillClock implements Clock {
  private timeMs = START_MS
  private readonly timers = new Set<Timer>()

  nowMs(): number {
    return this.timeMs
  }

  setTimer(fire: () => void, delayMs: number): () => void {
    const timer: Timer = { dueMs: this.timeMs + delayMs, fire }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  /** What falls due fires at once, in its order. */
  advance(byMs: number): void {
    const endMs = this.timeMs + byMs
    for (let next = this.nextDue(endMs); next !== null; next = this.nextDue(endMs)) {
      this.timers.delete(next)
      this.timeMs = Math.max(this.timeMs, next.dueMs)
      next.fire()
    }
    this.timeMs = endMs
  }

  /** The clock of one server's life: with it its timers end. */
  lifeOf(isAlive: () => boolean): ServerClock {
    return {
      nowMs: () => this.timeMs,
      wallMs: () => this.timeMs,
      setTimer: (fire, delayMs) =>
        this.setTimer(() => {
          if (isAlive()) fire()
        }, delayMs),
    }
  }

  private nextDue(endMs: number): Timer | null {
    let best: Timer | null = null
    for (const timer of this.timers) {
      if (timer.dueMs <= endMs && (best === null || timer.dueMs < best.dueMs)) best = timer
    }
    return best
  }
}
