// In which order the strokes of a tile are painted: those that are wider as the board has them, above them hairlines,
// by their place.

import { type Box, boxHeight } from '@inkroom/geometry'
import { assert } from '@inkroom/protocol'
import type { Raster } from './camera-transform.ts'
import { isHairline } from './hairlines.ts'
import { byOrder, type SceneStroke } from './scene.ts'

/** Down the tile: what was written together lies together in memory too, and is read quicker in about that order. */
const byPlace = (a: SceneStroke, b: SceneStroke): number =>
  a.minY - b.minY || a.minX - b.minX || byOrder(a, b)

/** A place in the list, and before it a step: together still an exact number. */
const PLACES = 2 ** 21
const STEPS = 2 ** 32

const stepOf = (key: number): number => Math.floor(key / PLACES)

/**
 * By place, which every tab has alike: where two lines of one look cross, the order still shows in the last bit of a
 * pixel. Numbers are sorted many times quicker than objects by a function, which is left with those of one step.
 */
function sortedByPlace(strokes: readonly SceneStroke[], { minY, maxY }: Box): SceneStroke[] {
  assert(strokes.length <= PLACES, 'a place for each stroke')
  const stepsPerUnit = STEPS / Math.max(1, maxY - minY)
  const keys = new Float64Array(strokes.length)
  let at = 0
  for (const stroke of strokes) {
    const step = Math.floor((stroke.minY - minY) * stepsPerUnit)
    keys[at] = Math.min(STEPS - 1, Math.max(0, step)) * PLACES + at
    at += 1
  }
  keys.sort()
  const sorted: SceneStroke[] = []
  for (const key of keys) {
    const stroke = strokes[key - stepOf(key) * PLACES]
    if (stroke !== undefined) sorted.push(stroke)
  }
  sortWithinSteps(sorted, keys)
  return sorted
}

function sortWithinSteps(strokes: SceneStroke[], keys: Float64Array): void {
  let from = 0
  for (let at = 1; at <= keys.length; at += 1) {
    // Past the end it is the step of NaN, which is no other's.
    if (stepOf(keys[at] ?? Number.NaN) === stepOf(keys[from] ?? 0)) continue
    if (at - from > 1) sortPart(strokes, from, at)
    from = at
  }
}

function sortPart(strokes: SceneStroke[], from: number, to: number): void {
  const part = strokes.slice(from, to).sort(byPlace)
  for (const [n, stroke] of part.entries()) strokes[from + n] = stroke
}

/** What begins so far above a tile that it is clamped is long: there are few of those. */
function heightened(box: Box): Box {
  return { ...box, minY: box.minY - boxHeight(box) }
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
  return { wide: wide.sort(byOrder), hairlines: sortedByPlace(thin, heightened(box)) }
}
