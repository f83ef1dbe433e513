// Owns whether two sets of ranges have a place in common: what an eraser covers, and what is left of a stroke.

import { item } from './element.ts'
import type { StrokeRange } from './stroke-ranges.ts'

/** Whether a place lies in a range of the one and in one of the other, both in order. */
export function rangesMeet(a: readonly StrokeRange[], b: readonly StrokeRange[]): boolean {
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const [one, other] = [item(a, i), item(b, j)]
    if (one.to < other.from) i++
    else if (other.to < one.from) j++
    else return true
  }
  return false
}
