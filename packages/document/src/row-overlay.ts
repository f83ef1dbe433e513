// Changed rows above a table that stays as it is: copy on write. It is itself a table for the fold.

import { type BatchRef, GoneIndex, type ObjectId, type Row, type RowTable } from '@inkroom/protocol'

export class RowOverlay implements RowTable {
  private readonly base: RowTable
  private readonly rows = new Map<ObjectId, Row>()
  private readonly gone = new GoneIndex()

  constructor(base: RowTable) {
    this.base = base
  }

  has(id: ObjectId): boolean {
    return this.rows.has(id)
  }

  /** Of the changed rows. */
  ids(): Iterable<ObjectId> {
    return this.rows.keys()
  }

  get(id: ObjectId): Row | null {
    return this.rows.get(id) ?? this.base.get(id)
  }

  put(row: Row): void {
    const before = this.rows.get(row.id)
    if (before !== undefined) this.gone.delete(before)
    this.rows.set(row.id, row)
    this.gone.add(row)
  }

  /** The base's row shows again. */
  uncover(id: ObjectId): void {
    const row = this.rows.get(id)
    if (row === undefined) return
    this.gone.delete(row)
    this.rows.delete(id)
  }

  *all(): Iterable<Row> {
    for (const row of this.base.all()) yield this.rows.get(row.id) ?? row
    for (const row of this.rows.values()) if (this.base.get(row.id) === null) yield row
  }

  *goneBy(ref: BatchRef): Iterable<Row> {
    for (const row of this.base.goneBy(ref)) if (!this.rows.has(row.id)) yield row
    for (const id of this.gone.goneBy(ref)) {
      const row = this.rows.get(id)
      if (row !== undefined) yield row
    }
  }
}
