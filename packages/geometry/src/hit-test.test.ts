import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceBetweenSegments, distanceToSegment, strokeHit } from './hit-test.ts'
import type { InkPoints } from './ink-points.ts'
import type { Point } from './point.ts'
import { between, STEPS } from './testing/between.ts'
import { distance, lerp } from './vector.ts'

const coordinate = fc.nat(STEPS).map(between(0, 50))
const point = fc.record({ x: coordinate, y: coordinate })
const segment = fc.record({ from: point, to: point })
/** On a coarse grid, where ends meet, lines are parallel and points repeat. */
const gridPoint = fc.record({
  x: fc.integer({ min: 0, max: 4 }),
  y: fc.integer({ min: 0, max: 4 }),
})
const gridSegment = fc.record({ from: gridPoint, to: gridPoint })

const SAMPLES = 200

function along(from: Point, to: Point): Point[] {
  return Array.from({ length: SAMPLES + 1 }, (_, i) => lerp(from, to, i / SAMPLES))
}

/** Half a step of the sampling on either side is what brute force may miss. */
function sampleError(from: Point, to: Point): number {
  return distance(from, to) / SAMPLES / 2 + 1e-9
}

describe('the distance from a point to a segment', () => {
  test('is what sampling the segment finds', () => {
    fc.assert(
      fc.property(point, segment, (p, s) => {
        const sampled = Math.min(...along(s.from, s.to).map(q => distance(p, q)))
        const exact = distanceToSegment(p, s)
        expect(exact).toBeLessThanOrEqual(sampled + 1e-9)
        expect(exact).toBeGreaterThanOrEqual(sampled - sampleError(s.from, s.to))
      }),
    )
  })

  test('to a segment without length is the distance to its point', () => {
    fc.assert(
      fc.property(point, point, (p, q) => {
        expect(distanceToSegment(p, { from: q, to: q })).toBeCloseTo(distance(p, q), 9)
      }),
    )
  })
})

describe('the distance between segments', () => {
  for (const [kind, arbitrary] of [
    ['anywhere', segment],
    ['on a coarse grid, touching and parallel', gridSegment],
  ] as const) {
    test(`is what sampling one of them finds, ${kind}`, () => {
      fc.assert(
        fc.property(arbitrary, arbitrary, (a, b) => {
          const sampled = Math.min(...along(a.from, a.to).map(p => distanceToSegment(p, b)))
          const exact = distanceBetweenSegments(a, b)
          expect(exact).toBeLessThanOrEqual(sampled + 1e-9)
          expect(exact).toBeGreaterThanOrEqual(sampled - sampleError(a.from, a.to))
        }),
      )
    })
  }

  test('is the same from both sides and both ways round', () => {
    fc.assert(
      fc.property(segment, segment, (a, b) => {
        const there = distanceBetweenSegments(a, b)
        expect(distanceBetweenSegments(b, a)).toBeCloseTo(there, 9)
        expect(distanceBetweenSegments({ from: a.to, to: a.from }, b)).toBeCloseTo(there, 9)
      }),
    )
  })

  test('is 0 where they cross, though no end is near', () => {
    const across = { from: { x: 0, y: 0 }, to: { x: 10, y: 10 } }
    expect(distanceBetweenSegments(across, { from: { x: 0, y: 10 }, to: { x: 10, y: 0 } })).toBe(0)
  })
})

function inkOf(discs: readonly (readonly [x: number, y: number, radius: number])[]): InkPoints {
  return {
    length: discs.length,
    xs: Float64Array.from(discs, disc => disc[0]),
    ys: Float64Array.from(discs, disc => disc[1]),
    radii: Float64Array.from(discs, disc => disc[2]),
  }
}

/** How far the sweep's middle line stays from the stroke's edge, by sampling both. */
function sampledGap(points: InkPoints, from: Point, to: Point): number {
  let gap = Infinity
  for (let i = 0; i < Math.max(1, points.length - 1); i++) {
    const j = Math.min(i + 1, points.length - 1)
    const a = { x: points.xs[i] ?? 0, y: points.ys[i] ?? 0 }
    const b = { x: points.xs[j] ?? 0, y: points.ys[j] ?? 0 }
    along(a, b).forEach((centre, k) => {
      const t = k / SAMPLES
      const radius = (points.radii[i] ?? 0) * (1 - t) + (points.radii[j] ?? 0) * t
      gap = Math.min(gap, distanceToSegment(centre, { from, to }) - radius)
    })
  }
  return gap
}

