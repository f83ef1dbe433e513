// Beats for one connection, at drawn intervals, and the end of one that nothing is heard from.

import type { Clock } from '../clock.ts'
import type { MsRange } from '../setting-parsers.ts'

export interface HeartbeatOptions {
  readonly clock: Clock
  /** 0 … 1. */
  readonly random: () => number
  readonly beatEvery: MsRange
  readonly silentMs: number
  /** Nothing can be heard from a connection that is not read from. */
  readonly isDeaf: () => boolean
  readonly onBeat: () => void
  readonly onSilent: () => void
}

export class Heartbeat {
  private readonly options: HeartbeatOptions
  private heardMs: number
  private beatDueMs: number
  private tickDueMs = 0
  private cancel: () => void

  constructor(options: HeartbeatOptions) {
    this.options = options
    this.heardMs = options.clock.nowMs()
    this.beatDueMs = this.heardMs + this.drawMs()
    this.cancel = this.schedule()
  }

  heard(): void {
    this.heardMs = this.options.clock.nowMs()
  }

  stop(): void {
    this.cancel()
  }

  private tick(): void {
    const { clock, silentMs, isDeaf, onBeat, onSilent } = this.options
    const nowMs = clock.nowMs()
    // While this process stood still nothing could be heard: what came meanwhile is yet to be read.
    this.heardMs = Math.min(nowMs, this.heardMs + nowMs - this.tickDueMs)
    if (isDeaf()) this.heardMs = nowMs
    if (nowMs - this.heardMs >= silentMs) return onSilent()
    if (nowMs >= this.beatDueMs) {
      this.beatDueMs = nowMs + this.drawMs()
      onBeat()
    }
    this.cancel = this.schedule()
  }

  private schedule(): () => void {
    const { clock, silentMs } = this.options
    const nowMs = clock.nowMs()
    const dueMs = Math.min(this.beatDueMs, this.heardMs + silentMs)
    const waitMs = Math.max(1, Math.ceil(dueMs - nowMs))
    this.tickDueMs = nowMs + waitMs
    return clock.setTimer(() => this.tick(), waitMs)
  }

  private drawMs(): number {
    const { random, beatEvery } = this.options
    return beatEvery.minMs + random() * (beatEvery.maxMs - beatEvery.minMs)
  }
}
