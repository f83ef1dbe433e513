// Owns the even form of a stroke that shapes are fitted to: as many points whatever pen drew it how fast, all as far
// from each other.

import { boxHeight, boxOfPoints, boxWidth } from '../box.ts'
import { element, item } from '../element.ts'
import type { InkPoints } from '../ink-points.ts'
import type { Point } from '../point.ts'
import { distance, lerp } from '../vector.ts'

/** Enough for the head of an arrow that is an eighth of its length, and few enough to try every triangle. */
export const WAY_POINTS = 64

/** Steps smaller than this part of the stroke are the trembling of a hand at rest, and no way. */
const TREMBLE_PART = 1 / 100

export interface Way {
  readonly points: readonly Point[]
  /** Across the box around it. */
  readonly diagonal: number
}

/** Null where there is no way: all points in one place. */
export function evenWay({ length, xs, ys }: Pick<InkPoints, 'length' | 'xs' | 'ys'>): Way | null {
  const all = Array.from({ length }, (_, i) => ({ x: element(xs, i), y: element(ys, i) }))
  const box = boxOfPoints(all)
  const diagonal = Math.hypot(boxWidth(box), boxHeight(box))
  if (!(diagonal > 0)) return null
  return { points: evenly(withoutTremble(all, diagonal * TREMBLE_PART), WAY_POINTS), diagonal }
}

function withoutTremble(points: readonly Point[], minStep: number): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (last === undefined || distance(last, point) >= minStep) kept.push(point)
  }
  return kept
}

/** So many points at equal distances along the polyline, both ends included. */
function evenly(points: readonly Point[], count: number): Point[] {
  const steps = points.slice(1).map((point, i) => distance(item(points, i), point))
  const step = steps.reduce((sum, each) => sum + each, 0) / (count - 1)
  const even: Point[] = []
  let at = 0
  for (const [i, length] of steps.entries()) {
    for (; even.length < count - 1 && even.length * step <= at + length; ) {
      const t = (even.length * step - at) / length
      even.push(lerp(item(points, i), item(points, i + 1), Math.max(0, t)))
    }
    at += length
  }
  even.push(item(points, points.length - 1))
  return even
}
