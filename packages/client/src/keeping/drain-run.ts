// Drains of several outboxes, one after the other. Each has its turn, for one that never ends must
// not hold up those behind it; what the server has of it by then it need not be sent again.

import type { Clock } from '../environment.ts'
import type { Drain, DrainEnd } from './drain.ts'
import type { OrphanedWork } from './orphaned-work.ts'

/** After which an outbox gives way to the next, to go on with another look. */
const TURN_MS = 60_000

export interface DrainRunParts {
  readonly clock: Clock
  readonly works: readonly OrphanedWork[]
  /** Null where this one is not to be sent any more. */
  open(work: OrphanedWork, over: (end: DrainEnd) => void): Drain | null
  ended(work: OrphanedWork, end: DrainEnd): void
  /** Each has had its turn. */
  done(): void
}

export class DrainRun {
  private readonly parts: DrainRunParts
  private readonly waiting: OrphanedWork[]
  private isStopped = false
  private endTurn = () => {}

  constructor(parts: DrainRunParts) {
    this.parts = parts
    this.waiting = Array.from(parts.works)
  }

  start(): void {
    this.endTurn()
    // A listener may have suspended the client.
    while (!this.isStopped) {
      const work = this.waiting.shift()
      if (work === undefined) return this.parts.done()
      const drain = this.parts.open(work, end => {
        this.parts.ended(work, end)
        this.start()
      })
      if (drain !== null) return this.take(drain)
    }
  }

  stop(): void {
    this.isStopped = true
    this.endTurn()
  }

  private take(drain: Drain): void {
    const cancel = this.parts.clock.setTimer(() => this.start(), TURN_MS)
    this.endTurn = () => {
      cancel()
      drain.stop()
    }
    drain.start()
  }
}
