// Owns the way from a pen's points, as they come, to points whose radius stays as it is.

import type { Point } from './point.ts'
import { type InkWidth, maxStrokeRadius, POINTS_TO_SETTLE, strokeRadius } from './stroke-radii.ts'

export interface PenPoint extends Point {
  /** 0..1. */
  readonly pressure: number
}

export interface PenWidth extends InkWidth {
  /** Without pressure, what points have of it is not looked at. */
  readonly hasPressure: boolean
}

/** Takes a point with its radius in world units. */
export type TakePoint = (x: number, y: number, radius: number) => void

/** A radius reads so many points before its own, and as many behind it. */
const READ_POINTS = 2 * POINTS_TO_SETTLE + 1

export class SettlingRadii {
  private readonly width: PenWidth
  /** The last points: those that are open, and what their radii read. */
  private recent: PenPoint[] = []

  constructor(width: PenWidth) {
    this.width = width
  }

  get maxRadius(): number {
    return this.width.hasPressure ? maxStrokeRadius(this.width) : this.width.size / 2
  }

  /** The next point of the stroke; `take` gets the one that has its radius for good by that. */
  append(point: PenPoint, take: TakePoint): void {
    if (!this.width.hasPressure) return take(point.x, point.y, this.maxRadius)
    this.recent.push(point)
    if (this.recent.length > READ_POINTS) this.recent.shift()
    const settled = this.recent.length - 1 - POINTS_TO_SETTLE
    if (settled >= 0) this.takeAt(this.recent, settled, take)
  }

  /** The points that `append` has not handed on yet, as they are if `tail` comes next, and the tail. */
  open(tail: readonly PenPoint[], take: TakePoint): void {
    const points = this.recent.concat(tail)
    const first = Math.max(0, this.recent.length - POINTS_TO_SETTLE)
    for (let i = first; i < points.length; i++) this.takeAt(points, i, take)
  }

  private takeAt(points: readonly PenPoint[], index: number, take: TakePoint): void {
    const point = points[index]
    if (point === undefined) return
    take(point.x, point.y, this.radiusAt(points, index))
  }

  private radiusAt(points: readonly PenPoint[], index: number): number {
    const { width } = this
    if (!width.hasPressure) return this.maxRadius
    const pressures = points.map(({ pressure }) => pressure)
    return strokeRadius({ length: pressures.length, pressures }, index, width)
  }
}
