// A drain's side of its connection: looks for what becomes of its batches, and for nothing else. It keeps
// no rows, checks no digest and heals nothing.

import {
  type LiveEntry,
  type LogEntry,
  type Mark,
  placeEntries,
  type Refusal,
  type RoomId,
  type Rows,
  type Welcome,
} from '@inkroom/protocol'
import { hollowBatch } from '../hollow-batch.ts'
import { MemoryOutbox, type Outbox } from '../outbox.ts'
import type { SessionFollower, WelcomeResult } from '../session-follower.ts'
import type { OrphanedWork } from './orphaned-work.ts'

export interface DrainOutcomes {
  /** In the log, at `seq` or before. `isNew`: it was not there when the drain began. */
  saved(counter: number, seq: number, isNew: boolean): void
  refused(counter: number, refusal: Refusal, opIndex: number | null): void
  /** Counters between those to be sent that neither the store nor the server knows an end of. */
  missing(counters: readonly number[]): void
  /** Nothing is left. */
  emptied(): void
}

export class DrainFollower implements SessionFollower {
  readonly outbox: Outbox
  private readonly room: RoomId | null
  private readonly outcomes: DrainOutcomes
  /** Counters that go out with nothing in them. */
  private readonly hollow = new Set<number>()
  private seq = 0
  private hasBegun = false

  constructor({ head, room, batches }: OrphanedWork, outcomes: DrainOutcomes) {
    this.room = room
    this.outcomes = outcomes
    this.outbox = new MemoryOutbox(head.author)
    for (const batch of batches) {
      this.fillUpTo(batch.counter)
      this.outbox.add(batch)
    }
  }

  connect(): void {}

  welcome(welcome: Welcome): WelcomeResult {
    const { settled, refused, head } = welcome
    if (this.room !== null && this.room !== welcome.room) return 'replaced'
    this.seq = welcome.seq
    if (!this.hasBegun) this.tellMissing(settled)
    for (const { counter, refusal } of refused) this.refused(counter, refusal, null)
    for (const { counter } of this.outbox.all()) {
      if (counter <= settled) this.saved(counter, head, this.hasBegun)
    }
    this.hasBegun = true
    this.refuseOversized(welcome)
    return 'followed'
  }

  rows(_frame: Rows): number {
    return 0
  }

  log(entries: readonly LogEntry[]): void {
    for (const { author, counter, seq } of entries) {
      this.seq = Math.max(this.seq, seq)
      if (author === this.outbox.author) this.saved(counter, seq, true)
    }
  }

  live(entries: readonly LiveEntry[]): void {
    this.log(placeEntries(entries, this.seq + 1))
  }

  caughtUp(_mark: Mark): null {
    return null
  }

  check(_mark: Mark): null {
    return null
  }

  refused(counter: number, refusal: Refusal, opIndex: number | null): void {
    if (!this.outbox.remove(counter)) return
    if (!this.hollow.delete(counter)) this.outcomes.refused(counter, refusal, opIndex)
    if (this.outbox.count === 0) this.outcomes.emptied()
  }

  private saved(counter: number, seq: number, isNew: boolean): void {
    if (!this.outbox.remove(counter)) return
    if (!this.hollow.delete(counter)) this.outcomes.saved(counter, seq, isNew)
    if (this.outbox.count === 0) this.outcomes.emptied()
  }

  /** Counters end in their order: what the server has passed ended, and went out of the store for it. */
  private tellMissing(settled: number): void {
    const missing = Array.from(this.hollow).filter(counter => counter > settled)
    if (missing.length > 0) this.outcomes.missing(missing)
  }

  /**
   * A counter between held ones ended before its page was gone. Should the server not know of it, it is used
   * up, so that those behind it go on.
   */
  private fillUpTo(counter: number): void {
    const { author } = this.outbox
    while (this.outbox.count > 0 && this.outbox.nextCounter < counter) {
      this.hollow.add(this.outbox.nextCounter)
      this.outbox.add(hollowBatch({ author, counter: this.outbox.nextCounter }))
    }
  }

  private refuseOversized({ settled, maxFrameBytes }: Welcome): void {
    for (const batch of this.outbox.all()) {
      if (batch.counter <= settled || batch.bytes.length < maxFrameBytes) continue
      this.outbox.replace(hollowBatch(batch))
      this.hollow.add(batch.counter)
      this.outcomes.refused(batch.counter, 'too-large', null)
    }
  }
}
