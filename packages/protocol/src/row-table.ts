// Brings ops to the rows that they reach, over anything that holds rows: an Image, or a view above one.

import { unreachable } from './assert.ts'
import { type FoldContext, isSwept, nextRow } from './fold.ts'
import { type ObjectId, objectIdOf } from './ids.ts'
import type { BatchRef, Op } from './op.ts'
import type { Row } from './row.ts'

export interface RowTable {
  get(id: ObjectId): Row | null
  put(row: Row): void
  all(): Iterable<Row>
  /** The rows that the batch removed and that are still gone by it. */
  goneBy(ref: BatchRef): Iterable<Row>
}

const idOf = ({ id }: Row): ObjectId => id

/** Collected before anything is folded: folding must not move the rows that are being walked. */
function reachedIds(table: RowTable, op: Op, context: FoldContext): readonly ObjectId[] {
  switch (op.kind) {
    case 'create':
    case 'extend':
      return [objectIdOf(context.author, op.n)]
    case 'set':
      return [op.id]
    case 'remove':
      return op.ids
    case 'sweep':
      return Array.from(table.all())
        .filter(row => isSwept(row, op))
        .map(idOf)
    case 'restore':
      return Array.from(table.goneBy({ author: context.author, counter: op.counter }), idOf)
    default:
      return unreachable(op)
  }
}

/** A batch with its place in the room's order. */
export interface PlacedBatch extends Omit<FoldContext, 'index'> {
  readonly ops: readonly Op[]
}

/**
 * Folds one batch into the table and returns the ids of the rows that changed.
 *
 * A row that came with a snapshot may be newer than the batch: it was read after the batch had been
 * folded into it. Such a row is left as it is. What counts is its seq before the batch, since a batch
 * may touch a row more than once.
 */
export function applyBatch(table: RowTable, batch: PlacedBatch): Set<ObjectId> {
  const changed = new Set<ObjectId>()
  batch.ops.forEach((op, index) => {
    const context: FoldContext = { ...batch, index }
    for (const id of reachedIds(table, op, context)) {
      const row = table.get(id)
      if (row !== null && row.seq >= batch.seq && !changed.has(id)) continue
      const next = nextRow(row, op, context)
      if (next === null || next === row) continue
      table.put(next)
      changed.add(id)
    }
  })
  return changed
}
