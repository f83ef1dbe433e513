// What a swept eraser takes, against the line sampled place by place.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceToSegment, type Sweep } from './hit-test.ts'
import { inkPlaces } from './ink-places.ts'
import type { InkPoints } from './ink-points.ts'
import { partsHit, sweptRanges } from './ink-sweep.ts'
import { type StrokeRange, unionRanges } from './stroke-ranges.ts'
import { between, STEPS } from './testing/between.ts'
import { inkOf, pressedInk, walks } from './testing/made-ink.ts'
import { placedDisc } from './testing/placed-disc.ts'

const SAMPLES_A_POINT = 64

const number = (min: number, max: number) => fc.nat(STEPS).map(between(min, max))
const point = fc.record({ x: number(-20, 40), y: number(-20, 40) })
const someSweep: fc.Arbitrary<Sweep> = fc.record({ from: point, to: point, radius: number(1, 8) })

const swept = (points: InkPoints, sweep: Sweep) => sweptRanges(inkPlaces(points), sweep)
const holds = (ranges: readonly StrokeRange[], at: number) =>
  ranges.some(({ from, to }) => from <= at && at <= to)

/** A line along the x axis, 10 from point to point. */
const level = (radius: number, count = 11) =>
  inkOf(Array.from({ length: count }, (_, i) => ({ x: i * 10, y: 0, radius })))

const across = (x: number, radius: number, y = 30): Sweep => ({
  from: { x, y: -30 },
  to: { x, y },
  radius,
})

for (const [kind, way] of Object.entries(walks)) {
  test(`of ${kind} a sweep takes what its disc touches and no more`, () => {
    fc.assert(
      fc.property(pressedInk(way), someSweep, (points, sweep) => {
        const places = inkPlaces(points)
        const ranges = swept(points, sweep)
        const room = 0.02 * sweep.radius
        for (let step = 0; step <= (points.length - 1) * SAMPLES_A_POINT; step++) {
          const at = step / SAMPLES_A_POINT
          const disc = placedDisc(points, places, at)
          const apart = distanceToSegment(disc, sweep)
          const isTaken = holds(ranges, at)
          if (apart > sweep.radius + disc.radius + room) expect(isTaken, `${at}`).toBe(false)
          const deep = Math.sqrt(sweep.radius * (sweep.radius + 2 * disc.radius))
          if (apart < Math.min(deep, sweep.radius + disc.radius) - 0.1 * sweep.radius) {
            expect(isTaken, `${at}`).toBe(true)
          }
        }
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })
}

describe('a sweep', () => {
  test('across a line leaves a gap as wide as the eraser between the round ends', () => {
    for (const [radius, lineRadius] of [
      [8, 2],
      [8, 12],
      [2, 6],
    ] as const) {
      const [range, ...more] = swept(level(lineRadius), across(50, radius))
      expect(more).toEqual([])
      expect((range?.from ?? 0) * 10 + lineRadius).toBeCloseTo(50 - radius, 2)
      expect((range?.to ?? 0) * 10 - lineRadius).toBeCloseTo(50 + radius, 2)
    }
  })

  test('that only grazes a line, where the round ends would meet, takes nothing', () => {
    const [radius, lineRadius] = [8, 4]
    const passing = (y: number): Sweep => ({ from: { x: 30, y }, to: { x: 70, y }, radius })
    const seen = Math.sqrt(radius * radius + 2 * radius * lineRadius)
    expect(swept(level(lineRadius), passing(seen + 0.1))).toEqual([])
    expect(swept(level(lineRadius), passing(seen - 0.1))).toHaveLength(1)
  })

  test('takes the same in one long move as in many short ones', () => {
    const points = level(3)
    const path = Array.from({ length: 57 }, (_, i) => ({ x: 20 + i, y: i / 4 - 7 }))
    const [from, to] = [path[0], path.at(-1)]
    if (from === undefined || to === undefined) throw new Error('a path')
    const [whole] = swept(points, { from, to, radius: 5 })
    const steps = path
      .slice(1)
      .flatMap((at, i) => swept(points, { from: path[i] ?? at, to: at, radius: 5 }))
    const [joined, ...more] = unionRanges(steps)
    expect(more).toEqual([])
    expect(joined?.from).toBeCloseTo(whole?.from ?? 0, 2)
    expect(joined?.to).toBeCloseTo(whole?.to ?? 0, 2)
  })

  test('over an end takes all up to it, to the very index', () => {
    expect(swept(level(2), across(100, 8)).at(-1)?.to).toBe(10)
    expect(swept(level(2), across(0, 8))[0]?.from).toBe(0)
  })

  test('between two far points of a straight line takes the part that it crosses', () => {
    const [range] = swept(level(1, 2), across(3, 1))
    expect(range?.from).toBeCloseTo(0.1, 3)
    expect(range?.to).toBeCloseTo(0.5, 3)
  })

  test('takes a hairpin that lies within the eraser, as one range', () => {
    const hairpin = inkOf(
      [0, 10, 20, 30, 33, 30, 20, 10, 0].map((x, i) => ({
        x,
        y: i < 4 ? 0 : i === 4 ? 1 : 2,
        radius: 1,
      })),
    )
    const ranges = swept(hairpin, across(32, 8))
    expect(ranges).toHaveLength(1)
    expect(holds(ranges, 4)).toBe(true)
    expect(holds(ranges, 1)).toBe(false)
  })

  test('over a dot takes it, and points that are one anchor are taken together', () => {
    expect(swept(inkOf([{ x: 50, y: 0, radius: 3 }]), across(50, 8))).toEqual([{ from: 0, to: 0 }])
    const still = inkOf([0, 1, 2].map(() => ({ x: 50, y: 0, radius: 3 })))
    expect(swept(still, across(50, 8))).toEqual([{ from: 0, to: 2 }])
    const rested = inkOf([0, 0, 0, 100].map(x => ({ x, y: 0, radius: 2 })))
    expect(swept(rested, across(0, 8))[0]?.from).toBe(0)
    expect(swept(rested, across(0, 8))[0]?.to).toBeGreaterThan(2)
  })
})

describe('what is left of a stroke', () => {
  const erased = [{ from: 2, to: 8 }]

  test('is hit where it is, and not where it was', () => {
    const places = inkPlaces(level(2))
    expect(partsHit(places, erased, across(50, 8))).toBe(false)
    expect(partsHit(places, erased, across(10, 8))).toBe(true)
    expect(partsHit(places, [], across(50, 8))).toBe(true)
  })

  test('is hit on the round end of a cut', () => {
    const places = inkPlaces(level(2))
    expect(partsHit(places, erased, across(29.5, 8))).toBe(true)
    expect(partsHit(places, erased, across(30.5, 8))).toBe(false)
  })
})
