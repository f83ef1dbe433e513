// Owns what the fits of all shapes share: what a fit is, and the straight line through points.

import { element } from '../element.ts'
import type { Point } from '../point.ts'
import { dot, subtract } from '../vector.ts'
import type { Shape } from './shape.ts'

export interface Fit<Fitted extends Shape = Shape> {
  readonly shape: Fitted
  /** The root of the mean squared distance of the stroke from the shape, as a part of the shape's size. */
  readonly misfit: number
}

export function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}

/** A straight line without ends. */
export interface Axis {
  readonly middle: Point
  /** Of length 1. */
  readonly direction: Point
}

/** The line that the points lie nearest to, by the sum of squared distances. */
export function axisThrough(points: readonly Point[]): Axis {
  const { length } = points
  const middle = {
    x: points.reduce((sum, { x }) => sum + x, 0) / length,
    y: points.reduce((sum, { y }) => sum + y, 0) / length,
  }
  const moments = Float64Array.of(0, 0, 0)
  for (const point of points) {
    const { x, y } = subtract(point, middle)
    moments[0] = element(moments, 0) + x * x
    moments[1] = element(moments, 1) + x * y
    moments[2] = element(moments, 2) + y * y
  }
  const [xx, xy, yy] = [element(moments, 0), element(moments, 1), element(moments, 2)]
  const angle = mainAngle(xx, xy, yy)
  return { middle, direction: { x: Math.cos(angle), y: Math.sin(angle) } }
}

/** The direction in which second moments are largest. */
export function mainAngle(xx: number, xy: number, yy: number): number {
  return Math.atan2(2 * xy, xx - yy) / 2
}

/** How far along the axis, from its middle. */
export function alongOf({ middle, direction }: Axis, point: Point): number {
  return dot(subtract(point, middle), direction)
}

/** How far beside the axis; signed. */
export function besideOf({ middle, direction }: Axis, point: Point): number {
  const { x, y } = subtract(point, middle)
  return direction.x * y - direction.y * x
}

/**
 * Nearer to an axis of the board than this, 5°, a hand meant the axis. (All of these files' angles are written as
 * numbers: sums with Math.PI at the top of a file count as side effects, which would keep it in every page's first load.)
 */
const SNAP_RADIANS = 0.0873

/** Onto a multiple of a quarter turn, where it is near one. */
export function snapAngle(angleRadians: number): number {
  const quarters = Math.round(angleRadians / (Math.PI / 2))
  const axis = (quarters * Math.PI) / 2
  return Math.abs(angleRadians - axis) <= SNAP_RADIANS ? axis : angleRadians
}

/** Two lengths that differ by less than a tenth were meant to be one. */
const EVEN_PART = 0.9

/** Both, or the mean twice where they are nearly alike. */
export function evenedOut(a: number, b: number): readonly [number, number] {
  if (Math.min(a, b) < EVEN_PART * Math.max(a, b)) return [a, b]
  const mean = Math.sqrt(a * b)
  return [mean, mean]
}
