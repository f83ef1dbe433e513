// Owns the choice of the clean shape that a rough stroke stands for.
//
//   points ── even way ─┬─ ends meet:  ellipse, rectangle, triangle ─┐
//                       └─ ends apart: line, arrow ──────────────────┴─ the best, if it is good

import type { InkPoints } from '../ink-points.ts'
import type { Point } from '../point.ts'
import { closedLoop, enclosedBy, goesAroundOnce } from './closed-loop.ts'
import { evenWay } from './even-way.ts'
import type { Fit } from './fit.ts'
import { fitArrow } from './fit-arrow.ts'
import { fitEllipse } from './fit-ellipse.ts'
import { fitLine } from './fit-line.ts'
import { fitRectangle } from './fit-rectangle.ts'
import { fitTriangle } from './fit-triangle.ts'
import type { Shape } from './shape.ts'

/** A circle strays from its nearest square by 4.4 % of the side, a square from its ellipse by 6 %. */
const MAX_MISFIT = 0.05
/** A bow whose height is a twelfth of its length is still a line to a hand; more was meant as a bow. */
const MAX_LINE_MISFIT = 0.025

/** Null where the stroke is like none of the shapes. Takes some 3 ms, however many points there are. */
export function fitShape(points: Pick<InkPoints, 'length' | 'xs' | 'ys'>): Shape | null {
  const way = evenWay(points)
  if (way === null) return null
  const loop = closedLoop(way)
  const fits = loop === null ? openFits(way.points) : closedFits(loop, way.points)
  const good = fits.filter(fit => fit !== null).filter(isGood)
  const [first, ...others] = good
  if (first === undefined) return null
  return others.reduce((best, fit) => (fit.misfit < best.misfit ? fit : best), first).shape
}

const isGood = ({ shape, misfit }: Fit): boolean =>
  misfit <= (shape.kind === 'line' ? MAX_LINE_MISFIT : MAX_MISFIT)

function openFits(points: readonly Point[]): (Fit | null)[] {
  return [fitLine(points), fitArrow(points)]
}

function closedFits(loop: readonly Point[], points: readonly Point[]): (Fit | null)[] {
  const enclosed = enclosedBy(loop)
  if (enclosed === null || !goesAroundOnce(points, enclosed.centre)) return []
  return [fitEllipse(enclosed, points), fitRectangle(loop, points), fitTriangle(loop, points)]
}
