// Owns the way of a pen that draws a shape cleanly, as points for a stroke: the ink's spline keeps its corners sharp
// and its curves round.

import { item } from '../element.ts'
import type { Point } from '../point.ts'
import { add, distance, lerp, rotate } from '../vector.ts'
import type { Ellipse, Shape } from './shape.ts'

export interface ShapeWayOptions {
  /** At most so far from point to point. */
  readonly step: number
  /** How far the ink's spline may stray from a curve. */
  readonly tolerance: number
  /** The line's width: corners are as sharp as can be seen beside it. */
  readonly width: number
}

/** In world units, like the options; closed shapes end where they begin. */
export function shapeWay(shape: Shape, options: ShapeWayOptions): Point[] {
  switch (shape.kind) {
    case 'line':
      return alongCorners([shape.from, shape.to], options)
    case 'arrow': {
      const [one, other] = shape.barbs
      return alongCorners([shape.from, shape.to, one, shape.to, other], options)
    }
    case 'ellipse':
      return aroundEllipse(shape, options)
    case 'rectangle':
    case 'triangle':
      return alongCorners([...shape.corners, item(shape.corners, 0)], options)
  }
}

/**
 * The spline rounds a bend of less than 80° off between the middles of its two links: a point close to the corner on
 * either side leaves it no room to.
 */
const CORNER_REACH_WIDTHS = 1 / 4

function alongCorners(corners: readonly Point[], { step, width }: ShapeWayOptions): Point[] {
  const way = [item(corners, 0)]
  for (let i = 1; i < corners.length; i++) {
    way.push(...side(item(corners, i - 1), item(corners, i), { step, width }))
  }
  return way
}

/** Without the point where it begins. */
function side(
  from: Point,
  to: Point,
  { step, width }: Omit<ShapeWayOptions, 'tolerance'>,
): Point[] {
  const length = distance(from, to)
  const reach = width * CORNER_REACH_WIDTHS
  if (length <= 2 * reach) return [to]
  const links = Math.ceil((length - 2 * reach) / step)
  const at = (along: number): Point => lerp(from, to, along / length)
  const inner = Array.from({ length: links + 1 }, (_, i) =>
    at(reach + (i * (length - 2 * reach)) / links),
  )
  return [...inner, to]
}

const MIN_ELLIPSE_POINTS = 24

/** The spline of points on a curve of radius r, an angle θ apart, strays by r θ² / 8. */
function aroundEllipse(ellipse: Ellipse, { step, tolerance }: ShapeWayOptions): Point[] {
  const { centre, radiusX, radiusY, angleRadians } = ellipse
  const radius = Math.max(radiusX, radiusY)
  const turn = Math.min(Math.sqrt((8 * tolerance) / radius), step / radius)
  const count = Math.max(MIN_ELLIPSE_POINTS, Math.ceil((2 * Math.PI) / turn))
  return Array.from({ length: count + 1 }, (_, i) => {
    const t = (2 * Math.PI * (i % count)) / count
    const onAxes = { x: radiusX * Math.cos(t), y: radiusY * Math.sin(t) }
    return add(centre, rotate(onAxes, angleRadians))
  })
}
