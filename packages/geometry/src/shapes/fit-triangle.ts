// Owns the triangle that a loop stands for.

import { item } from '../element.ts'
import { distanceToSegment } from '../hit-test.ts'
import type { Point } from '../point.ts'
import { add, cross, distance, scale, subtract } from '../vector.ts'
import { type Axis, axisThrough, type Fit, rootMeanSquare } from './fit.ts'
import type { Triangle } from './shape.ts'

/** Of the way from corner to corner, at each end: there a hand rounds the corner off. */
const ROUNDED_PART = 0.15
/** The height over the longest side, as a part of that. */
const MIN_FLATNESS = 0.15

type Three<T> = readonly [T, T, T]

export function fitTriangle(
  loop: readonly Point[],
  points: readonly Point[],
): Fit<Triangle> | null {
  const corners = straightened(loop, largestTriangle(loop))
  if (corners === null) return null
  const [a, b, c] = corners
  const area = Math.abs(cross(subtract(b, a), subtract(c, a))) / 2
  const longest = Math.max(distance(a, b), distance(b, c), distance(c, a))
  if (!(2 * area >= MIN_FLATNESS * longest * longest)) return null
  const gaps = points.map(point => gapToTriangle(point, corners))
  return {
    shape: { kind: 'triangle', corners },
    misfit: rootMeanSquare(gaps) / Math.sqrt(2 * area),
  }
}

/** The three of the loop's points that span most, as indices in their order. */
function largestTriangle(loop: readonly Point[]): Three<number> {
  let best: Three<number> = [0, 0, 0]
  let bestSpan = -1
  for (let i = 0; i < loop.length; i++) {
    for (let j = i + 1; j < loop.length; j++) {
      const side = subtract(item(loop, j), item(loop, i))
      for (let k = j + 1; k < loop.length; k++) {
        const span = Math.abs(cross(side, subtract(item(loop, k), item(loop, i))))
        if (span > bestSpan) {
          bestSpan = span
          best = [i, j, k]
        }
      }
    }
  }
  return best
}

/** The corners where the straight lines through the three sides meet; null where two of them hardly do. */
function straightened(loop: readonly Point[], [i, j, k]: Three<number>): Three<Point> | null {
  const first = axisThrough(sideOf(loop, i, j))
  const second = axisThrough(sideOf(loop, j, k))
  const third = axisThrough(sideOf(loop, k, i + loop.length))
  const corners = [meet(third, first), meet(first, second), meet(second, third)] as const
  const [a, b, c] = corners
  return a === null || b === null || c === null ? null : [a, b, c]
}

/** From one corner to the next, without what is rounded off. */
function sideOf(loop: readonly Point[], from: number, to: number): Point[] {
  const rounded = Math.floor((to - from) * ROUNDED_PART)
  const first = from + rounded
  const count = Math.max(2, to - rounded - first + 1)
  return Array.from({ length: count }, (_, i) => item(loop, (first + i) % loop.length))
}

/** Sides that meet at less than some 6° make no corner. */
const MIN_SINE = 0.1

function meet(a: Axis, b: Axis): Point | null {
  const sine = cross(a.direction, b.direction)
  if (Math.abs(sine) < MIN_SINE) return null
  const along = cross(subtract(b.middle, a.middle), b.direction) / sine
  return add(a.middle, scale(a.direction, along))
}

function gapToTriangle(point: Point, [a, b, c]: Three<Point>): number {
  return Math.min(
    distanceToSegment(point, { from: a, to: b }),
    distanceToSegment(point, { from: b, to: c }),
    distanceToSegment(point, { from: c, to: a }),
  )
}
