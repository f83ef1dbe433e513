import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Point } from './point.ts'
import { between, STEPS } from './testing/between.ts'
import {
  add,
  cross,
  distance,
  dot,
  length,
  lerp,
  midpoint,
  rotate,
  scale,
  subtract,
} from './vector.ts'

const coordinate = fc.nat(STEPS).map(between(-1e6, 1e6))
const point: fc.Arbitrary<Point> = fc.record({ x: coordinate, y: coordinate })

test('subtracting undoes adding', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      expect(distance(subtract(add(a, b), b), a)).toBeLessThan(1e-8)
    }),
  )
})

test('distance is the same from both ends, and the length of the difference', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a))
      expect(distance(a, b)).toBe(length(subtract(b, a)))
    }),
  )
})

test('length agrees with the standard library', () => {
  fc.assert(
    fc.property(point, a => {
      expect(length(a)).toBeCloseTo(Math.hypot(a.x, a.y), 6)
    }),
  )
})

test('a quarter turn goes from the x axis to the y axis', () => {
  const turned = rotate({ x: 2, y: 0 }, Math.PI / 2)
  expect(turned.x).toBeCloseTo(0, 12)
  expect(turned.y).toBeCloseTo(2, 12)
})

test('turning keeps lengths, and dot and cross tell the angle turned by', () => {
  const angle = fc.nat(STEPS).map(between(-3, 3))
  const direction = fc.nat(STEPS).map(between(-3, 3))
  fc.assert(
    fc.property(direction, angle, (at, by) => {
      const a = { x: Math.cos(at), y: Math.sin(at) }
      const b = rotate(a, by)
      expect(length(b)).toBeCloseTo(1, 12)
      expect(Math.atan2(cross(a, b), dot(a, b))).toBeCloseTo(by, 9)
    }),
  )
})

test('lerp begins at the first point, ends at the second and stays put between equal ones', () => {
  fc.assert(
    fc.property(point, point, fc.nat(STEPS).map(between(0, 1)), (a, b, t) => {
      expect(lerp(a, b, 0)).toEqual(a)
      expect(distance(lerp(a, b, 1), b)).toBeLessThan(1e-8)
      expect(lerp(a, a, t)).toEqual(a)
    }),
  )
})

test('the midpoint is as far from both', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const middle = midpoint(a, b)
      expect(distance(middle, a)).toBeCloseTo(distance(middle, b), 6)
      expect(distance(middle, a)).toBeCloseTo(length(scale(subtract(b, a), 0.5)), 6)
    }),
  )
})
