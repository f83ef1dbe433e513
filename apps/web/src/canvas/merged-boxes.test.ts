import { type Box, boxContainsBox, boxesIntersect } from '@inkroom/geometry'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergedBoxes } from './merged-boxes.ts'

const box = fc
  .tuple(fc.nat(100), fc.nat(100), fc.nat(30), fc.nat(30))
  .map(
    ([minX, minY, width, height]): Box => ({ minX, minY, maxX: minX + width, maxY: minY + height }),
  )

it('covers every box, and none of what it gives meets another', () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 12 }), boxes => {
      const merged = mergedBoxes(boxes)
      for (const each of boxes) {
        expect(merged.some(around => boxContainsBox(around, each))).toBe(true)
      }
      merged.forEach((a, at) => {
        for (const b of merged.slice(at + 1)) expect(boxesIntersect(a, b)).toBe(false)
      })
    }),
  )
})

it('leaves boxes alone that lie apart, and empty ones out', () => {
  const [a, b] = [
    { minX: 0, minY: 0, maxX: 1, maxY: 1 },
    { minX: 5, minY: 5, maxX: 6, maxY: 6 },
  ]
  const nothing = { minX: 1, minY: 1, maxX: 0, maxY: 0 }
  expect(mergedBoxes([a, nothing, b])).toEqual([a, b])
})
