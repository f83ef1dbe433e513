// Owns distances between points, segments and tapered lines, and whether an eraser's sweep touches a stroke.
// Whoever calls has already picked the strokes whose boxes the sweep meets.

import type { Box } from './box.ts'
import { type Disc, discAt } from './disc.ts'
import { element } from './element.ts'
import type { InkPoints } from './ink-points.ts'
import type { Point } from './point.ts'
import { cross, distance, dot, subtract } from './vector.ts'

export interface Segment {
  readonly from: Point
  readonly to: Point
}

/** From a point to the nearest point of a segment; a segment may be a single point. */
export function distanceToSegment(point: Point, { from, to }: Segment): number {
  return Math.sqrt(squaredDistance(point, from, to))
}

/** 0 where they touch or cross. */
export function distanceBetweenSegments(a: Segment, b: Segment): number {
  return Math.sqrt(squaredSegmentDistance(a.from, a.to, b.from, b.to))
}

/**
 * Whether the disc of `radius` swept from `from` to `to` touches the stroke: its points joined by straight lines
 * that taper from radius to radius. (The drawn curve cuts its bends by less than an eraser's edge can aim.)
 */
export function strokeHit(points: InkPoints, from: Point, to: Point, radius: number): boolean {
  if (points.length === 1) {
    return distanceToSegment(discAt(points, 0), { from, to }) <= radius + element(points.radii, 0)
  }
  const sweep = { from, to, radius, ...sweepBox({ from, to, radius }) }
  for (let i = 1; i < points.length; i++) {
    if (isApart(points, i, sweep)) continue
    if (linkHit(discAt(points, i - 1), discAt(points, i), sweep)) return true
  }
  return false
}

/** An eraser's way from one sample of the hand to the next. */
export interface Sweep extends Segment {
  readonly radius: number
}

type BoxedSweep = Sweep & Box

export function sweepBox({ from, to, radius }: Sweep): Box {
  return {
    minX: Math.min(from.x, to.x) - radius,
    minY: Math.min(from.y, to.y) - radius,
    maxX: Math.max(from.x, to.x) + radius,
    maxY: Math.max(from.y, to.y) + radius,
  }
}

/**
 * Whether the boxes of the sweep and of the link that ends at `index` are apart: a few comparisons spare most links
 * the rest. The form, both ends beyond one edge, needs no minimum or maximum.
 */
function isApart({ xs, ys, radii }: InkPoints, index: number, sweep: Box): boolean {
  const radius0 = element(radii, index - 1)
  const radius1 = element(radii, index)
  const x0 = element(xs, index - 1)
  const x1 = element(xs, index)
  const y0 = element(ys, index - 1)
  const y1 = element(ys, index)
  return (
    (x0 - radius0 > sweep.maxX && x1 - radius1 > sweep.maxX) ||
    (x0 + radius0 < sweep.minX && x1 + radius1 < sweep.minX) ||
    (y0 - radius0 > sweep.maxY && y1 - radius1 > sweep.maxY) ||
    (y0 + radius0 < sweep.minY && y1 + radius1 < sweep.minY)
  )
}

function linkHit(a: Disc, b: Disc, sweep: BoxedSweep): boolean {
  const squared = squaredSegmentDistance(a, b, sweep.from, sweep.to)
  const widest = sweep.radius + Math.max(a.radius, b.radius)
  const thinnest = sweep.radius + Math.min(a.radius, b.radius)
  if (squared > widest * widest) return false
  if (squared <= thinnest * thinnest) return true
  return gapToTaper(a, b, sweep) <= sweep.radius
}

/**
 * How far the sweep's middle line stays from a tapered link; below 0 inside. Where the lines do not cross, the
 * nearest place is an end of one of them: between ends, distance and radius both change evenly.
 */
function gapToTaper(a: Disc, b: Disc, { from, to }: Segment): number {
  return Math.min(
    pointGapToTaper(from, a, b),
    pointGapToTaper(to, a, b),
    Math.sqrt(squaredDistance(a, from, to)) - a.radius,
    Math.sqrt(squaredDistance(b, from, to)) - b.radius,
  )
}

/** How far a point is from a tapered link; below 0 inside. */
function pointGapToTaper(point: Point, a: Disc, b: Disc): number {
  const way = distance(a, b)
  const sine = (b.radius - a.radius) / way
  // A disc that holds the other is the whole link. (NaN, of a link without length, takes this way too.)
  if (!(Math.abs(sine) < 1)) {
    return Math.min(distance(point, a) - a.radius, distance(point, b) - b.radius)
  }
  const along = dot(subtract(point, a), subtract(b, a)) / way
  const aside = Math.abs(cross(subtract(b, a), subtract(point, a))) / way
  // The nearest disc lies where the line to the point is square to the taper's edge, not to its middle line.
  const foot = along + (aside * sine) / Math.sqrt(1 - sine * sine)
  const t = Math.min(1, Math.max(0, foot / way))
  const nearest = { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) }
  return distance(point, nearest) - (a.radius + t * (b.radius - a.radius))
}

function squaredDistance(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const squaredLength = dx * dx + dy * dy
  const along = (point.x - from.x) * dx + (point.y - from.y) * dy
  const t = squaredLength > 0 ? Math.min(1, Math.max(0, along / squaredLength)) : 0
  const x = point.x - from.x - t * dx
  const y = point.y - from.y - t * dy
  return x * x + y * y
}

function squaredSegmentDistance(a0: Point, a1: Point, b0: Point, b1: Point): number {
  if (segmentsCross(a0, a1, b0, b1)) return 0
  return Math.min(
    squaredDistance(a0, b0, b1),
    squaredDistance(a1, b0, b1),
    squaredDistance(b0, a0, a1),
    squaredDistance(b1, a0, a1),
  )
}

/** Whether each segment's ends lie on both sides of the other. Mere touching is left to the distances of the ends. */
function segmentsCross(a0: Point, a1: Point, b0: Point, b1: Point): boolean {
  return sideOf(a0, a1, b0) * sideOf(a0, a1, b1) < 0 && sideOf(b0, b1, a0) * sideOf(b0, b1, a1) < 0
}

/** Above 0 on one side of the line through a and b, below 0 on the other. */
function sideOf(a: Point, b: Point, point: Point): number {
  return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
}
