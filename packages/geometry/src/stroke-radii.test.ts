import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { strokeRadii } from './stroke-radii.ts'
import { between, STEPS } from './testing/between.ts'

const pressure = fc.nat(STEPS).map(between(0, 1))
const pressures = fc.array(pressure, { minLength: 1, maxLength: 60 })
const thinning = fc.nat(STEPS).map(between(0, 1))
const size = fc.nat(STEPS).map(between(0.5, 200))

describe('a pen without pressure', () => {
  test('draws half the size everywhere', () => {
    expect([...strokeRadii(3, { size: 8, thinning: 0.5 })]).toEqual([4, 4, 4])
  })

  test('draws no points as no radii', () => {
    expect(strokeRadii(0, { size: 8, thinning: 0.5 })).toHaveLength(0)
    expect(strokeRadii(0, { size: 8, thinning: 0.5 }, [])).toHaveLength(0)
  })
})

describe('a pen with pressure', () => {
  test('draws the size at pressure 0.5, as without pressure', () => {
    const [radius] = strokeRadii(1, { size: 8, thinning: 0.7 }, [0.5])
    expect(radius).toBe(4)
  })

  test('at thinning 0.5 goes from half the size to one and a half', () => {
    expect(strokeRadii(1, { size: 8, thinning: 0.5 }, [0])[0]).toBe(2)
    expect(strokeRadii(1, { size: 8, thinning: 0.5 }, [1])[0]).toBe(6)
  })

  test('at thinning 0 draws the same as without pressure', () => {
    fc.assert(
      fc.property(size, pressures, (s, p) => {
        expect([...strokeRadii(p.length, { size: s, thinning: 0 }, p)]).toEqual(p.map(() => s / 2))
      }),
    )
  })

  test('never vanishes and never exceeds the size', () => {
    fc.assert(
      fc.property(size, thinning, pressures, (s, t, p) => {
        for (const radius of strokeRadii(p.length, { size: s, thinning: t }, p)) {
          expect(radius).toBeGreaterThanOrEqual(s * 0.05)
          expect(radius).toBeLessThanOrEqual(s * (1 + 1e-12))
        }
      }),
    )
  })

  test('held evenly draws an even line, ends included', () => {
    fc.assert(
      fc.property(pressure, fc.integer({ min: 1, max: 20 }), (p, length) => {
        const radii = strokeRadii(length, { size: 10, thinning: 0.5 }, Array(length).fill(p))
        for (const radius of radii) expect(radius).toBeCloseTo(radii[0] ?? Number.NaN, 12)
      }),
    )
  })

  test('draws wider where it is pressed harder', () => {
    const radii = strokeRadii(5, { size: 10, thinning: 0.5 }, [0, 0.25, 0.5, 0.75, 1])
    for (let i = 1; i < 5; i++) expect(radii[i]).toBeGreaterThan(radii[i - 1] ?? Infinity)
  })

  test('has a jump of pressure spread over its neighbours', () => {
    const radii = strokeRadii(10, { size: 2, thinning: 1 }, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    const steps = Array.from(radii, (radius, i) => Math.abs(radius - (radii[i + 1] ?? radius)))
    expect(Math.max(...steps)).toBeLessThan(0.7)
  })

  test('has a radius final as soon as two more points are there', () => {
    fc.assert(
      fc.property(pressures, pressures, (before, after) => {
        const width = { size: 6, thinning: 0.5 }
        const all = [...before, ...after]
        const early = strokeRadii(before.length, width, before)
        const late = strokeRadii(all.length, width, all)
        const final = Math.max(0, before.length - 2)
        expect([...late.subarray(0, final)]).toEqual([...early.subarray(0, final)])
      }),
    )
  })
})
