// Which rows show: those that are not gone and whose parents are not. A pure function of the rows, never
// of the order in which they came: walking up from a row, it is hidden if a row on the way is gone. The
// walk ends at a row without a parent, at a parent that does not exist (it hides nothing), and where a
// circle closes (nobody in it is above the others).

import type { ObjectId, Row } from '@inkroom/protocol'

type Rows = (id: ObjectId) => Row | null

export function isVisibleRow(row: Row, rows: Rows): boolean {
  if (row.parent === null) return row.gone === null
  const walked = new Set<ObjectId>()
  let at: Row | null = row
  while (at !== null && !walked.has(at.id)) {
    if (at.gone !== null) return false
    walked.add(at.id)
    at = at.parent === null ? null : rows(at.parent)
  }
  return true
}

/** Who names whom as a parent. */
export class ChildIndex {
  private readonly parents = new Map<ObjectId, ObjectId>()
  private readonly children = new Map<ObjectId, Set<ObjectId>>()

  /** The row as it is now, or null where it is no more. */
  note(id: ObjectId, row: Row | null): void {
    const parent = row?.parent ?? null
    const before = this.parents.get(id) ?? null
    if (parent === before) return
    if (before !== null) this.unlink(id, before)
    if (parent !== null) this.link(id, parent)
  }

  clear(): void {
    this.parents.clear()
    this.children.clear()
  }

  /** The ids with all that hang below them, each once, circles included. */
  withDescendants(ids: Iterable<ObjectId>): Set<ObjectId> {
    const found = new Set(ids)
    if (this.children.size === 0) return found
    // A Set is walked in the order of insertion, what is added meanwhile included.
    for (const id of found) for (const child of this.children.get(id) ?? []) found.add(child)
    return found
  }

  private link(id: ObjectId, parent: ObjectId): void {
    this.parents.set(id, parent)
    const siblings = this.children.get(parent)
    if (siblings === undefined) this.children.set(parent, new Set([id]))
    else siblings.add(id)
  }

  private unlink(id: ObjectId, parent: ObjectId): void {
    this.parents.delete(id)
    const siblings = this.children.get(parent)
    siblings?.delete(id)
    if (siblings?.size === 0) this.children.delete(parent)
  }
}
