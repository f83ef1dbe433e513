// Which rows show: those that are not gone and whose parents are not. A pure function of the rows, never
// of the order in which they came: walking up from a row, it is hidden if a row on the way is gone. The
// walk ends at a row without a parent, at a parent that does not exist (it hides nothing), and after
// MAX_GENERATIONS, which is where circles end too.

import type { ObjectId, Row } from '@inkroom/protocol'

/**
 * What people make hangs one or two deep. Without an end, a few kilobytes that name each object as the
 * parent of the next would cost every tab the square of their number, again with each erasure.
 */
export const MAX_GENERATIONS = 32

type Rows = (id: ObjectId) => Row | null

export function isVisibleRow(row: Row, rows: Rows): boolean {
  let at: Row | null = row
  for (let up = 0; at !== null && up <= MAX_GENERATIONS; up += 1) {
    if (at.gone !== null) return false
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

  parentOf(id: ObjectId): ObjectId | null {
    return this.parents.get(id) ?? null
  }

  /** Null where there is none: so it is for nearly all objects. */
  of(parent: ObjectId): ReadonlySet<ObjectId> | null {
    return this.children.get(parent) ?? null
  }

  clear(): void {
    this.parents.clear()
    this.children.clear()
  }

  /** The ids with all whose showing hangs on theirs, each once, circles included. */
  withDescendants(ids: ReadonlySet<ObjectId>): ReadonlySet<ObjectId> {
    if (this.children.size === 0) return ids
    const found = new Set(ids)
    let generation: readonly ObjectId[] = Array.from(found)
    for (let down = 0; down < MAX_GENERATIONS && generation.length > 0; down += 1) {
      generation = this.childrenOf(generation).filter(child => !found.has(child))
      for (const child of generation) found.add(child)
    }
    return found
  }

  private childrenOf(ids: readonly ObjectId[]): ObjectId[] {
    return ids.flatMap(id => Array.from(this.children.get(id) ?? []))
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
