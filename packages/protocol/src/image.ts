// The image: all rows of a room at one seq, with the digest of its state kept as they change.

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

const NO_IDS: readonly ObjectId[] = []
const keyOf = (ref: BatchRef): string => `${ref.author}:${ref.counter}`

export class Image implements RowTable {
  private readonly rows = new Map<ObjectId, Row>()
  private readonly goneByBatch = new Map<string, Set<ObjectId>>()
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
    for (const id of this.goneByBatch.get(keyOf(ref)) ?? NO_IDS) {
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
      this.unmarkGone(before)
      this.markGone(row)
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

  private markGone(row: Row): void {
    if (row.gone === null) return
    const key = keyOf(row.gone)
    const ids = this.goneByBatch.get(key)
    if (ids === undefined) this.goneByBatch.set(key, new Set([row.id]))
    else ids.add(row.id)
  }

  private unmarkGone(row: Row | null): void {
    if (row === null || row.gone === null) return
    const key = keyOf(row.gone)
    const ids = this.goneByBatch.get(key)
    ids?.delete(row.id)
    if (ids?.size === 0) this.goneByBatch.delete(key)
  }
}
