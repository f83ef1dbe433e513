import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  NO_RANGES,
  type StrokeRange,
  sameRanges,
  uncoveredRanges,
  unionRanges,
} from './stroke-ranges.ts'

const END = 20

const range: fc.Arbitrary<StrokeRange> = fc
  .tuple(fc.nat(END), fc.nat(END))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
const ranges = fc.array(range, { maxLength: 8 })

/** Whole numbers and the middles between them: ranges that end at whole numbers differ at none but these. */
const PLACES = Array.from({ length: END * 2 + 1 }, (_, i) => i / 2)
const holds = (all: readonly StrokeRange[], at: number) =>
  all.some(({ from, to }) => from <= at && at <= to)

describe('a union', () => {
  test('holds the places of its ranges and no others, in order and apart', () => {
    fc.assert(
      fc.property(ranges, all => {
        const union = unionRanges(all)
        for (const at of PLACES) expect(holds(union, at)).toBe(holds(all, at))
        union.slice(1).forEach((each, i) => {
          expect(each.from).toBeGreaterThan(union[i]?.to ?? END)
        })
      }),
    )
  })

  test('is the same however its ranges are put in order or said again', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        expect(unionRanges([...b, ...a, ...a])).toEqual(unionRanges([...a, ...b]))
        expect(unionRanges([...unionRanges(a), ...b])).toEqual(unionRanges([...a, ...b]))
      }),
    )
  })

  test('of nothing is one value', () => {
    expect(unionRanges([])).toBe(NO_RANGES)
  })
})

describe('what is not covered', () => {
  test('is what lies in the whole and in no range, but for the very ends', () => {
    fc.assert(
      fc.property(range, ranges, (whole, all) => {
        const covered = unionRanges(all)
        const left = uncoveredRanges(whole, covered)
        const middles = PLACES.filter(at => at % 1 !== 0)
        for (const at of middles) {
          expect(holds(left, at)).toBe(holds([whole], at) && !holds(covered, at))
        }
        if (whole.from < whole.to) for (const { from, to } of left) expect(to).toBeGreaterThan(from)
      }),
    )
  })

  test('of a dot is the dot, until a range holds it', () => {
    const dot = { from: 0, to: 0 }
    expect(uncoveredRanges(dot, [])).toEqual([dot])
    expect(uncoveredRanges(dot, [{ from: 1, to: 2 }])).toEqual([dot])
    expect(uncoveredRanges(dot, [{ from: 0, to: 2 }])).toEqual([])
  })
})

test('ranges are the same by what they say', () => {
  const one = [{ from: 1, to: 2 }]
  expect(sameRanges(one, [{ from: 1, to: 2 }])).toBe(true)
  expect(sameRanges(one, [{ from: 1, to: 3 }])).toBe(false)
  expect(sameRanges(one, [...one, { from: 4, to: 5 }])).toBe(false)
  expect(sameRanges(NO_RANGES, [])).toBe(true)
})
