// Notices a link that died without a word. A socket may stay open for minutes over a network that is
// gone, so silence is what counts; but timers lie too: a hidden tab's fire a minute late, and after a
// sleep the first timer runs before the messages that were waiting. Hence a link is dead only when a
// probe went unanswered, by the clock, and by a timer that was itself on time (or late twice).

import type { Clock } from './environment.ts'
import type { Timing } from './timing.ts'

type Watch =
  | { readonly kind: 'listening' }
  | { readonly kind: 'asking'; readonly again: boolean }
  | { readonly kind: 'off' }

/** A timer this late says that the machine slept or that the tab is throttled. */
const LATE_MS = 2_000
/** A busy link sets its timer at most this often. */
const REARM_MS = 1_000

export interface WatchdogParts {
  readonly clock: Clock
  readonly timing: Pick<Timing, 'probeAfterMs' | 'deadAfterMs' | 'wakeAnswerMs'>
  sendProbe(): void
  die(): void
}

export class Watchdog {
  private readonly parts: WatchdogParts
  private watch: Watch = { kind: 'listening' }
  private heardAtMs: number
  private armedAtMs = 0
  private dueAtMs = 0
  private cancelTimer: () => void = () => {}

  constructor(parts: WatchdogParts) {
    this.parts = parts
    this.heardAtMs = parts.clock.nowMs()
    this.arm(parts.timing.probeAfterMs)
  }

  /**
   * A byte came. The timer is set anew from here, since browsers throttle chains of timers in hidden
   * tabs far more than one that a message set.
   */
  heard(): void {
    const { watch } = this
    if (watch.kind === 'off') return
    this.heardAtMs = this.parts.clock.nowMs()
    this.watch = { kind: 'listening' }
    const stale = Math.abs(this.heardAtMs - this.armedAtMs) >= REARM_MS
    if (watch.kind === 'asking' || stale) this.arm(this.parts.timing.probeAfterMs)
  }

  /** Something suggests that the link may be gone: it is asked at once. */
  wake(): void {
    if (this.watch.kind !== 'off') this.ask(this.parts.timing.wakeAnswerMs, false)
  }

  stop(): void {
    this.watch = { kind: 'off' }
    this.cancelTimer()
  }

  private arm(delayMs: number): void {
    this.cancelTimer()
    this.armedAtMs = this.parts.clock.nowMs()
    this.dueAtMs = this.armedAtMs + delayMs
    this.cancelTimer = this.parts.clock.setTimer(() => this.look(), delayMs)
  }

  private look(): void {
    const nowMs = this.parts.clock.nowMs()
    const { watch } = this
    if (watch.kind === 'off') return
    if (watch.kind === 'listening') return this.lookForSilence(nowMs)
    // A clock set back cannot say how long the probe went unanswered; a late timer cannot say whether
    // the answer is waiting behind it.
    const doubtful = nowMs < this.armedAtMs || nowMs - this.dueAtMs > LATE_MS
    if (doubtful && !watch.again) return this.ask(this.parts.timing.wakeAnswerMs, true)
    this.stop()
    this.parts.die()
  }

  private lookForSilence(nowMs: number): void {
    const { probeAfterMs, deadAfterMs, wakeAnswerMs } = this.parts.timing
    // A clock that was set back must not lengthen the silence it can measure.
    if (nowMs < this.heardAtMs) this.heardAtMs = nowMs
    const silenceMs = nowMs - this.heardAtMs
    if (silenceMs < probeAfterMs) return this.arm(probeAfterMs - silenceMs)
    this.ask(Math.max(wakeAnswerMs, deadAfterMs - silenceMs), false)
  }

  private ask(answerMs: number, again: boolean): void {
    this.watch = { kind: 'asking', again }
    this.arm(answerMs)
    this.parts.sendProbe()
  }
}
