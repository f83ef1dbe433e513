// Owns the clean shapes that a rough stroke can stand for, and how one follows the pen that holds it. How they are
// found is in fit-shape.ts, how they are drawn in shape-way.ts.

import type { Point } from '../point.ts'
import { add, cross, dot, rotate, scale, subtract } from '../vector.ts'

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

/** Dragged onto its own anchor a shape would vanish, and could not be dragged large again. */
const MIN_SCALE = 0.02

/**
 * The shape as the pen has dragged it from one place to another. Lines and arrows turn and grow around the end where
 * they began. Closed shapes grow around their middle and do not turn: they would lose the axes that they lie on.
 */
export function dragShape(shape: Shape, fromPen: Point, toPen: Point): Shape {
  const drag = (anchor: Point): Point =>
    quotient(subtract(toPen, anchor), subtract(fromPen, anchor))
  switch (shape.kind) {
    case 'line':
    case 'arrow':
      return moveOpen(shape, turned(shape.from, atLeast(drag(shape.from))))
    case 'ellipse': {
      const factor = lengthOf(atLeast(drag(shape.centre)))
      return { ...shape, radiusX: shape.radiusX * factor, radiusY: shape.radiusY * factor }
    }
    case 'rectangle':
    case 'triangle': {
      const centre = middleOf(shape.corners)
      const factor = lengthOf(atLeast(drag(centre)))
      return { ...shape, corners: shape.corners.map(turned(centre, { x: factor, y: 0 })) }
    }
  }
}

/** The mean of the corners. */
export function middleOf(corners: readonly Point[]): Point {
  return scale(corners.reduce(add, { x: 0, y: 0 }), 1 / corners.length)
}

type Move = (point: Point) => Point

function moveOpen(shape: Line | Arrow, move: Move): Line | Arrow {
  const to = move(shape.to)
  if (shape.kind === 'line') return { ...shape, to }
  const [one, other] = shape.barbs
  return { ...shape, to, barbs: [move(one), move(other)] }
}

/** Turns and scales around the anchor, as multiplying complex numbers does. */
function turned(anchor: Point, by: Point): Move {
  return point => {
    const { x, y } = subtract(point, anchor)
    return add(anchor, { x: x * by.x - y * by.y, y: x * by.y + y * by.x })
  }
}

/** As of complex numbers; 1 where the divisor is 0. */
function quotient(a: Point, b: Point): Point {
  const squared = dot(b, b)
  return squared > 0 ? { x: dot(a, b) / squared, y: cross(b, a) / squared } : { x: 1, y: 0 }
}

const lengthOf = ({ x, y }: Point): number => Math.hypot(x, y)

function atLeast(factor: Point): Point {
  const length = lengthOf(factor)
  if (length >= MIN_SCALE) return factor
  return length > 0 ? scale(factor, MIN_SCALE / length) : { x: MIN_SCALE, y: 0 }
}

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
