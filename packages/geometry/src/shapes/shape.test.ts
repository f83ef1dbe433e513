import { expect, it } from 'vitest'
import { distance, midpoint, subtract } from '../vector.ts'
import { rectangleAt } from './shape.ts'

it('a rectangle lies around its middle, along its own axes', () => {
  const size = { width: 100, height: 40, angleRadians: Math.PI / 2 }
  const [a, b, c, d] = rectangleAt({ x: 50, y: 10 }, size).corners
  if (a === undefined || b === undefined || c === undefined || d === undefined) {
    throw new Error('four corners')
  }
  expect(midpoint(a, c)).toEqual({ x: 50, y: 10 })
  expect(midpoint(b, d)).toEqual({ x: 50, y: 10 })
  expect(subtract(b, a).x).toBeCloseTo(0, 9)
  expect(distance(a, b)).toBeCloseTo(100, 9)
  expect(distance(b, c)).toBeCloseTo(40, 9)
})
