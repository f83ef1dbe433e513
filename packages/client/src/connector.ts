// When to try, and when not: owns the state, the one session there may be, and the timer in between.

import { CLOSE_REASONS, type Welcome } from '@inkroom/protocol'
import { attemptAfter, delayMs } from './backoff.ts'
import type { Environment } from './environment.ts'
import type { Session } from './session.ts'
import { type SessionEnd, type Stop, stopOf } from './session-end.ts'
import { attemptOf, type ClientState, IDLE, nextState, type StateEvent } from './state.ts'
import type { Timing } from './timing.ts'

export interface ConnectorHost {
  openSession(): Session
  stateChanged(state: ClientState): void
  sessionLost(end: SessionEnd): void
  gaveUp(attempts: number): void
}

export interface ConnectorParts {
  readonly environment: Environment
  readonly timing: Timing
  readonly maxAttempts: number
  readonly host: ConnectorHost
}

export class Connector {
  /** The window over which the server asks its clients to come back. */
  spreadMs: number
  private readonly parts: ConnectorParts
  private current: ClientState = IDLE
  private open: Session | null = null
  private cancelTimer: () => void = () => {}
  private hasNetwork = true

  constructor(parts: ConnectorParts) {
    this.parts = parts
    this.spreadMs = parts.timing.spreadMs
  }

  get state(): ClientState {
    return this.current
  }

  get session(): Session | null {
    return this.open
  }

  start(): void {
    if (this.current.kind === 'idle') this.attempt(1)
  }

  /** Someone asked for it: at once, instead of the wait; a link that stands is probed. */
  retryNow(): void {
    this.open?.wake()
    const { kind } = this.current
    if (kind === 'waiting' || kind === 'offline') this.attempt(attemptOf(this.current))
  }

  /** The device has a network again, maybe another one. */
  networkCame(): void {
    this.hasNetwork = true
    this.open?.wake()
    const attempt = attemptOf(this.current)
    const { kind } = this.current
    if (kind === 'connecting') {
      // It may be on its way over the network that is gone, and would hang until it is cut.
      this.abandon('network changed')
      this.attempt(attempt)
    }
    if (kind === 'offline' || kind === 'waiting') this.waitFor(attempt, this.sooner(this.delay(1)))
  }

  /** The device says that it has no network. It may be wrong, or the server on this very machine. */
  networkWent(): void {
    this.hasNetwork = false
    this.open?.wake()
    if (this.current.kind === 'waiting') this.pause(this.current.attempt)
  }

  /** Goes quiet until the next `start`. */
  suspend(): void {
    this.abandon('suspended')
    this.move({ type: 'suspend' })
  }

  stop(stop: Stop): void {
    this.cancelTimer()
    this.move({ type: 'stop', ...stop })
  }

  /** Ends the session, if there is one, without its saying so. */
  abandon(reason: string, code: number = CLOSE_REASONS.normal.code): void {
    this.cancelTimer()
    const session = this.open
    this.open = null
    session?.abandon(code, reason)
  }

  // From here on, told by the session's host.

  welcomed({ reconnectSpreadMs, rows: totalRows, rowsBytes: totalBytes }: Welcome): void {
    this.spreadMs = reconnectSpreadMs
    this.move({ type: 'welcomed', totalRows, totalBytes })
  }

  received(rows: number, bytes: number): void {
    this.move({ type: 'received', rows, bytes })
  }

  caughtUp(): void {
    this.move({ type: 'caught-up', atMs: this.nowMs() })
  }

  lost(end: SessionEnd): void {
    this.open = null
    const { steadyAfterMs } = this.parts.timing
    const attempt = attemptAfter(this.current, { nowMs: this.nowMs(), steadyAfterMs })
    this.parts.host.sessionLost(end)
    // A listener may have stopped the client.
    if (this.current.kind === 'stopped') return
    const stop = stopOf(end)
    if (stop !== null) return this.stop(stop)
    if (attempt > this.parts.maxAttempts) return this.giveUp()
    if (this.hasNetwork) this.waitFor(attempt, this.delay(attempt))
    else this.pause(attempt)
  }

  private nowMs(): number {
    return this.parts.environment.clock.nowMs()
  }

  private giveUp(): void {
    this.parts.host.gaveUp(this.parts.maxAttempts)
    this.stop({ reason: 'gave-up', code: null })
  }

  private attempt(attempt: number): void {
    this.cancelTimer()
    this.move({ type: 'try', attempt })
    // A listener may have stopped or suspended the client.
    if (this.current.kind !== 'connecting' || this.open !== null) return
    try {
      this.open = this.parts.host.openSession()
    } catch (error) {
      this.lost({ kind: 'failed', error })
    }
  }

  private delay(attempt: number): number {
    const { environment, timing } = this.parts
    return delayMs(attempt, this.spreadMs, { random: environment.random(), timing })
  }

  private sooner(delay: number): number {
    if (this.current.kind !== 'waiting') return delay
    const leftMs = this.current.untilMs - this.nowMs()
    return Math.max(0, Math.min(leftMs, delay))
  }

  private waitFor(attempt: number, delay: number): void {
    this.tryAfter(attempt, delay)
    this.move({ type: 'wait', attempt, untilMs: this.nowMs() + delay })
  }

  /** Without a network too it is tried now and then: see networkWent. */
  private pause(attempt: number): void {
    this.tryAfter(attempt, this.delay(Number.MAX_SAFE_INTEGER))
    this.move({ type: 'go-offline', attempt })
  }

  private tryAfter(attempt: number, delay: number): void {
    this.cancelTimer()
    this.cancelTimer = this.parts.environment.clock.setTimer(() => this.attempt(attempt), delay)
  }

  private move(event: StateEvent): void {
    const before = this.current
    this.current = nextState(before, event)
    if (this.current !== before) this.parts.host.stateChanged(this.current)
  }
}
