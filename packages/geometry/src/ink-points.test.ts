import { expect, test } from 'vitest'
import { isEmptyBox } from './box.ts'
import { inkBox } from './ink-points.ts'

test('the box of a stroke has room for its widest point on every side', () => {
  const points = {
    length: 3,
    xs: Float64Array.of(0, 10, 20),
    ys: Float64Array.of(5, -5, 0),
    radii: Float64Array.of(1, 3, 2),
  }
  expect(inkBox(points)).toEqual({ minX: -3, minY: -8, maxX: 23, maxY: 8 })
})

test('the box of a stroke reads no further than its length', () => {
  const points = {
    length: 1,
    xs: Float64Array.of(1, 999),
    ys: Float64Array.of(2, 999),
    radii: Float64Array.of(1, 999),
  }
  expect(inkBox(points)).toEqual({ minX: 0, minY: 1, maxX: 2, maxY: 3 })
})

test('the box of a stroke without points is empty', () => {
  const none = new Float64Array(0)
  expect(isEmptyBox(inkBox({ length: 0, xs: none, ys: none, radii: none }))).toBe(true)
})
