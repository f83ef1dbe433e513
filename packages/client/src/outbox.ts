// One's own work that is neither saved nor refused yet, in order. A batch leaves only when it comes
// back, is refused, or its board is gone. Kept in memory here; kept-outbox.ts has a store behind it.

import { type AuthorId, type Batch, limits, must, type RoomId } from '@inkroom/protocol'

export interface Outbox {
  readonly author: AuthorId
  /** Whether others may send what is in it, since they find it where it is kept. */
  readonly isShared: boolean
  /** The counter that the next batch will have. */
  readonly nextCounter: number
  readonly count: number
  readonly bytes: number
  /** Whether so many more bytes still fit as one batch. */
  hasRoomFor(bytes: number): boolean
  /** Its counter is `nextCounter`. */
  add(batch: Batch): void
  get(counter: number): Batch | null
  /** Puts another batch in the place of the one that has the same counter. */
  replace(batch: Batch): void
  /** Whether it was there. */
  remove(counter: number): boolean
  /** Ascending by counter; safe to remove from while walking. */
  all(): readonly Batch[]
  /** Counters below were used before: they are not used again. */
  skipTo(nextCounter: number): void
  /** The board is this one: its work must not be sent to another under the same name. */
  belongTo(room: RoomId): void
  /** Its board is gone: takes everything out, to be kept aside. */
  holdAll(): readonly Batch[]
}

/** Unsent work of a board that is no more, or is another one now. */
export interface HeldWork {
  readonly author: AuthorId
  readonly room: RoomId
  readonly batches: readonly Batch[]
}

export interface OutboxBounds {
  readonly maxBatches: number
  readonly maxBytes: number
}

/** About an hour of drawing without a pause, at 50 batches/s of ~100 bytes, cut by whichever is first. */
export const DEFAULT_OUTBOX_BOUNDS: OutboxBounds = {
  maxBatches: limits.MAX_UNSETTLED_BATCHES,
  maxBytes: 16 * 1024 * 1024,
}

/** The lowest counter still held, or the one to be used next. */
export function floorOf(outbox: Outbox): number {
  return outbox.all()[0]?.counter ?? outbox.nextCounter
}

export class MemoryOutbox implements Outbox {
  readonly author: AuthorId
  readonly isShared = false
  private readonly bounds: OutboxBounds
  private readonly batches = new Map<number, Batch>()
  private next = 1
  private held = 0

  constructor(author: AuthorId, bounds: OutboxBounds = DEFAULT_OUTBOX_BOUNDS) {
    this.author = author
    this.bounds = bounds
  }

  get nextCounter(): number {
    return this.next
  }

  get count(): number {
    return this.batches.size
  }

  get bytes(): number {
    return this.held
  }

  hasRoomFor(bytes: number): boolean {
    const { maxBatches, maxBytes } = this.bounds
    return this.batches.size < maxBatches && this.held + bytes <= maxBytes
  }

  add(batch: Batch): void {
    this.batches.set(batch.counter, batch)
    this.held += batch.bytes.length
    this.next = batch.counter + 1
  }

  get(counter: number): Batch | null {
    return this.batches.get(counter) ?? null
  }

  replace(batch: Batch): void {
    const before = must(this.batches.get(batch.counter), 'a batch to replace')
    this.held += batch.bytes.length - before.bytes.length
    this.batches.set(batch.counter, batch)
  }

  remove(counter: number): boolean {
    const batch = this.batches.get(counter)
    if (batch === undefined) return false
    this.held -= batch.bytes.length
    return this.batches.delete(counter)
  }

  all(): readonly Batch[] {
    return Array.from(this.batches.values())
  }

  skipTo(nextCounter: number): void {
    this.next = Math.max(this.next, nextCounter)
  }

  belongTo(_room: RoomId): void {}

  holdAll(): readonly Batch[] {
    const batches = this.all()
    this.batches.clear()
    this.held = 0
    return batches
  }
}
