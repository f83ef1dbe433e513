// From a stroke's bytes to its shape in the world: points with radii, for the outline and the hit test.
// Every tab computes it from the same integers, so every tab shows the same line.

import { dequantize, type InkPoints, type PenWidth, writeStrokeRadii } from '@inkroom/geometry'
import type { InkPoints as GridPoints, InkHeader } from '@inkroom/protocol'

/** How far pressure moves the width: from half the size to one and a half. */
const PEN_THINNING = 0.5

/** Room for the shape of a stroke, and for its pressures from 0 to 1. */
interface Room {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly radii: Float64Array
  readonly pressures: Float64Array
}

function roomFor(points: number): Room {
  const array = () => new Float64Array(points)
  return { xs: array(), ys: array(), radii: array(), pressures: array() }
}

function shapeIn(room: Room, header: InkHeader, points: GridPoints): InkPoints {
  const { length } = points
  const { xs, ys, radii, pressures } = room
  const unit = dequantize(1, header.gridExponent)
  for (let i = 0; i < length; i += 1) {
    xs[i] = (points.xs[i] ?? 0) * unit
    ys[i] = (points.ys[i] ?? 0) * unit
    pressures[i] = (points.pressures[i] ?? 0) / 255
  }
  const width = penWidthOf(header)
  writeStrokeRadii(radii, width, { length, pressures: width.hasPressure ? pressures : undefined })
  return { length, xs, ys, radii }
}

export function penWidthOf({ brush, size, gridExponent, hasPressure }: InkHeader): PenWidth {
  return {
    size: dequantize(size, gridExponent),
    thinning: PEN_THINNING,
    hasPressure: hasPressure && brush === 'pen',
  }
}

export function inkShape(header: InkHeader, points: GridPoints): InkPoints {
  return shapeIn(roomFor(points.length), header, points)
}

const SHORT_POINTS = 256
const shortRoom = roomFor(SHORT_POINTS)

/**
 * The same for whoever is done with it before the next call: short strokes all have the same room. To make arrays for
 * each would take half of the time of painting.
 */
export function passingInkShape(header: InkHeader, points: GridPoints): InkPoints {
  const isShort = points.length <= SHORT_POINTS
  return shapeIn(isShort ? shortRoom : roomFor(points.length), header, points)
}
