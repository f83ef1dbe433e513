// What is erased of strokes: of each the union of what its erasures say, those that are gone left out. A pure
// function of the rows, never of the order in which they came: so whoever erases the same stroke at the same time,
// and whoever takes it back, ends up with the same ink everywhere.

import { NO_RANGES, type StrokeRange, unionRanges } from '@inkroom/geometry'
import { firstByteOf, OBJECT_KINDS, type ObjectId, type Row } from '@inkroom/protocol'
import type { InkObject } from './board-object.ts'
import { ErasureReading } from './erasure-reading.ts'
import type { ChildIndex } from './visibility.ts'

/** The kind is one byte, in the only form that it has. */
export function isErasure(row: Row): boolean {
  return firstByteOf(row.body) === OBJECT_KINDS.erasure
}

/** From its first point to its last. */
export function isAllErased({ points, erased }: Pick<InkObject, 'points' | 'erased'>): boolean {
  // A union: what lies in it without a gap lies in one range, and in none but the first.
  const [first] = erased
  return first !== undefined && first.from <= 0 && first.to >= points.length - 1
}

interface Erased {
  union: readonly StrokeRange[]
  /** What is not in the union yet. */
  fresh: StrokeRange[]
}

export class ErasedStrokes {
  private readonly children: ChildIndex
  private readonly rowOf: (id: ObjectId) => Row | null
  private readonly strokes = new Map<ObjectId, Erased>()
  /** Of erasures that count. Where their stroke has an entry, all that was read of its children is in it. */
  private readonly readings = new Map<ObjectId, ErasureReading>()

  constructor(children: ChildIndex, rowOf: (id: ObjectId) => Row | null) {
    this.children = children
    this.rowOf = rowOf
  }

  /** The same value until more or less is erased. */
  of(stroke: ObjectId): readonly StrokeRange[] {
    const erased = this.strokes.get(stroke) ?? this.gathered(stroke)
    if (erased === null) return NO_RANGES
    if (erased.fresh.length > 0) {
      erased.union = unionRanges(erased.union.concat(erased.fresh))
      erased.fresh = []
    }
    return erased.union
  }

  /** One of its children is new, or otherwise than it was. Most only grow, and then the others need not be looked at. */
  note(stroke: ObjectId, child: ObjectId): void {
    const before = this.readings.get(child)
    const known = before?.ranges.length
    const row = this.countingRow(child)
    const erased = this.strokes.get(stroke)
    if (erased === undefined) return
    const after = row === null ? undefined : this.readingOf(row)
    if (before !== undefined && after !== before) this.strokes.delete(stroke)
    else for (const range of after?.ranges.slice(known) ?? []) erased.fresh.push(range)
  }

  /** It is no child of the stroke's any more. */
  leave(stroke: ObjectId, child: ObjectId): void {
    this.strokes.delete(stroke)
    this.readings.delete(child)
  }

  clear(): void {
    this.strokes.clear()
    this.readings.clear()
  }

  private gathered(stroke: ObjectId): Erased | null {
    const children = this.children.of(stroke)
    if (children === null) return null
    const fresh = Array.from(children, id => this.rangesOf(id)).flat()
    const erased = { union: NO_RANGES, fresh }
    this.strokes.set(stroke, erased)
    return erased
  }

  private rangesOf(id: ObjectId): readonly StrokeRange[] {
    const row = this.countingRow(id)
    return row === null ? NO_RANGES : this.readingOf(row).ranges
  }

  /** Null where it is no erasure that counts, and then nothing is kept of it. */
  private countingRow(id: ObjectId): Row | null {
    const row = this.rowOf(id)
    if (row !== null && row.gone === null && isErasure(row)) return row
    this.readings.delete(id)
    return null
  }

  private readingOf({ id, body }: Row): ErasureReading {
    const before = this.readings.get(id)
    if (before?.readOn(body)) return before
    const reading = new ErasureReading(body)
    this.readings.set(id, reading)
    return reading
  }
}
