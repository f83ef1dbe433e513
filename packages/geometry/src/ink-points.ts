// Owns the compact form of a stroke's points, as outlines and hit tests read it: one disc a point.

import { type Box, EMPTY_BOX, expandBox } from './box.ts'
import { element } from './element.ts'

/**
 * `length` points in parallel arrays, in world units. The arrays may be longer than that: a growing stroke keeps
 * buffers with room. All are Float64Array, so that the loops over them compile to one machine form.
 */
export interface InkPoints {
  readonly length: number
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** Half the line's width at each point; above 0. */
  readonly radii: Float64Array
}

/** Holds the whole outline: the smoothed line stays inside the box of its points, its radius at or below their largest. */
export function inkBox(points: InkPoints): Box {
  let { minX, minY, maxX, maxY } = EMPTY_BOX
  let maxRadius = 0
  for (let i = 0; i < points.length; i++) {
    const x = element(points.xs, i)
    const y = element(points.ys, i)
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
    maxRadius = Math.max(maxRadius, element(points.radii, i))
  }
  return expandBox({ minX, minY, maxX, maxY }, maxRadius)
}
