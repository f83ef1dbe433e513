// A clock that stands still until the test moves it.

import type { Clock } from '../clock.ts'

interface Timer {
  readonly dueMs: number
  readonly callback: () => void
}

export class ManualClock implements Clock {
  private timeMs = 0
  private timers: Timer[] = []

  nowMs(): number {
    return this.timeMs
  }

  wallMs(): number {
    return 1_000_000 + this.timeMs
  }

  get pendingCount(): number {
    return this.timers.length
  }

  setTimer(callback: () => void, ms: number): () => void {
    const timer: Timer = { dueMs: this.timeMs + ms, callback }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter(each => each !== timer)
    }
  }

  /** Runs what falls due, in order, at its own moment. */
  advance(ms: number): void {
    const endMs = this.timeMs + ms
    for (let next = this.nextDue(endMs); next !== null; next = this.nextDue(endMs)) {
      this.timers = this.timers.filter(each => each !== next)
      this.timeMs = Math.max(this.timeMs, next.dueMs)
      next.callback()
    }
    this.timeMs = endMs
  }

  /** Time passes while the process stands still: what fell due meanwhile runs late. */
  stall(ms: number): void {
    this.timeMs += ms
    this.advance(0)
  }

  private nextDue(endMs: number): Timer | null {
    const due = this.timers.filter(timer => timer.dueMs <= endMs)
    return due.toSorted((a, b) => a.dueMs - b.dueMs)[0] ?? null
  }
}
