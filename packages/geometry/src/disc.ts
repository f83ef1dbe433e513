// Owns the pen's tip at one place, as an object, where no hot loop needs plain numbers.

import { element } from './element.ts'
import type { InkPoints } from './ink-points.ts'
import type { Point } from './point.ts'

export interface Disc extends Point {
  readonly radius: number
}

export function discAt({ xs, ys, radii }: InkPoints, index: number): Disc {
  return { x: element(xs, index), y: element(ys, index), radius: element(radii, index) }
}

/** The disc at part `t` of the way. */
export function discBetween(a: Disc, b: Disc, t: number): Disc {
  return {
    x: a.x + t * (b.x - a.x),
    y: a.y + t * (b.y - a.y),
    radius: a.radius + t * (b.radius - a.radius),
  }
}
