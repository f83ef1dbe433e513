import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type PaintOrder, paintOrder } from './paint-order.ts'
import type { SceneStroke } from './scene.ts'
import { madeStroke } from './testing/made-strokes.ts'

const RASTER = { scale: 1, left: 0, top: 0 }
const BOX = { minX: 0, minY: 0, maxX: 512, maxY: 512 }

const at = (n: number, minX: number, minY: number, width: number): SceneStroke => ({
  ...madeStroke(n),
  minX,
  minY,
  width,
})

const numbers = ({ hairlines, wide }: PaintOrder) =>
  [...wide, ...hairlines].map(({ order }) => Number(order))

it('wide strokes come first, as the board has them, then hairlines by place', () => {
  const strokes = [at(1, 90, 0, 0.5), at(4, 0, 0, 2), at(2, 10, 0, 0.5), at(3, 500, 0, 2)]
  expect(numbers(paintOrder(strokes, RASTER, BOX))).toEqual([3, 4, 2, 1])
})

it('of hairlines at one place the upper one comes first, then the older one', () => {
  const strokes = [at(3, 5, 7, 0.5), at(2, 5, 7, 0.5), at(1, 5, 8, 0.5)]
  expect(numbers(paintOrder(strokes, RASTER, BOX))).toEqual([2, 3, 1])
})

it('is the same in whatever order they are found, also far outside the box and close together', () => {
  const place = fc.oneof(
    fc.double({ min: -1e7, max: 1e7, noNaN: true }),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 9 }).map(n => 100 + n * 1e-12),
  )
  const list = fc.array(fc.tuple(place, place), { maxLength: 60 })
  fc.assert(
    fc.property(list, fc.infiniteStream(fc.nat()), (places, seeds) => {
      const strokes = places.map(([x, y], n) => at(n, x, y, 0.5))
      const keyed = strokes.map(stroke => ({ stroke, key: seeds.next().value }))
      const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ stroke }) => stroke)
      const plain = strokes.toSorted(
        (a, b) => a.minY - b.minY || a.minX - b.minX || Number(a.order) - Number(b.order),
      )
      expect(numbers(paintOrder(shuffled, RASTER, BOX))).toEqual(
        plain.map(({ order }) => Number(order)),
      )
    }),
  )
})
