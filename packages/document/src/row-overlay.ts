// Changed rows above a table that stays as it is: copy on write. It is itself a table for the fold.

import type { BatchRef, ObjectId, Row, RowTable } from '@inkroom/protocol'

const keyOf = (ref: BatchRef): string => `${ref.author}:${ref.counter}`

export class RowOverlay implements RowTable {
  private readonly base: RowTable
  private readonly rows = new Map<ObjectId, Row>()
  private readonly goneByBatch = new Map<string, Set<ObjectId>>()

  constructor(base: RowTable) {
    this.base = base
  }

  has(id: ObjectId): boolean {
    return this.rows.has(id)
  }

  get(id: ObjectId): Row | null {
    return this.rows.get(id) ?? this.base.get(id)
  }

  put(row: Row): void {
    this.unmarkGone(row.id)
    this.rows.set(row.id, row)
    if (row.gone === null) return
    const key = keyOf(row.gone)
    const ids = this.goneByBatch.get(key)
    if (ids === undefined) this.goneByBatch.set(key, new Set([row.id]))
    else ids.add(row.id)
  }

  /** The base's row shows again. */
  uncover(id: ObjectId): void {
    this.unmarkGone(id)
    this.rows.delete(id)
  }

  *all(): Iterable<Row> {
    for (const row of this.base.all()) yield this.rows.get(row.id) ?? row
    for (const row of this.rows.values()) if (this.base.get(row.id) === null) yield row
  }

  *goneBy(ref: BatchRef): Iterable<Row> {
    for (const row of this.base.goneBy(ref)) if (!this.rows.has(row.id)) yield row
    for (const id of this.goneByBatch.get(keyOf(ref)) ?? []) {
      const row = this.rows.get(id)
      if (row !== undefined) yield row
    }
  }

  private unmarkGone(id: ObjectId): void {
    const gone = this.rows.get(id)?.gone ?? null
    if (gone === null) return
    const key = keyOf(gone)
    const ids = this.goneByBatch.get(key)
    ids?.delete(id)
    if (ids?.size === 0) this.goneByBatch.delete(key)
  }
}
