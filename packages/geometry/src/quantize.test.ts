import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dequantize,
  gridExponent,
  MAX_GRID_EXPONENT,
  MIN_GRID_EXPONENT,
  quantize,
} from './quantize.ts'
import { between, STEPS } from './testing/between.ts'

const exponent = fc.integer({ min: MIN_GRID_EXPONENT, max: MAX_GRID_EXPONENT })
const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const zoom = fc.nat(STEPS).map(between(0.02, 40))
const dpr = fc.constantFrom(1, 1.25, 1.5, 2, 2.625, 3, 4)

describe('the grid exponent', () => {
  test('gives an eighth of a device pixel or finer, and at most twice as fine', () => {
    fc.assert(
      fc.property(zoom, dpr, (z, d) => {
        const stepDevicePx = 2 ** -gridExponent(z, d) * z * d
        expect(stepDevicePx).toBeLessThanOrEqual((1 / 8) * (1 + 1e-12))
        expect(stepDevicePx).toBeGreaterThan(1 / 16)
      }),
    )
  })

  test('is exact where zoom times pixel ratio is a power of two', () => {
    for (let e = MIN_GRID_EXPONENT; e <= MAX_GRID_EXPONENT; e++) {
      expect(gridExponent(2 ** (e - 3), 1)).toBe(e)
      expect(gridExponent(2 ** (e - 4), 2)).toBe(e)
    }
  })

  test('is 3 at 100 % on a plain screen and 4 on a double one', () => {
    expect(gridExponent(1, 1)).toBe(3)
    expect(gridExponent(1, 2)).toBe(4)
  })

  test('stays within its bounds at absurd zooms', () => {
    expect(gridExponent(1e-9, 1)).toBe(MIN_GRID_EXPONENT)
    expect(gridExponent(1e9, 4)).toBe(MAX_GRID_EXPONENT)
  })

  test('is never coarser at a higher zoom', () => {
    fc.assert(
      fc.property(zoom, zoom, dpr, (a, b, d) => {
        expect(gridExponent(Math.max(a, b), d)).toBeGreaterThanOrEqual(
          gridExponent(Math.min(a, b), d),
        )
      }),
    )
  })
})

describe('quantizing', () => {
  test('gives back every integer exactly after a trip to world units', () => {
    fc.assert(
      fc.property(integer, exponent, (i, e) => {
        expect(Object.is(quantize(dequantize(i, e), e), i + 0)).toBe(true)
      }),
    )
  })

  test('moves a value by half a step at most', () => {
    const value = fc.nat(STEPS).map(between(-30_000, 30_000))
    fc.assert(
      fc.property(value, exponent, (v, e) => {
        expect(Math.abs(dequantize(quantize(v, e), e) - v)).toBeLessThanOrEqual(2 ** -e / 2)
      }),
    )
  })

  test('is idempotent: a value on the grid stays', () => {
    const value = fc.nat(STEPS).map(between(-30_000, 30_000))
    fc.assert(
      fc.property(value, exponent, (v, e) => {
        const once = dequantize(quantize(v, e), e)
        expect(dequantize(quantize(once, e), e)).toBe(once)
      }),
    )
  })

  test('puts a coarse grid on the finer ones', () => {
    const coarse = fc.integer({ min: MIN_GRID_EXPONENT, max: MAX_GRID_EXPONENT - 1 })
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), coarse, (i, e) => {
        expect(quantize(dequantize(i, e), e + 1)).toBe(2 * i + 0)
      }),
    )
  })

  test('never yields a negative zero', () => {
    expect(Object.is(quantize(-0.01, 3), 0)).toBe(true)
    expect(Object.is(quantize(-0, 3), 0)).toBe(true)
  })
})
