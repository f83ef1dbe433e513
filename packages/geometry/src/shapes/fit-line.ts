// Owns the question whether a stroke was meant as one straight line.

import { item } from '../element.ts'
import type { Point } from '../point.ts'
import { add, scale } from '../vector.ts'
import { type Axis, alongOf, axisThrough, besideOf, type Fit, rootMeanSquare } from './fit.ts'
import type { Line } from './shape.ts'

/** Of its length: what goes back and forth is a scribble, also where it stays on one line. */
const MAX_WAY_BACK = 0.3

export function fitLine(points: readonly Point[]): Fit<Line> | null {
  const axis = axisThrough(points)
  const from = alongOf(axis, item(points, 0))
  const to = alongOf(axis, item(points, points.length - 1))
  const length = Math.abs(to - from)
  if (wayBack(points, axis, Math.sign(to - from)) > MAX_WAY_BACK * length) return null
  const at = (along: number): Point => add(axis.middle, scale(axis.direction, along))
  const misfit = rootMeanSquare(points.map(point => besideOf(axis, point))) / length
  return { shape: { kind: 'line', from: at(from), to: at(to) }, misfit }
}

function wayBack(points: readonly Point[], axis: Axis, forwards: number): number {
  let back = 0
  for (let i = 1; i < points.length; i++) {
    const step = alongOf(axis, item(points, i)) - alongOf(axis, item(points, i - 1))
    back += Math.max(0, -forwards * step)
  }
  return back
}