describe('an eraser’s sweep', () => {
  const radius = fc.nat(STEPS).map(between(0.5, 8))
  const discs = fc.array(fc.tuple(coordinate, coordinate, radius), { minLength: 1, maxLength: 8 })
  const eraser = fc.nat(STEPS).map(between(0, 10))

  test('hits a stroke exactly where sampling says that they touch', () => {
    fc.assert(
      fc.property(discs, point, point, eraser, (d, from, to, r) => {
        const points = inkOf(d)
        const slack = sampledGap(points, from, to) - r
        // A link is at most 71 long and its radius changes by 7.5: one sampling step is below 0.4.
        if (slack <= 0) expect(strokeHit(points, from, to, r)).toBe(true)
        if (slack > 0.4) expect(strokeHit(points, from, to, r)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('is as exact beside a steep taper as beside an even line', () => {
    const taperRadius = fc.nat(STEPS).map(between(0.1, 12))
    const link = fc.tuple(taperRadius, taperRadius).map(([r0, r1]) =>
      inkOf([
        [10, 20, r0],
        [30, 20, r1],
      ]),
    )
    fc.assert(
      fc.property(link, point, point, eraser, (points, from, to, r) => {
        const slack = sampledGap(points, from, to) - r
        if (slack <= 0) expect(strokeHit(points, from, to, r)).toBe(true)
        if (slack > 0.09) expect(strokeHit(points, from, to, r)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('misses nothing it passes over between two samples', () => {
    const thread = inkOf([
      [20, 0, 0.5],
      [20, 50, 0.5],
    ])
    expect(strokeHit(thread, { x: 0, y: 25 }, { x: 50, y: 25 }, 1)).toBe(true)
    expect(strokeHit(thread, { x: 0, y: 25 }, { x: 0, y: 25 }, 1)).toBe(false)
  })

  test('hits a dot as wide as it is drawn', () => {
    const dot = inkOf([[10, 10, 3]])
    expect(strokeHit(dot, { x: 15, y: 10 }, { x: 15, y: 10 }, 2)).toBe(true)
    expect(strokeHit(dot, { x: 15.1, y: 10 }, { x: 15.1, y: 10 }, 2)).toBe(false)
  })

  test('hits a dot of several equal points', () => {
    const dot = inkOf([
      [10, 10, 3],
      [10, 10, 3],
    ])
    expect(strokeHit(dot, { x: 14, y: 10 }, { x: 18, y: 10 }, 1)).toBe(true)
    expect(strokeHit(dot, { x: 14.1, y: 10 }, { x: 18, y: 10 }, 1)).toBe(false)
  })

  test('hits a blot whose disc holds the rest of its link', () => {
    const blot = inkOf([
      [10, 10, 9],
      [12, 10, 1],
    ])
    expect(strokeHit(blot, { x: 10, y: 18 }, { x: 10, y: 30 }, 0.5)).toBe(true)
    expect(strokeHit(blot, { x: 10, y: 20 }, { x: 10, y: 30 }, 0.5)).toBe(false)
  })

  test('hits nothing of a stroke without points', () => {
    expect(strokeHit(inkOf([]), { x: 0, y: 0 }, { x: 50, y: 50 }, 10)).toBe(false)
  })

  test('reads no further than the stroke’s length', () => {
    const points = {
      ...inkOf([
        [0, 0, 1],
        [0, 5, 1],
        [40, 40, 1],
      ]),
      length: 2,
    }
    expect(strokeHit(points, { x: 40, y: 40 }, { x: 40, y: 40 }, 5)).toBe(false)
  })

  test('hits the same from either end', () => {
    fc.assert(
      fc.property(discs, point, point, eraser, (d, from, to, r) => {
        fc.pre(Math.abs(sampledGap(inkOf(d), from, to) - r) > 1e-6)
        const hit = strokeHit(inkOf(d), from, to, r)
        expect(strokeHit(inkOf(d), to, from, r)).toBe(hit)
        expect(strokeHit(inkOf(d.toReversed()), from, to, r)).toBe(hit)
      }),
    )
  })
})
