// Owns the leaving out of points that are too near to each other to show, for ink that is seen from afar.

import { element } from './element.ts'
import type { InkPoints } from './ink-points.ts'

/**
 * The first and the last point, and of those between each that is at least `minStep` world units from the one kept
 * before it: so the line strays from what it was by less than that, and along a bend of radius r by about
 * `minStep`² / 8r. It is done in the arrays that the points are in.
 */
export function thinInk(points: InkPoints, minStep: number): InkPoints {
  const { length, xs, ys, radii } = points
  let kept = 0
  for (let i = 0; i < length; i++) {
    const x = element(xs, i)
    const y = element(ys, i)
    const isEnd = i === 0 || i === length - 1
    if (!isEnd && isWithin(x - element(xs, kept - 1), y - element(ys, kept - 1), minStep)) continue
    xs[kept] = x
    ys[kept] = y
    radii[kept] = element(radii, i)
    kept++
  }
  return { length: kept, xs, ys, radii }
}

function isWithin(dx: number, dy: number, reach: number): boolean {
  return dx * dx + dy * dy < reach * reach
}
