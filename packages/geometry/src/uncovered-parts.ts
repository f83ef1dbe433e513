// Owns what of a few ranges a union leaves over, without a look at what lies elsewhere in it. Beside stroke-ranges.ts,
// which every page loads first: only an eraser comes here.

import { item } from './element.ts'
import { type StrokeRange, uncoveredRanges } from './stroke-ranges.ts'

/** What `covered`, a union, leaves of each of the ranges (see `uncoveredRanges`). */
export function uncoveredParts(
  ranges: readonly StrokeRange[],
  covered: readonly StrokeRange[],
): readonly StrokeRange[] {
  if (covered.length === 0) return ranges
  return ranges.flatMap(range =>
    uncoveredRanges(range, covered, firstReaching(covered, range.from)),
  )
}

/**
 * The first of a union that ends at the place or behind it. By halves: an eraser asks for each few ranges that it
 * sweeps, and of a stroke a hundred thousand may be erased already.
 */
function firstReaching(union: readonly StrokeRange[], place: number): number {
  let low = 0
  let high = union.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (item(union, middle).to < place) low = middle + 1
    else high = middle
  }
  return low
}
