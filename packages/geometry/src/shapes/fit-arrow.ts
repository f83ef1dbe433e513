// Owns the arrow that is drawn in one stroke: along the shaft to the tip, and then the head.
//
//   from ──────────▶ tip ─▶ one barb ─▶ back over the tip, or straight across ─▶ the other barb

import { item } from '../element.ts'
import { distanceToSegment } from '../hit-test.ts'
import type { Point } from '../point.ts'
import { add, distance, rotate, scale, subtract } from '../vector.ts'
import { type Axis, alongOf, axisThrough, besideOf, type Fit, rootMeanSquare } from './fit.ts'
import { fitLine } from './fit-line.ts'
import type { Arrow } from './shape.ts'

/** The shaft ends where this part of the farthest distance from the start is first reached. */
const TIP_PART = 0.96
/** Of the shaft's length. */
const MAX_SHAFT_MISFIT = 0.03
const MIN_BARB_PART = 0.06
const MAX_BARB_PART = 0.6
/** Between a barb and the shaft: 14° and 70°. */
const MIN_BARB_RADIANS = 0.244
const MAX_BARB_RADIANS = 1.222
/** The shorter barb, as a part of the longer one. */
const MIN_BARB_EVENNESS = 0.4
/** Of the barbs' mean length: how far the head's points lie from its lines. */
const MAX_HEAD_MISFIT = 0.18

export function fitArrow(points: readonly Point[]): Fit<Arrow> | null {
  const from = item(points, 0)
  const farthest = Math.max(...points.map(point => distance(from, point)))
  const tipAt = points.findIndex(point => distance(from, point) >= farthest * TIP_PART)
  const shaftPoints = points.slice(0, tipAt + 1)
  const shaft = shaftPoints.length > 4 ? fitLine(shaftPoints) : null
  if (shaft === null || shaft.misfit > MAX_SHAFT_MISFIT) return null
  const axis = axisFrom(from, shaftPoints)
  const head = points.slice(tipAt)
  const to = add(axis.middle, scale(axis.direction, farthestAlong(axis, points)))
  const barbs = barbsOf(head, { ...axis, middle: to })
  if (barbs === null) return null
  return arrowOf({ from: shaft.shape.from, to, shaftPoints, head, barbs })
}

/** The shaft's line, from its beginning towards the tip. */
function axisFrom(from: Point, shaftPoints: readonly Point[]): Axis {
  const { middle, direction } = axisThrough(shaftPoints)
  const isAhead = alongOf({ middle, direction }, from) < 0
  return { middle, direction: isAhead ? direction : scale(direction, -1) }
}

const farthestAlong = (axis: Axis, points: readonly Point[]): number =>
  Math.max(...points.map(point => alongOf(axis, point)))

/** The ends of the two barbs, as angle and length from the tip. */
interface Barb {
  readonly at: number
  readonly length: number
  readonly angleRadians: number
}

interface Barbs {
  readonly length: number
  readonly angleRadians: number
  /** Whether the hand went straight from one to the other, and not back over the tip. */
  readonly isClosed: boolean
}

function barbsOf(head: readonly Point[], axis: Axis): Barbs | null {
  const beside = head.map(point => besideOf(axis, point))
  const ends = [Math.max(...beside), Math.min(...beside)].map(end => beside.indexOf(end))
  const [one, other] = ends.map(at => barbAt(head, at, axis))
  if (one === undefined || other === undefined) return null
  if (one.angleRadians <= 0 || other.angleRadians >= 0) return null
  const [first, last] = [Math.min(one.at, other.at), Math.max(one.at, other.at)]
  const lengths = [one.length, other.length]
  if (Math.min(...lengths) < MIN_BARB_EVENNESS * Math.max(...lengths)) return null
  const length = (one.length + other.length) / 2
  const angleRadians = (one.angleRadians - other.angleRadians) / 2
  if (angleRadians < MIN_BARB_RADIANS || angleRadians > MAX_BARB_RADIANS) return null
  const between = head.slice(first, last + 1)
  const nearest = Math.min(...between.map(point => distance(point, axis.middle)))
  return { length, angleRadians, isClosed: nearest > length / 2 }
}

function barbAt(head: readonly Point[], at: number, axis: Axis): Barb {
  const end = item(head, at)
  const [back, beside] = [-alongOf(axis, end), besideOf(axis, end)]
  return { at, length: distance(end, axis.middle), angleRadians: Math.atan2(beside, back) }
}

interface ArrowParts {
  readonly from: Point
  readonly to: Point
  readonly shaftPoints: readonly Point[]
  readonly head: readonly Point[]
  readonly barbs: Barbs
}

function arrowOf({ from, to, shaftPoints, head, barbs }: ArrowParts): Fit<Arrow> | null {
  const length = distance(from, to)
  if (barbs.length < MIN_BARB_PART * length || barbs.length > MAX_BARB_PART * length) return null
  const back = scale(subtract(from, to), barbs.length / length)
  const ends = [-barbs.angleRadians, barbs.angleRadians].map(by => add(to, rotate(back, by)))
  const [one, other] = [item(ends, 0), item(ends, 1)]
  const lines = [
    { from: to, to: one },
    { from: to, to: other },
    ...(barbs.isClosed ? [{ from: one, to: other }] : []),
  ]
  const headGaps = head.map(point => Math.min(...lines.map(line => distanceToSegment(point, line))))
  if (rootMeanSquare(headGaps) > MAX_HEAD_MISFIT * barbs.length) return null
  const shaftGaps = shaftPoints.map(point => distanceToSegment(point, { from, to }))
  const misfit = rootMeanSquare([...headGaps, ...shaftGaps]) / length
  return { shape: { kind: 'arrow', from, to, barbs: [one, other] }, misfit }
}
