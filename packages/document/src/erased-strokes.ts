// What is erased of strokes: of each the union of what its erasures say, those that are gone left out. A pure
// function of the rows, never of the order in which they came: so whoever erases the same stroke at the same time,
// and whoever takes it back, ends up with the same ink everywhere.

import { NO_RANGES, type StrokeRange, uncoveredRanges, unionRanges } from '@inkroom/geometry'
import {
  bodyBytes,
  decodeErasedRanges,
  decodeObjectHead,
  ERASED_STEPS,
  firstByteOf,
  OBJECT_KINDS,
  type ObjectId,
  type Row,
} from '@inkroom/protocol'
import type { InkObject } from './board-object.ts'
import type { ChildIndex } from './visibility.ts'

/** The kind is one byte, in the only form that it has. */
export function isErasure(row: Row): boolean {
  return firstByteOf(row.body) === OBJECT_KINDS.erasure
}

/** What the erasure says, as it was made. */
export function rangesOfErasure(row: Row): readonly StrokeRange[] {
  const bytes = bodyBytes(row.body)
  const head = decodeObjectHead(bytes)
  if (head.kind !== 'erasure') return NO_RANGES
  return decodeErasedRanges(bytes, head.rangesAt).map(({ from, to }) => ({
    from: from / ERASED_STEPS,
    to: to / ERASED_STEPS,
  }))
}

/** From its first point to its last. */
export function isAllErased({ points, erased }: Pick<InkObject, 'points' | 'erased'>): boolean {
  return uncoveredRanges({ from: 0, to: points.length - 1 }, erased).length === 0
}

export class ErasedStrokes {
  private readonly children: ChildIndex
  private readonly rowOf: (id: ObjectId) => Row | null
  private readonly unions = new Map<ObjectId, readonly StrokeRange[]>()

  constructor(children: ChildIndex, rowOf: (id: ObjectId) => Row | null) {
    this.children = children
    this.rowOf = rowOf
  }

  /** The same value until `forget`. */
  of(stroke: ObjectId): readonly StrokeRange[] {
    const known = this.unions.get(stroke)
    if (known !== undefined) return known
    const children = this.children.of(stroke)
    if (children === null) return NO_RANGES
    const ranges = Array.from(children, id => this.rangesIn(this.rowOf(id)))
    const union = unionRanges(ranges.flat())
    this.unions.set(stroke, union)
    return union
  }

  /** One of its children is otherwise than it was. */
  forget(stroke: ObjectId): void {
    this.unions.delete(stroke)
  }

  clear(): void {
    this.unions.clear()
  }

  private rangesIn(row: Row | null): readonly StrokeRange[] {
    return row === null || row.gone !== null || !isErasure(row) ? NO_RANGES : rangesOfErasure(row)
  }
}
