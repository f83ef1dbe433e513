// The finished strokes of the board with where they are: what the base layer shows and the eraser meets.

import {
  type Box,
  EMPTY_BOX,
  type InkPoints,
  type StrokeRange,
  sameRanges,
  unionBoxes,
} from '@inkroom/geometry'
import type { InkPoints as GridPoints, InkHeader, ObjectId } from '@inkroom/protocol'
import RBush from 'rbush'
import { inkShape } from './ink-shape.ts'

/** A stroke as it is painted. */
export interface SceneStroke extends Box {
  readonly id: ObjectId
  readonly header: InkHeader
  /** Strokes are painted in ascending order. */
  readonly order: string
  /** Of the line, in world units. */
  readonly width: number
  /** A stroke only ever grows: as many points are the same points. */
  readonly points: GridPoints
  /** What is wiped out of it; the box stays that of the whole. */
  readonly erased: readonly StrokeRange[]
}

/**
 * Worked out each time: it takes a small part of the time of painting, and kept for a hundred thousand strokes
 * it would take 100 MB.
 */
export const shapeOf = ({ header, points }: SceneStroke): InkPoints => inkShape(header, points)

/** What a change of the scene asks of its picture. */
export type Damage =
  | { readonly kind: 'on-top'; readonly stroke: SceneStroke }
  /** Its place is painted again, since others lie above it. */
  | { readonly kind: 'beneath'; readonly stroke: SceneStroke }
  | { readonly kind: 'repaint'; readonly box: Box }
  /** The same, by a part of a board that comes in: more will, at once. */
  | { readonly kind: 'load'; readonly box: Box }

export const byOrder = (a: SceneStroke, b: SceneStroke): number =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : 0

/** From here on one bulk load is quicker than inserts, which rebalance as they go, and one repaint than many. */
const BULK_LOAD = 256

export class Scene {
  private readonly tree = new RBush<SceneStroke>()
  private readonly strokes = new Map<ObjectId, SceneStroke>()

  get size(): number {
    return this.strokes.size
  }

  get(id: ObjectId): SceneStroke | null {
    return this.strokes.get(id) ?? null
  }

  /** The strokes whose boxes meet the box, in board order. */
  within(box: Box): SceneStroke[] {
    return this.tree.search(box).sort(byOrder)
  }

  /** The same, in no order: for hit tests. */
  near(box: Box): SceneStroke[] {
    return this.tree.search(box)
  }

  /** Around everything; null when there is nothing. */
  bounds(): Box | null {
    if (this.strokes.size === 0) return null
    const { minX, minY, maxX, maxY } = this.tree.toJSON()
    return { minX, minY, maxX, maxY }
  }

  /** Puts strokes in, new or in another order or shape than before, or with other parts erased. */
  put(strokes: readonly SceneStroke[]): Damage[] {
    const damages: Damage[] = []
    const fresh: SceneStroke[] = []
    for (const stroke of strokes) {
      const before = this.strokes.get(stroke.id)
      if (before !== undefined && before.points.length === stroke.points.length) {
        damages.push(...this.replace(before, stroke))
        continue
      }
      if (before !== undefined) damages.push(...this.remove(before.id))
      this.strokes.set(stroke.id, stroke)
      fresh.push(stroke)
    }
    if (fresh.length >= BULK_LOAD) damages.push(this.load(fresh))
    else damages.push(...this.insert(fresh))
    return damages
  }

  remove(id: ObjectId): Damage[] {
    const stroke = this.strokes.get(id)
    if (stroke === undefined) return []
    this.strokes.delete(id)
    this.tree.remove(stroke)
    return [{ kind: 'repaint', box: stroke }]
  }

  clear(): void {
    this.tree.clear()
    this.strokes.clear()
  }

  /**
   * As many points are the same points, so what differs is the order, or what is erased. All of a stroke that is cut
   * elsewhere is painted again: how a browser smooths the edges of a path depends on all of the path.
   */
  private replace(before: SceneStroke, after: SceneStroke): Damage[] {
    if (sameRanges(before.erased, after.erased)) return this.reorder(before, after)
    this.exchange(before, after)
    return [{ kind: 'repaint', box: after }]
  }

  private exchange(before: SceneStroke, after: SceneStroke): void {
    this.tree.remove(before)
    this.tree.insert(after)
    this.strokes.set(after.id, after)
  }

  /**
   * The same ink at another place in the order, as happens to every own stroke when the room has placed
   * it: it mostly lies where it lay, and then the picture stays as it is.
   */
  private reorder(before: SceneStroke, after: SceneStroke): Damage[] {
    if (before.order === after.order) return []
    const passes = this.tree
      .search(before)
      .some(other => other !== before && byOrder(other, before) !== byOrder(other, after))
    this.exchange(before, after)
    return passes ? [{ kind: 'repaint', box: after }] : []
  }

  private load(fresh: readonly SceneStroke[]): Damage {
    this.tree.load(fresh)
    return { kind: 'load', box: fresh.reduce<Box>(unionBoxes, EMPTY_BOX) }
  }

  private insert(fresh: readonly SceneStroke[]): Damage[] {
    // Painted in their order they cover each other rightly: only older ones can lie above them.
    const damages = fresh.toSorted(byOrder).map(stroke => this.damageOf(stroke))
    for (const stroke of fresh) this.tree.insert(stroke)
    return damages
  }

  /** Of a stroke that is not in yet: on top when nothing that it meets comes after it. */
  private damageOf(stroke: SceneStroke): Damage {
    const covered = this.tree.search(stroke).some(other => byOrder(other, stroke) > 0)
    return { kind: covered ? 'beneath' : 'on-top', stroke }
  }
}

export function damagedBox(damage: Damage): Box {
  return 'box' in damage ? damage.box : damage.stroke
}
