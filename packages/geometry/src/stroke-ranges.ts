// Owns ranges along a stroke and their arithmetic: unions, and what a union leaves over.
//
// A place on a stroke is the index of a point and the part of the way to the next one: 2.5 is half-way between the
// third point and the fourth. Points keep their index while a stroke grows, so a range keeps its place.

import { item } from './element.ts'

/** Both ends included. */
export interface StrokeRange {
  readonly from: number
  readonly to: number
}

/** One value for all of which nothing is erased: whoever compares need not look inside. */
export const NO_RANGES: readonly StrokeRange[] = []

/** The same places as sorted ranges that do not touch. */
export function unionRanges(ranges: readonly StrokeRange[]): readonly StrokeRange[] {
  if (ranges.length === 0) return NO_RANGES
  const union: StrokeRange[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = union.at(-1)
    if (last === undefined || range.from > last.to) union.push(range)
    else if (range.to > last.to) union[union.length - 1] = { from: last.from, to: range.to }
  }
  return union
}

/**
 * What `covered`, a union, leaves of `whole`: ranges with a length. Only where `whole` itself is a single place can
 * one be left. `first` may name the first range that could meet the whole.
 */
export function uncoveredRanges(
  whole: StrokeRange,
  covered: readonly StrokeRange[],
  first = 0,
): readonly StrokeRange[] {
  const { to: end } = whole
  if (whole.from === end) {
    return covered.some(({ from, to }) => from <= end && end <= to) ? NO_RANGES : [whole]
  }
  const left: StrokeRange[] = []
  let at = whole.from
  for (let i = first; i < covered.length; i++) {
    const { from, to } = item(covered, i)
    if (to <= at) continue
    if (from >= end) break
    if (from > at) left.push({ from: at, to: from })
    at = to
  }
  if (at < end) left.push({ from: at, to: end })
  return left
}

export function sameRanges(a: readonly StrokeRange[], b: readonly StrokeRange[]): boolean {
  if (a === b) return true
  return (
    a.length === b.length && a.every(({ from, to }, i) => from === b[i]?.from && to === b[i]?.to)
  )
}
