// One commit for everything that gathered, of all rooms; one under way while the next one gathers.
//
//   idle ──append──▸ gathering ──turn ends──▸ committing ──stored──▸ emitted, a rest, and on to what gathered
//                                               │  ▴ └─full─▸ waits, then the same commit again
//                                               └──fails──▸ failed, for good: nothing is emitted

import type { Clock } from '../clock.ts'
import type { Medium, RoomCommit } from './medium.ts'
import type { StorageState } from './storage.ts'

/** A room's log, as the commit sees it. */
export interface CommitSource {
  /** Hands over what is queued. */
  gather(): RoomCommit
  /** What was handed over last is stored. */
  emit(): void
}

export interface GroupCommitOptions {
  readonly medium: Medium
  readonly clock: Clock
  /** Runs the callback when what is being read in this turn has been read. */
  readonly afterTurn: (callback: () => void) => void
  readonly onCommit: (seconds: number) => void
  readonly onState: (state: StorageState) => void
}

interface Settling {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5000

/**
 * An emission costs a system call for each connection, however little is in it. So the next one waits for as
 * long as this one took, and has the more in it: with a hundred people on a board half as many frames go out,
 * and nobody waits where few are. What timers cannot count is no rest.
 */
const SHORTEST_REST_MS = 1
const LONGEST_REST_MS = 4

export class GroupCommit {
  private readonly options: GroupCommitOptions
  private readonly waiting = new Set<CommitSource>()
  /** Those who wait, in the order in which they asked. */
  private readonly settling: Settling[] = []
  private running = false
  private current: StorageState = { kind: 'ready' }

  constructor(options: GroupCommitOptions) {
    this.options = options
  }

  get state(): StorageState {
    return this.current
  }

  enqueue(source: CommitSource): void {
    this.waiting.add(source)
    if (this.running || this.current.kind === 'failed') return
    this.running = true
    this.options.afterTurn(() => void this.run())
  }

  /** Resolves when all that waits by now is stored; rejects where the storage has failed. */
  settle(): Promise<void> {
    if (this.current.kind === 'failed') return Promise.reject(this.current.error)
    if (!this.running) return Promise.resolve()
    return new Promise((resolve, reject) => this.settling.push({ resolve, reject }))
  }

  private async run(): Promise<void> {
    try {
      while (this.waiting.size > 0) await this.commitWaiting()
    } catch (error) {
      this.enter({ kind: 'failed', error })
      for (const { reject } of this.settling.splice(0)) reject(error)
      return
    }
    this.running = false
    for (const { resolve } of this.settling.splice(0)) resolve()
  }

  private async commitWaiting(): Promise<void> {
    const sources = [...this.waiting]
    this.waiting.clear()
    const settled = this.settling.length
    await this.store(sources.map(source => source.gather()))
    const startMs = this.options.clock.nowMs()
    for (const source of sources) source.emit()
    for (const { resolve } of this.settling.splice(0, settled)) resolve()
    await this.rest(this.options.clock.nowMs() - startMs)
  }

  private async rest(emittedInMs: number): Promise<void> {
    if (emittedInMs < SHORTEST_REST_MS) return
    const { clock } = this.options
    const restMs = Math.min(emittedInMs, LONGEST_REST_MS)
    await new Promise<void>(resolve => clock.setTimer(resolve, restMs))
  }

  private async store(commits: readonly RoomCommit[]): Promise<void> {
    const { medium, clock, onCommit } = this.options
    const startMs = clock.nowMs()
    for (let delayMs = FIRST_RETRY_MS; ; delayMs = Math.min(delayMs * 2, LAST_RETRY_MS)) {
      if ((await medium.commit(commits)) === 'stored') break
      if (this.current.kind === 'ready') this.enter({ kind: 'full', sinceMs: clock.wallMs() })
      await new Promise<void>(resolve => clock.setTimer(resolve, delayMs))
    }
    onCommit((clock.nowMs() - startMs) / 1000)
    if (this.current.kind === 'full') this.enter({ kind: 'ready' })
  }

  private enter(state: StorageState): void {
    this.current = state
    this.options.onState(state)
  }
}
