// Orphaned work of this very board while it shows below one's own: from when it is found until the board
// itself has it, or it was refused.

import type { AuthorId, Batch, BatchRef, Refusal } from '@inkroom/protocol'
import type { Replica } from '../replica.ts'
import type { OrphanedWork } from './orphaned-work.ts'

interface Ended {
  readonly ref: BatchRef
  /** Where the room's log has it at the latest. */
  readonly seq: number
}

const keyOf = ({ author, counter }: BatchRef): string => `${author}-${counter}`

export class AdoptedWork {
  private readonly replica: Replica
  private readonly batches = new Map<string, Batch>()
  /** Saved, and not known to be in the replica yet. */
  private readonly ended = new Map<string, Ended>()
  /** The last counter that was ever adopted: nothing is adopted twice. */
  private readonly newest = new Map<AuthorId, number>()

  constructor(replica: Replica) {
    this.replica = replica
  }

  get count(): number {
    return this.batches.size
  }

  adopt({ batches, person }: OrphanedWork): void {
    for (const batch of batches) {
      if (batch.counter <= (this.newest.get(batch.author) ?? 0)) continue
      this.newest.set(batch.author, batch.counter)
      this.batches.set(keyOf(batch), batch)
      this.replica.adopt(batch, person)
    }
  }

  /** The replica has followed it, and has let it go by itself. */
  followed(ref: BatchRef): void {
    if (this.batches.size > 0) this.forget(ref)
  }

  /** It is in the log, at `seq` or before. */
  saved(ref: BatchRef, seq: number): void {
    if (this.batches.has(keyOf(ref))) this.ended.set(keyOf(ref), { ref, seq })
  }

  /** The replica has all of the log up to here. */
  reached(atSeq: number): void {
    for (const { ref, seq } of Array.from(this.ended.values())) if (seq <= atSeq) this.settle(ref)
  }

  refused(ref: BatchRef, refusal: Refusal): void {
    if (this.forget(ref)) this.replica.refuse(ref, refusal)
  }

  /** It is for another board, or will never be known to be in this one. */
  release(batches: readonly BatchRef[]): void {
    for (const each of batches) this.settle(each)
  }

  /** What is not found any more was sent by another tab, or its page lives after all. */
  keepOnly(found: readonly OrphanedWork[]): void {
    const kept = new Set(found.flatMap(({ batches }) => batches.map(keyOf)))
    this.release(Array.from(this.batches.values()).filter(batch => !kept.has(keyOf(batch))))
  }

  /** Seqs that were named before mean nothing any more. */
  forgetSeqs(): void {
    this.reached(Number.POSITIVE_INFINITY)
  }

  private settle(ref: BatchRef): void {
    if (this.forget(ref)) this.replica.settle(ref)
  }

  private forget(ref: BatchRef): boolean {
    this.ended.delete(keyOf(ref))
    return this.batches.delete(keyOf(ref))
  }
}
