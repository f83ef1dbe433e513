// The image: all rows of a room at one seq, with the digest of its state kept as they change.

import { GoneIndex } from './gone-index.ts'
import type { Lanes } from './hashes.ts'
import type { ObjectId } from './ids.ts'
import type { BatchRef } from './op.ts'
import { type Row, rowHash } from './row.ts'
import { applyBatch, type PlacedBatch, type RowTable } from './row-table.ts'

/** The sum of all rows' hashes, lane by lane: it does not depend on their order. */
export type StateDigest = Lanes

export const EMPTY_DIGEST: StateDigest = { a: 0, b: 0 }

export function sameDigest(a: StateDigest, b: StateDigest): boolean {
  return a.a === b.a && a.b === b.b
}

export class Image implements RowTable {
  private readonly rows = new Map<ObjectId, Row>()
  private readonly gone = new GoneIndex()
  private sum: StateDigest = EMPTY_DIGEST

  get size(): number {
    return this.rows.size
  }

  get digest(): StateDigest {
    return this.sum
  }

  get(id: ObjectId): Row | null {
    return this.rows.get(id) ?? null
  }

  /** In the order of their arrival; live, so do not put while walking. */
  all(): Iterable<Row> {
    return this.rows.values()
  }

  *goneBy(ref: BatchRef): Iterable<Row> {
    for (const id of this.gone.goneBy(ref)) {
      const row = this.rows.get(id)
      if (row !== undefined) yield row
    }
  }

  put(row: Row): void {
    const before = this.rows.get(row.id) ?? null
    this.rows.set(row.id, row)
    this.addToSum(before, -1)
    this.addToSum(row, 1)
    if (before?.gone !== row.gone) {
      if (before !== null) this.gone.delete(before)
      this.gone.add(row)
    }
  }

  /** Folds one batch of the log; returns the ids of the rows that changed. */
  apply(batch: PlacedBatch): Set<ObjectId> {
    return applyBatch(this, batch)
  }

  private addToSum(row: Row | null, sign: 1 | -1): void {
    if (row === null) return
    const { a, b } = rowHash(row)
    this.sum = { a: (this.sum.a + sign * a) >>> 0, b: (this.sum.b + sign * b) >>> 0 }
  }
}
