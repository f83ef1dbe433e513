// Strokes for the tests of the canvas: short lines, told apart by their opacity.

import { NO_RANGES } from '@inkroom/geometry'
import { authorIdOf, type InkHeader, objectIdOf } from '@inkroom/protocol'
import type { SceneStroke } from '../scene.ts'

const author = authorIdOf(new Uint8Array(16))

export const HEADER: InkHeader = {
  brush: 'pen',
  color: { kind: 'palette', index: 0 },
  size: 16,
  opacity: 255,
  gridExponent: 3,
  hasPressure: false,
  x: 0,
  y: 0,
  pressure: 255,
}

export const strokeId = (n: number) => objectIdOf(author, n)

/** A line of 10 from (x, 0) down to the right, of opacity n, in the order of the numbers. */
export function madeStroke(n: number, x = 0, pointCount = 2): SceneStroke {
  return {
    id: strokeId(n),
    header: { ...HEADER, opacity: n },
    order: String(n).padStart(5, '0'),
    width: 2,
    minX: x - 1,
    minY: -1,
    maxX: x + 11,
    maxY: 11,
    points: {
      length: pointCount,
      xs: Float64Array.from({ length: pointCount }, (_, at) => 8 * (x + (at === 0 ? 0 : 10))),
      ys: Float64Array.from({ length: pointCount }, (_, at) => (at === 0 ? 0 : 80)),
      pressures: new Uint8Array(pointCount).fill(255),
    },
    erased: NO_RANGES,
  }
}
