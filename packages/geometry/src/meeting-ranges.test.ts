import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangesMeet } from './meeting-ranges.ts'
import { unionRanges } from './stroke-ranges.ts'
import { countedRanges } from './testing/counted-ranges.ts'

const union = fc
  .array(fc.tuple(fc.nat(40), fc.nat(4)), { maxLength: 6 })
  .map(all => unionRanges(all.map(([from, length]) => ({ from, to: from + length }))))

test('ranges meet where any of the one touches any of the other', () => {
  fc.assert(
    fc.property(union, union, (a, b) => {
      const meet = a.some(one => b.some(other => one.from <= other.to && other.from <= one.to))
      expect(rangesMeet(a, b)).toBe(meet)
    }),
  )
})

test('[G17] to find that none meet, each is looked at once or twice, however many there are', () => {
  const count = 2000
  const every = (shift: number) =>
    countedRanges(
      Array.from({ length: count }, (_, i) => ({ from: 4 * i + shift, to: 4 * i + shift + 1 })),
    )
  const [a, b] = [every(0), every(2)]
  expect(rangesMeet(a.ranges, b.ranges)).toBe(false)
  expect(a.reads() + b.reads()).toBeLessThan(10 * count)
})
