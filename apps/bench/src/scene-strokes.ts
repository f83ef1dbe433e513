// Strokes as the app's scene has them, of a pen's events.

import { NO_RANGES } from '@inkroom/geometry'
import { authorIdOf, type InkHeader, type InkSample, objectIdOf } from '@inkroom/protocol'
import type { SceneStroke } from '@inkroom/web/canvas/scene'
import type { PenStroke } from './pen-model.ts'
import { headerOf, smoothed } from './pen-writer.ts'

const AUTHOR = authorIdOf(new Uint8Array(16).fill(1))

/** Holds the line in its full width, as the document's box does. */
function worldBox({ size, gridExponent }: InkHeader, samples: readonly InkSample[]) {
  const unit = 2 ** -gridExponent
  const [xs, ys] = [samples.map(({ x }) => x), samples.map(({ y }) => y)]
  return {
    minX: (Math.min(...xs) - size) * unit,
    minY: (Math.min(...ys) - size) * unit,
    maxX: (Math.max(...xs) + size) * unit,
    maxY: (Math.max(...ys) + size) * unit,
  }
}

export function sceneStrokeOf(stroke: PenStroke, n: number): SceneStroke {
  const header = headerOf(stroke)
  const samples = smoothed(stroke)
  return {
    ...worldBox(header, samples),
    id: objectIdOf(AUTHOR, n + 1),
    header,
    order: String(n).padStart(7, '0'),
    width: header.size * 2 ** -header.gridExponent,
    points: {
      length: samples.length,
      xs: Float64Array.from(samples, ({ x }) => x),
      ys: Float64Array.from(samples, ({ y }) => y),
      pressures: Uint8Array.from(samples, ({ pressure }) => pressure),
    },
    erased: NO_RANGES,
  }
}
