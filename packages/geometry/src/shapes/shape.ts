// Owns the clean shapes that a rough stroke can stand for. How they are found is in fit-shape.ts, how they are drawn in
// shape-way.ts.

import type { Point } from '../point.ts'
import { add, rotate } from '../vector.ts'

export interface Line {
  readonly kind: 'line'
  readonly from: Point
  readonly to: Point
}

export interface Arrow {
  readonly kind: 'arrow'
  readonly from: Point
  /** The tip. */
  readonly to: Point
  /** The ends of the head's two lines, which both begin at the tip. */
  readonly barbs: readonly [Point, Point]
}

export interface Ellipse {
  readonly kind: 'ellipse'
  readonly centre: Point
  readonly radiusX: number
  readonly radiusY: number
  /** From the world's x axis to the ellipse's own. */
  readonly angleRadians: number
}

export interface Rectangle {
  readonly kind: 'rectangle'
  /** In the order in which the outline meets them. */
  readonly corners: readonly Point[]
}

export interface Triangle {
  readonly kind: 'triangle'
  /** As of a rectangle. */
  readonly corners: readonly Point[]
}

export type Shape = Line | Arrow | Ellipse | Rectangle | Triangle

/** A rectangle by its middle and its own axes. */
export function rectangleAt(
  centre: Point,
  { width, height, angleRadians }: { width: number; height: number; angleRadians: number },
): Rectangle {
  const [x, y] = [width / 2, height / 2]
  const corners = [
    { x: -x, y: -y },
    { x, y: -y },
    { x, y },
    { x: -x, y },
  ].map(corner => add(centre, rotate(corner, angleRadians)))
  return { kind: 'rectangle', corners }
}
