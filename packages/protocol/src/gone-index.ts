// Which rows are gone by which batch: what a restore looks up. Whoever holds rows keeps it in step.

import type { ObjectId } from './ids.ts'
import type { BatchRef } from './op.ts'
import type { Row } from './row.ts'

const NO_IDS: readonly ObjectId[] = []
const keyOf = (ref: BatchRef): string => `${ref.author}:${ref.counter}`

export class GoneIndex {
  private readonly idsByBatch = new Map<string, Set<ObjectId>>()

  goneBy(ref: BatchRef): Iterable<ObjectId> {
    return this.idsByBatch.get(keyOf(ref)) ?? NO_IDS
  }

  /** Does nothing for a row that is not gone. */
  add({ id, gone }: Row): void {
    if (gone === null) return
    const key = keyOf(gone)
    const ids = this.idsByBatch.get(key)
    if (ids === undefined) this.idsByBatch.set(key, new Set([id]))
    else ids.add(id)
  }

  /** Does nothing for a row that is not gone. */
  delete({ id, gone }: Row): void {
    if (gone === null) return
    const key = keyOf(gone)
    const ids = this.idsByBatch.get(key)
    ids?.delete(id)
    if (ids?.size === 0) this.idsByBatch.delete(key)
  }
}
