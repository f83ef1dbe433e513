// Where the picture of a stroke changes when other parts of it are erased than before: a wipe in a long line must
// not cost a repaint of all of it.

import {
  type Box,
  dequantize,
  EMPTY_BOX,
  expandBox,
  type StrokeRange,
  uncoveredRanges,
  unionBoxes,
} from '@inkroom/geometry'
import type { InkPoints as GridPoints, InkHeader } from '@inkroom/protocol'

const difference = (a: readonly StrokeRange[], b: readonly StrokeRange[]): StrokeRange[] =>
  a.flatMap(range => uncoveredRanges(range, b))

/** A stroke as the scene has it. */
interface Ink {
  readonly header: InkHeader
  readonly points: GridPoints
  /** Of the line, in world units. */
  readonly width: number
  readonly erased: readonly StrokeRange[]
}

/** Both are one stroke with the same points. */
export function boxOfDifference(before: Ink, after: Ink): Box {
  const changed = [
    ...difference(before.erased, after.erased),
    ...difference(after.erased, before.erased),
  ]
  return changed.reduce((box, range) => unionBoxes(box, boxOfRange(after, range)), EMPTY_BOX)
}

/** The curve's bends reach from point to point: one more to each side holds them. */
function boxOfRange({ points, header, width }: Ink, { from, to }: StrokeRange): Box {
  const { length, xs, ys } = points
  const last = Math.min(length - 1, Math.ceil(to) + 1)
  let { minX, minY, maxX, maxY } = EMPTY_BOX
  for (let i = Math.max(0, Math.floor(from) - 1); i <= last; i += 1) {
    const x = dequantize(xs[i] ?? 0, header.gridExponent)
    const y = dequantize(ys[i] ?? 0, header.gridExponent)
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  // Pressure may swell the line to at most twice its size: half of that is the size.
  return expandBox({ minX, minY, maxX, maxY }, width)
}
