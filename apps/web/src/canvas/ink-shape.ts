// From a stroke's bytes to its shape in the world: points with radii, for the outline and the hit test.
// Every tab computes it from the same integers, so every tab shows the same line.

import { dequantize, type InkPoints, strokeRadii } from '@inkroom/geometry'
import type { InkPoints as GridPoints, InkHeader } from '@inkroom/protocol'

/** How far pressure moves the width: from half the size to one and a half. */
const PEN_THINNING = 0.5

function toWorld(values: Float64Array, length: number, exponent: number): Float64Array {
  const world = new Float64Array(length)
  // In a loop by index: `map` would call back for each of a long stroke's points, each frame it grows.
  for (let i = 0; i < length; i += 1) world[i] = dequantize(values[i] ?? 0, exponent)
  return world
}

function toUnit(pressures: Uint8Array, length: number): Float64Array {
  const unit = new Float64Array(length)
  for (let i = 0; i < length; i += 1) unit[i] = (pressures[i] ?? 0) / 255
  return unit
}

export function inkShape(header: InkHeader, points: GridPoints): InkPoints {
  const { length } = points
  const size = dequantize(header.size, header.gridExponent)
  const presses = header.hasPressure && header.brush === 'pen'
  const pressures = presses ? toUnit(points.pressures, length) : undefined
  return {
    length,
    xs: toWorld(points.xs, length, header.gridExponent),
    ys: toWorld(points.ys, length, header.gridExponent),
    radii: strokeRadii(length, { size, thinning: PEN_THINNING }, pressures),
  }
}
