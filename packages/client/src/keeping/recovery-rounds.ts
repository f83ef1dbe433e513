// When a client that is live looks for the work of pages that are gone, and has it sent.
//
//   resting ─ begin ─▶ busy: looks, then sends this board's ─▶ waiting, and sending that of other boards
//      ▲                ▲                                        │
//      │ rest           └── lookAgainMs, or lookAfterLeaveMs ────┘
//     any                   after somebody left

import type { Clock } from '../environment.ts'
import type { Timing } from '../timing.ts'
import type { DrainRun } from './drain-run.ts'
import type { OrphanedWork } from './orphaned-work.ts'

/** What a look has found to be sent. */
export interface DueWork {
  /** For the board that is open. */
  readonly own: readonly OrphanedWork[]
  readonly others: readonly OrphanedWork[]
}

export interface RoundsParts {
  readonly clock: Clock
  readonly timing: Pick<Timing, 'lookAgainMs' | 'lookAfterLeaveMs'>
  /** Null where the store does not say. */
  look(): Promise<DueWork | null>
  run(works: readonly OrphanedWork[], done: () => void): DrainRun
  /** All of this board's had its turn. */
  sentOwn(): void
}

interface Busy {
  readonly kind: 'busy'
  hasAnyoneLeft: boolean
}

type Phase =
  | { readonly kind: 'resting' }
  | Busy
  | { readonly kind: 'waiting'; readonly cancelLook: () => void }

export class RecoveryRounds {
  private readonly parts: RoundsParts
  private phase: Phase = { kind: 'resting' }
  private drains: DrainRun | null = null

  constructor(parts: RoundsParts) {
    this.parts = parts
  }

  /** The client is live, or it is time to look again. */
  async begin(): Promise<void> {
    const busy: Busy = { kind: 'busy', hasAnyoneLeft: false }
    this.enter(busy)
    this.drains?.stop()
    const due = await this.parts.look()
    if (this.phase === busy) this.send(due ?? { own: [], others: [] }, busy)
  }

  /** Not live any more. */
  rest(): void {
    this.enter({ kind: 'resting' })
    this.drains?.stop()
  }

  /** What that page stored may be nobody's now. This board's work that is on its way goes first. */
  someoneLeft(): void {
    if (this.phase.kind === 'busy') this.phase.hasAnyoneLeft = true
    if (this.phase.kind === 'waiting') this.wait(true)
  }

  private send({ own, others }: DueWork, busy: Busy): void {
    this.sendAll(own, () => {
      this.parts.sentOwn()
      // A listener may have suspended the client.
      if (this.phase !== busy) return
      this.wait(busy.hasAnyoneLeft)
      this.sendAll(others, () => {})
    })
  }

  private sendAll(works: readonly OrphanedWork[], done: () => void): void {
    this.drains = this.parts.run(works, done)
    this.drains.start()
  }

  /** A tab that is killed does not say so: without that too there is another look some time. */
  private wait(hasAnyoneLeft: boolean): void {
    const { clock, timing } = this.parts
    const delayMs = hasAnyoneLeft ? timing.lookAfterLeaveMs : timing.lookAgainMs
    const cancelLook = clock.setTimer(() => void this.begin(), delayMs)
    this.enter({ kind: 'waiting', cancelLook })
  }

  private enter(phase: Phase): void {
    if (this.phase.kind === 'waiting') this.phase.cancelLook()
    this.phase = phase
  }
}
