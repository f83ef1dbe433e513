// The clean shape that a rough stroke stands for, and a shape as a stroke: the ink that a steady pen would leave along
// it, in the look of the rough one. Loaded when the first stroke is drawn: few of them become a shape.

import { dequantize, fitShape, quantize, type Shape, shapeWay } from '@inkroom/geometry'
import { type InkHeader, type InkSample, must } from '@inkroom/protocol'
import { inkShape } from '../canvas/ink-shape.ts'
import { type WetShape, wholeShape } from '../canvas/wet-shape.ts'
import type { WholeStroke } from './tool-behaviour.ts'

export { fitShape }

/** On the screen: as close as a hand's own samples, so that parts of the shape can be erased as finely. */
const STEP_PX = 8

export interface ShapeStroke extends WholeStroke {
  /** What it looks like, to everyone. */
  readonly shape: WetShape
}

/** In the look of `rough` and on its grid, without pressure: a pen that rests says nothing of how a shape is pressed. */
export function shapeStroke(shape: Shape, rough: InkHeader, zoom: number): ShapeStroke {
  const { gridExponent: e } = rough
  const options = {
    step: STEP_PX / zoom,
    tolerance: dequantize(1, e),
    width: dequantize(rough.size, e),
  }
  const way = shapeWay(shape, options).map(({ x, y }): InkSample => {
    return { x: quantize(x, e), y: quantize(y, e), pressure: 255 }
  })
  const [first, ...samples] = way.filter((sample, at) => !isSamePlace(sample, way[at - 1]))
  const header = { ...rough, ...must(first, 'a way has points'), hasPressure: false }
  return { header, samples, shape: wholeShape(inkShape(header, gridPoints([header, ...samples]))) }
}

const isSamePlace = (a: InkSample, b: InkSample | undefined): boolean => a.x === b?.x && a.y === b.y

function gridPoints(samples: readonly InkSample[]): Parameters<typeof inkShape>[1] {
  return {
    length: samples.length,
    xs: Float64Array.from(samples, ({ x }) => x),
    ys: Float64Array.from(samples, ({ y }) => y),
    pressures: new Uint8Array(samples.length).fill(255),
  }
}
