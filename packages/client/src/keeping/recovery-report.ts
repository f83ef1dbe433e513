// Says what becomes of the work of earlier visits: each batch that is refused and each that is missing once,
// however often its outbox is sent, and how much was sent in all.

import type { BatchRef, Refusal } from '@inkroom/protocol'
import type { Emitter } from '../emitter.ts'
import type { ClientEvents } from '../events.ts'
import type { OrphanedWork } from './orphaned-work.ts'

export class RecoveryReport {
  private readonly events: Emitter<ClientEvents>
  private readonly isHere: (work: OrphanedWork) => boolean
  /** Not stored: a page that finds the outbox anew has them in no tray. */
  private readonly told = new Set<string>()
  /** Of this board's batches, since it was told last. */
  private outcome = { sent: 0, refused: 0 }

  /** `isHere`: it is of the name that is open. */
  constructor(events: Emitter<ClientEvents>, isHere: (work: OrphanedWork) => boolean) {
    this.events = events
    this.isHere = isHere
  }

  sent(work: OrphanedWork): void {
    if (this.isHere(work)) this.outcome.sent += 1
  }

  refused(
    work: OrphanedWork,
    what: { counter: number; refusal: Refusal; opIndex: number | null },
  ): void {
    const { author, roomName } = work.head
    const batch = work.batches.find(({ counter }) => counter === what.counter)
    if (batch === undefined || !this.isNews(batch)) return
    if (this.isHere(work)) this.outcome.refused += 1
    const event = { author, batch, ...what }
    this.events.emit('refused', this.isHere(work) ? event : { ...event, roomName })
  }

  /** Neither the store nor the server has them: they were never stored, or the server has lost them. */
  missing({ head: { author } }: OrphanedWork, counters: readonly number[]): void {
    const news = counters.filter(counter => this.isNews({ author, counter }))
    if (news.length === 0) return
    const error = new Error(`stored nowhere: ${news.join()} of ${author}`)
    this.events.emit('error', { error })
  }

  /** What was to be sent had its turn. */
  sum(): void {
    const { outcome } = this
    this.outcome = { sent: 0, refused: 0 }
    if (outcome.sent + outcome.refused > 0) this.events.emit('recovered', outcome)
  }

  private isNews({ author, counter }: BatchRef): boolean {
    const { told } = this
    return told.size < told.add(`${author}-${counter}`).size
  }
}
