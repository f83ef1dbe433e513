// In which order the strokes of a tile are painted: those that are wider as the board has them, above them hairlines,
// by their place.

import { type Box, boxWidth } from '@inkroom/geometry'
import { assert, must } from '@inkroom/protocol'
import type { Raster } from './camera-transform.ts'
import { isHairline } from './hairlines.ts'
import { byOrder, type SceneStroke } from './scene.ts'

const byPlace = (a: SceneStroke, b: SceneStroke): number =>
  a.minX - b.minX || a.minY - b.minY || byOrder(a, b)

/** A place in the list, and before it a step: together still an exact number. */
const PLACES = 2 ** 21
const STEPS = 2 ** 32

const stepOf = (key: number): number => Math.floor(key / PLACES)

/**
 * By place, which every tab has alike: where two lines of one look cross, the order still shows in the last bit of a
 * pixel. Numbers are sorted many times quicker than objects by a function, which is left with those of one step.
 */
function sortedByPlace(strokes: readonly SceneStroke[], { minX, maxX }: Box): SceneStroke[] {
  assert(strokes.length <= PLACES, 'a place for each stroke')
  const stepsPerUnit = STEPS / Math.max(1, maxX - minX)
  const keys = new Float64Array(strokes.length)
  for (let at = 0; at < keys.length; at += 1) {
    const step = Math.floor((must(strokes[at], 'a stroke').minX - minX) * stepsPerUnit)
    keys[at] = Math.min(STEPS - 1, Math.max(0, step)) * PLACES + at
  }
  keys.sort()
  const sorted: SceneStroke[] = []
  for (const key of keys) sorted.push(must(strokes[key - stepOf(key) * PLACES], 'a stroke'))
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
