import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { uncoveredRanges, unionRanges } from './stroke-ranges.ts'
import { countedRanges } from './testing/counted-ranges.ts'
import { uncoveredParts } from './uncovered-parts.ts'

const ranges = fc
  .array(fc.tuple(fc.nat(40), fc.nat(6)), { maxLength: 8 })
  .map(all => all.map(([from, length]) => ({ from, to: from + length })))

test('of several ranges is left what is left of each', () => {
  fc.assert(
    fc.property(ranges, ranges, (parts, all) => {
      const covered = unionRanges(all)
      const left = parts.flatMap(part => uncoveredRanges(part, covered))
      expect(uncoveredParts(parts, covered)).toEqual(left)
    }),
  )
})

test('[G17] it is found without a look at what lies elsewhere', () => {
  const all = Array.from({ length: 100_000 }, (_, i) => ({ from: 2 * i, to: 2 * i + 1 }))
  const covered = countedRanges(all)
  const part = { from: 100_000.5, to: 100_002.5 }
  expect(uncoveredParts([part], covered.ranges)).toEqual([{ from: 100_001, to: 100_002 }])
  expect(covered.reads()).toBeLessThan(100)
})
