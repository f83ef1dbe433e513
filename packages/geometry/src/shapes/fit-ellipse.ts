// Owns the ellipse that a loop stands for, circles among them.

import type { Point } from '../point.ts'
import { rotate, subtract } from '../vector.ts'
import type { Enclosed } from './closed-loop.ts'
import { evenedOut, type Fit, mainAngle, rootMeanSquare, snapAngle } from './fit.ts'
import type { Ellipse } from './shape.ts'

/** A loop flatter than this is a line that was drawn over. */
const MIN_FLATNESS = 0.15

/** The ellipse whose area spreads as the loop's does; `points` say how well it fits. */
export function fitEllipse(enclosed: Enclosed, points: readonly Point[]): Fit<Ellipse> | null {
  const shape = ellipseOf(enclosed)
  const { radiusX, radiusY } = shape
  if (!(radiusY >= MIN_FLATNESS * radiusX)) return null
  const gaps = points.map(point => gapToEllipse(point, shape))
  const angleRadians = snapAngle(shape.angleRadians)
  // The misfit is that of the hand: what the snap adds is not the stroke's.
  return {
    shape: { ...shape, angleRadians },
    misfit: rootMeanSquare(gaps) / (2 * Math.sqrt(radiusX * radiusY)),
  }
}

/** Of an ellipse the mean of x² along an axis is a quarter of the squared radius. */
function ellipseOf({ centre, xx, xy, yy }: Enclosed): Ellipse {
  const spread = Math.hypot((xx - yy) / 2, xy)
  const mean = (xx + yy) / 2
  const [radiusX, radiusY] = evenedOut(
    2 * Math.sqrt(mean + spread),
    2 * Math.sqrt(Math.max(0, mean - spread)),
  )
  const angleRadians = radiusX === radiusY ? 0 : mainAngle(xx, xy, yy)
  return { kind: 'ellipse', centre, radiusX, radiusY, angleRadians }
}

/** To first order, by the slope of the ellipse's equation; no more than from the middle to the rim. */
function gapToEllipse(point: Point, { centre, radiusX, radiusY, angleRadians }: Ellipse): number {
  const { x, y } = rotate(subtract(point, centre), -angleRadians)
  const [u, v] = [x / radiusX, y / radiusY]
  const slope = 2 * Math.hypot(u / radiusX, v / radiusY)
  const gap = Math.abs(u * u + v * v - 1)
  return gap <= slope * radiusX ? gap / slope : radiusX
}
