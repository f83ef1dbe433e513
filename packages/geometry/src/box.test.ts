import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Box,
  boxCentre,
  boxContainsBox,
  boxContainsPoint,
  boxesIntersect,
  boxHeight,
  boxOfPoints,
  boxWidth,
  EMPTY_BOX,
  expandBox,
  intersectBoxes,
  isEmptyBox,
  roundOutBox,
  unionBoxes,
} from './box.ts'
import { between, STEPS } from './testing/between.ts'

const coordinate = fc.integer({ min: -8, max: 8 })
const point = fc.record({ x: coordinate, y: coordinate })
const box: fc.Arbitrary<Box> = fc.tuple(point, point).map(corners => boxOfPoints(corners))
const unit: Box = { minX: 0, minY: 0, maxX: 1, maxY: 1 }

describe('an empty box', () => {
  test('is the box of no points', () => {
    expect(boxOfPoints([])).toEqual(EMPTY_BOX)
    expect(isEmptyBox(EMPTY_BOX)).toBe(true)
  })

  test('changes nothing in a union', () => {
    fc.assert(
      fc.property(box, a => {
        expect(unionBoxes(a, EMPTY_BOX)).toEqual(a)
      }),
    )
  })

  test('meets nothing and holds no point, but lies inside every box', () => {
    fc.assert(
      fc.property(box, point, (a, p) => {
        expect(boxesIntersect(a, EMPTY_BOX)).toBe(false)
        expect(boxContainsPoint(EMPTY_BOX, p)).toBe(false)
        expect(boxContainsBox(a, EMPTY_BOX)).toBe(true)
        expect(boxContainsBox(EMPTY_BOX, a)).toBe(false)
      }),
    )
  })

  test('stays empty when grown, and has no width or height', () => {
    expect(isEmptyBox(expandBox(EMPTY_BOX, 100))).toBe(true)
    expect(boxWidth(EMPTY_BOX)).toBe(0)
    expect(boxHeight(EMPTY_BOX)).toBe(0)
  })

  test('stays empty when rounded out', () => {
    expect(roundOutBox(EMPTY_BOX)).toEqual(EMPTY_BOX)
  })
})

describe('a box', () => {
  test('of points holds each of them and touches them on every side', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), points => {
        const bounds = boxOfPoints(points)
        expect(points.every(p => boxContainsPoint(bounds, p))).toBe(true)
        expect(points.some(p => p.x === bounds.minX)).toBe(true)
        expect(points.some(p => p.x === bounds.maxX)).toBe(true)
        expect(points.some(p => p.y === bounds.minY)).toBe(true)
        expect(points.some(p => p.y === bounds.maxY)).toBe(true)
      }),
    )
  })

  test('of a single point is not empty though it has no area', () => {
    const dot = boxOfPoints([{ x: 3, y: 4 }])
    expect(isEmptyBox(dot)).toBe(false)
    expect(boxContainsPoint(dot, { x: 3, y: 4 })).toBe(true)
  })

  test('is inside its union with any other', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        expect(boxContainsBox(unionBoxes(a, b), a)).toBe(true)
        expect(boxContainsBox(unionBoxes(a, b), b)).toBe(true)
      }),
    )
  })

  test('meets another exactly where they have a point in common', () => {
    const grid = Array.from({ length: 17 * 17 }, (_, i) => ({
      x: (i % 17) - 8,
      y: Math.floor(i / 17) - 8,
    }))
    fc.assert(
      fc.property(box, box, (a, b) => {
        const shared = grid.some(p => boxContainsPoint(a, p) && boxContainsPoint(b, p))
        expect(boxesIntersect(a, b)).toBe(shared)
        expect(isEmptyBox(intersectBoxes(a, b))).toBe(!shared)
      }),
    )
  })

  test('meets a neighbour that shares only an edge', () => {
    expect(boxesIntersect(unit, { minX: 1, minY: 0, maxX: 2, maxY: 1 })).toBe(true)
    expect(boxesIntersect(unit, { minX: 1.01, minY: 0, maxX: 2, maxY: 1 })).toBe(false)
  })

  test('has a common part that both hold', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const common = intersectBoxes(a, b)
        expect(boxContainsBox(a, common)).toBe(true)
        expect(boxContainsBox(b, common)).toBe(true)
      }),
    )
  })

  test('grows on all four sides, and shrinks to an empty one', () => {
    expect(expandBox(unit, 2)).toEqual({ minX: -2, minY: -2, maxX: 3, maxY: 3 })
    expect(isEmptyBox(expandBox(unit, -1))).toBe(true)
  })

  test('rounded out has integer edges, holds it, and is less than a unit wider a side', () => {
    const real = fc.nat(STEPS).map(between(-1e4, 1e4))
    fc.assert(
      fc.property(real, real, real, real, (x0, y0, x1, y1) => {
        const a = boxOfPoints([
          { x: x0, y: y0 },
          { x: x1, y: y1 },
        ])
        const rounded = roundOutBox(a)
        expect(Object.values(rounded).every(Number.isInteger)).toBe(true)
        expect(boxContainsBox(rounded, a)).toBe(true)
        expect(boxContainsBox(expandBox(a, 1), rounded)).toBe(true)
      }),
    )
  })

  test('has its centre as far from each edge', () => {
    expect(boxCentre({ minX: -1, minY: 2, maxX: 3, maxY: 8 })).toEqual({ x: 1, y: 5 })
    expect(boxWidth({ minX: -1, minY: 2, maxX: 3, maxY: 8 })).toBe(4)
    expect(boxHeight({ minX: -1, minY: 2, maxX: 3, maxY: 8 })).toBe(6)
  })
})
