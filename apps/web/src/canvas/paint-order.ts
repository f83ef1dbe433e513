// In which order the strokes of a tile are painted: those that are wider as the board has them, above them hairlines,
// by their place.

import { type Box, boxWidth } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import type { Raster } from './camera-transform.ts'
import { isHairline } from './hairlines.ts'
import { byOrder, type SceneStroke } from './scene.ts'

const byPlace = (a: SceneStroke, b: SceneStroke): number =>
  a.minX - b.minX || a.minY - b.minY || byOrder(a, b)

/** With the place in the list behind it a step is still an exact number, in a list of up to 2 million. */
const STEPS = 2 ** 32

/**
 * By place, which every tab has alike: where two lines of one look cross, the order still shows in the last bit of a
 * pixel. Numbers are sorted many times quicker than objects by a function, which then has little left to move.
 */
function sortedByPlace(strokes: readonly SceneStroke[], { minX, maxX }: Box): SceneStroke[] {
  const { length } = strokes
  const stepsPerUnit = STEPS / Math.max(1, maxX - minX)
  const keys = new Float64Array(length)
  strokes.forEach((stroke, at) => {
    const step = Math.floor((stroke.minX - minX) * stepsPerUnit)
    keys[at] = Math.min(STEPS, Math.max(0, step)) * length + at
  })
  keys.sort()
  const sorted: SceneStroke[] = []
  for (const key of keys) sorted.push(must(strokes[key % length], 'a stroke'))
  return sorted.sort(byPlace)
}

/** What begins so far left of a tile that it is clamped is long: there are few of those. */
function widened(box: Box): Box {
  return { ...box, minX: box.minX - boxWidth(box) }
}

export interface PaintOrder {
  readonly wide: SceneStroke[]
  /** Above those. */
  readonly hairlines: readonly SceneStroke[]
}

/** `box` is the world in which they lie, at least in part. */
export function paintOrder(
  strokes: readonly SceneStroke[],
  { scale }: Raster,
  box: Box,
): PaintOrder {
  const thin: SceneStroke[] = []
  const wide: SceneStroke[] = []
  for (const stroke of strokes) (isHairline(stroke, scale) ? thin : wide).push(stroke)
  return { wide: wide.sort(byOrder), hairlines: sortedByPlace(thin, widened(box)) }
}
