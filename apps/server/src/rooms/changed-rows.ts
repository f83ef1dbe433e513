// Which rows changed since the last checkpoint, and how much of each body was stored by then: bodies only
// grow, so a checkpoint adds their new ends and never writes a long stroke again.

import {
  bodyTail,
  EMPTY_BODY,
  encodeRows,
  type Image,
  type ObjectId,
  type Op,
  objectIdOf,
  type PlacedBatch,
  type Row,
} from '@inkroom/protocol'
import type { ChangedRow } from '../storage/storage.ts'

/** How much of each changed row's body was stored. */
export type StoredBytes = ReadonlyMap<ObjectId, number>

export class ChangedRows {
  private stored = new Map<ObjectId, number>()

  get size(): number {
    return this.stored.size
  }

  /** Folds the batch into the image and remembers what it changed. */
  apply(image: Image, batch: PlacedBatch): Set<ObjectId> {
    const before = bodyLengths(image, batch)
    const changed = image.apply(batch)
    for (const id of changed) {
      if (this.stored.has(id)) continue
      this.stored.set(id, before.get(id) ?? image.get(id)?.body.length ?? 0)
    }
    return changed
  }

  /** Hands over what changed; `putBack` takes it again if it could not be stored. */
  take(): StoredBytes {
    const taken = this.stored
    this.stored = new Map()
    return taken
  }

  putBack(taken: StoredBytes): void {
    // Less of a body may be stored than what was noted since, on the belief that this would be stored.
    for (const [id, bytes] of taken) this.stored.set(id, bytes)
  }
}

function bodyLengths(image: Image, { author, ops }: PlacedBatch): StoredBytes {
  const lengths = new Map<ObjectId, number>()
  for (const op of ops) {
    if (!growsBody(op)) continue
    const id = objectIdOf(author, op.n)
    if (!lengths.has(id)) lengths.set(id, image.get(id)?.body.length ?? 0)
  }
  return lengths
}

const growsBody = (op: Op) => op.kind === 'create' || op.kind === 'extend'

/** In the order of birth, which is then the order in which the storage reads rows. */
export function changedRowsOf(image: Image, taken: StoredBytes): ChangedRow[] {
  return [...taken.keys()]
    .flatMap(id => image.get(id) ?? [])
    .toSorted((a, b) => a.born - b.born || a.bornAt - b.bornAt)
    .map(row => changedRowOf(row, taken.get(row.id) ?? 0))
}

function changedRowOf(row: Row, storedBytes: number): ChangedRow {
  const { id, body } = row
  const head = encodeRows([{ ...row, body: EMPTY_BODY }])
  // A copy: a view would carry its whole buffer to the storage's thread.
  const tail = bodyTail(body, storedBytes).slice()
  return { id, head, tailAt: storedBytes, tail }
}
