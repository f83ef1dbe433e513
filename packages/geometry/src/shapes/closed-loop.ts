// Owns the question whether a stroke comes back to where it began, once around, and which part of it is the loop.

import { item } from '../element.ts'
import type { Point } from '../point.ts'
import { add, cross, distance, dot, scale, subtract } from '../vector.ts'
import type { Way } from './even-way.ts'

/** Hands go past the start by up to so much of the way, at either end. */
const MAX_OVERLAP_PART = 0.15
/** Of the stroke's diagonal: ends farther apart do not meet. */
const MAX_GAP_PART = 0.2

/** The way without what overlaps; null where the ends do not meet. */
export function closedLoop({ points, diagonal }: Way): readonly Point[] | null {
  const reach = Math.floor(points.length * MAX_OVERLAP_PART)
  let best = { gap: diagonal * MAX_GAP_PART, first: -1, last: -1 }
  for (let first = 0; first <= reach; first++) {
    for (let last = points.length - 1; last >= points.length - 1 - reach; last--) {
      const gap = distance(item(points, first), item(points, last))
      if (gap < best.gap) best = { gap, first, last }
    }
  }
  return best.first < 0 ? null : points.slice(best.first, best.last + 1)
}

/** What a loop encloses: its centre, and how its area spreads around that. */
export interface Enclosed {
  readonly area: number
  readonly centre: Point
  /** The means of x², xy and y² over the area, around the centre. */
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

/**
 * By Green's theorem, link by link: unlike the points' own moments it does not matter how the points are spread
 * along the outline. Null where nothing is enclosed.
 */
export function enclosedBy(loop: readonly Point[]): Enclosed | null {
  const origin = item(loop, 0)
  let [area, sum] = [0, { x: 0, y: 0 }]
  let [xx, xy, yy] = [0, 0, 0]
  for (let i = 0; i < loop.length; i++) {
    const a = subtract(item(loop, i), origin)
    const b = subtract(item(loop, (i + 1) % loop.length), origin)
    const turn = cross(a, b)
    area += turn / 2
    sum = add(sum, scale(add(a, b), turn / 6))
    xx += (turn / 12) * (a.x * a.x + a.x * b.x + b.x * b.x)
    yy += (turn / 12) * (a.y * a.y + a.y * b.y + b.y * b.y)
    xy += (turn / 24) * (2 * a.x * a.y + a.x * b.y + b.x * a.y + 2 * b.x * b.y)
  }
  if (area === 0) return null
  const middle = scale(sum, 1 / area)
  return {
    area: Math.abs(area),
    centre: add(origin, middle),
    xx: xx / area - middle.x * middle.x,
    xy: xy / area - middle.x * middle.y,
    yy: yy / area - middle.y * middle.y,
  }
}

/** Once around, and not much of it backwards: knots, spirals and scribbles do otherwise. */
export function goesAroundOnce(points: readonly Point[], centre: Point): boolean {
  let [around, back] = [0, 0]
  for (let i = 1; i < points.length; i++) {
    const a = subtract(item(points, i - 1), centre)
    const b = subtract(item(points, i), centre)
    const step = Math.atan2(cross(a, b), dot(a, b)) / (2 * Math.PI)
    around += step
    back += Math.abs(step)
  }
  const turns = Math.abs(around)
  return turns > 0.8 && turns < 1.35 && back - turns < 0.25
}
