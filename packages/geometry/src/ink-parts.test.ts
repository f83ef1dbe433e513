// What is left of a stroke against what it stands for: the disc moved along those parts of the line that are not
// erased. The line is sampled by the B-spline's formula, without any of the cutting that is tried here.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Disc } from './disc.ts'
import { inkOutline, traceInk } from './ink-outline.ts'
import { traceInkParts } from './ink-parts.ts'
import { inkPlaces } from './ink-places.ts'
import type { InkPoints } from './ink-points.ts'
import { isWiped } from './ink-sweep.ts'
import type { PathSink } from './path-sink.ts'
import type { Point } from './point.ts'
import { type Polygon, polygonSink } from './polygon-sink.ts'
import { type StrokeRange, unionRanges } from './stroke-ranges.ts'
import { inkOf, pressedInk, smoothWalk, walks } from './testing/made-ink.ts'
import { largestGap } from './testing/path-gap.ts'
import { isOnePlace, placedDisc } from './testing/placed-disc.ts'
import { rasterOf, windingAt } from './testing/winding.ts'
import { distance } from './vector.ts'

const FLATNESS = 0.002
/** One point, and what is erased lies behind it: no step tells that all of it is left. */
const DOTS: [InkPoints, readonly StrokeRange[]][] = [
  [inkOf([{ x: 0, y: 5, radius: 4.152213668823242 }]), [{ from: 11.875, to: 13.0625 }]],
  [inkOf([{ x: 2, y: 4, radius: 2.2492238998413083 }]), [{ from: 4.875, to: 7.6875 }]],
]
const RUNS = { numRuns: 12 + DOTS.length, endOnFailure: true, examples: DOTS }
/** Ranges begin and end at these parts of the way from point to point, */
const STEPS = 16
/** each of which is sampled so often: the line is looked at every 48th of the way. */
const SAMPLES = 3

const someErased: fc.Arbitrary<readonly StrokeRange[]> = fc
  .array(fc.tuple(fc.nat(25 * STEPS), fc.integer({ min: 1, max: 4 * STEPS })), {
    minLength: 1,
    maxLength: 4,
  })
  .map(all =>
    unionRanges(all.map(([at, length]) => ({ from: at / STEPS, to: (at + length) / STEPS }))),
  )

/** The discs of all steps that no range holds. */
function discsLeft(points: InkPoints, erased: readonly StrokeRange[]): Disc[] {
  const places = inkPlaces(points)
  const discs: Disc[] = []
  // A dot has no steps.
  const isDot = points.length === 1 && !erased.some(({ from }) => from === 0)
  if (isDot) discs.push(placedDisc(points, places, 0))
  for (let step = 0; step < (points.length - 1) * STEPS; step++) {
    const [from, to] = [step / STEPS, (step + 1) / STEPS]
    if (erased.some(range => range.from <= from && to <= range.to)) continue
    if (places.chain.length > 1 && isOnePlace(points, places, [from, to])) continue
    for (let k = 0; k <= SAMPLES; k++) {
      discs.push(placedDisc(points, places, from + k / SAMPLES / STEPS))
    }
  }
  return discs
}

function partsOf(points: InkPoints, erased: readonly StrokeRange[]): readonly Polygon[] {
  const sink = polygonSink(FLATNESS)
  traceInkParts(points, erased, sink)
  return sink.polygons
}

function gapTo(point: Point, discs: readonly Disc[]): number {
  return discs.reduce((gap, disc) => Math.min(gap, distance(point, disc) - disc.radius), Infinity)
}

function record(trace: (sink: PathSink) => void): string[] {
  const path: string[] = []
  const write = (name: string, ...numbers: number[]) => path.push([name, ...numbers].join(' '))
  trace({
    moveTo: (x, y) => write('M', x, y),
    lineTo: (x, y) => write('L', x, y),
    quadraticCurveTo: (cx, cy, x, y) => write('Q', cx, cy, x, y),
    arc: (x, y, radius, start, end) => write('A', x, y, radius, start, end),
    closePath: () => write('Z'),
  })
  return path
}

for (const [kind, way] of Object.entries(walks)) {
  describe(`what is left of ${kind}`, () => {
    test('covers the disc moved along the parts that are not erased, and nothing else', () => {
      fc.assert(
        fc.property(pressedInk(way), someErased, (points, erased) => {
          const polygons = partsOf(points, erased)
          const discs = discsLeft(points, erased)
          // As for a whole outline, and what the line between two samples may swell by.
          const room = 0.04 * Math.max(...points.radii) + 0.03
          for (const centre of rasterOf(points)) {
            const gap = gapTo(centre, discs)
            const isFilled = windingAt(polygons, centre) !== 0
            if (gap > room) expect(isFilled, 'beside the line').toBe(false)
            if (gap < -room) expect(isFilled, 'on the line').toBe(true)
          }
          for (const corner of polygons.flat()) expect(gapTo(corner, discs)).toBeLessThan(room)
        }),
        RUNS,
      )
    })

    test('turns one way only, and its round ends join', () => {
      fc.assert(
        fc.property(pressedInk(way), someErased, (points, erased) => {
          expect(largestGap(sink => traceInkParts(points, erased, sink))).toBeLessThan(1e-9)
          const polygons = partsOf(points, erased)
          const edge = 0.05 * Math.max(...points.radii)
          const discs = discsLeft(points, erased)
          for (const centre of rasterOf(points)) {
            if (Math.abs(gapTo(centre, discs)) < edge) continue
            expect(windingAt(polygons, centre)).toBeGreaterThanOrEqual(0)
          }
        }),
        RUNS,
      )
    })
  })
}

describe('a stroke', () => {
  const level = inkOf([0, 10, 20, 30, 40].map(x => ({ x, y: 0, radius: 2 })))

  test('of which nothing is erased is traced as it is', () => {
    fc.assert(
      fc.property(pressedInk(smoothWalk), points => {
        fc.pre(points.length > 2)
        const whole = record(sink => traceInk(points, sink))
        expect(record(sink => traceInkParts(points, [], sink))).toEqual(whole)
        // Behind its end.
        const beyond = [{ from: points.length, to: points.length + 1 }]
        expect(record(sink => traceInkParts(points, beyond, sink))).toEqual(whole)
      }),
    )
  })

  test('is cut where the range says, with round ends', () => {
    const polygons = partsOf(level, [{ from: 1.25, to: 2.75 }])
    const isFilled = (x: number) => windingAt(polygons, { x, y: 0 }) !== 0
    for (const x of [-1.9, 0, 12.5, 14.4, 25.6, 41.9]) expect(isFilled(x), `${x}`).toBe(true)
    for (const x of [-2.1, 14.6, 20, 25.4, 42.1]) expect(isFilled(x), `${x}`).toBe(false)
    // Beside the middle a round end has receded.
    expect(windingAt(polygons, { x: 14.4, y: 1.5 })).toBe(0)
  })

  test('of two points is cut anywhere between them', () => {
    const polygons = partsOf(
      inkOf([
        { x: 0, y: 0, radius: 1 },
        { x: 4096, y: 0, radius: 1 },
      ]),
      [{ from: 1 / 4, to: 1 / 4 + 8 / 4096 }],
    )
    const isFilled = (x: number) => windingAt(polygons, { x, y: 0 }) !== 0
    expect([1024.5, 1025.5, 1030.5, 1031.5].map(isFilled)).toEqual([true, false, false, true])
  })

  test('of one point is a dot, until a range holds it', () => {
    const dot = inkOf([{ x: 5, y: 6, radius: 3 }])
    expect(partsOf(dot, [{ from: 1, to: 2 }])).toEqual(inkOutline(dot, { tolerance: FLATNESS }))
    expect(partsOf(dot, [{ from: 0, to: 1 / 16 }])).toEqual([])
  })

  test('that is wiped out shows nothing, and any part that is left shows', () => {
    fc.assert(
      fc.property(pressedInk(fc.oneof(...Object.values(walks))), someErased, (points, erased) => {
        expect(isWiped(points, erased)).toBe(partsOf(points, erased).length === 0)
        expect(isWiped(points, [{ from: 0, to: Math.max(1, points.length - 1) }])).toBe(true)
        expect(isWiped(points, [])).toBe(false)
      }),
    )
  })

  test('comes to an end also of a long zigzag that is cut at each link', () => {
    // Each part with each run would be 3.6 billion tries.
    const length = 60_000
    const points = inkOf(Array.from({ length }, (_, i) => ({ x: i, y: (i % 2) * 20, radius: 0.5 })))
    const erased = Array.from({ length: length - 1 }, (_, i) => ({ from: i + 0.4, to: i + 0.6 }))
    let closed = 0
    const nothing = () => {}
    traceInkParts(points, erased, {
      moveTo: nothing,
      lineTo: nothing,
      quadraticCurveTo: nothing,
      arc: nothing,
      closePath: () => (closed += 1),
    })
    expect(closed).toBe(2 * (length - 1))
  })

  test('keeps the parts around points that were merged', () => {
    const points = inkOf(
      [0, 10, 10.001, 10.002, 20, 30].map(x => ({ x, y: x === 30 ? 2 : 0, radius: 2 })),
    )
    const polygons = partsOf(points, [{ from: 1.2, to: 3.5 }])
    const isFilled = (x: number) => windingAt(polygons, { x, y: 0 }) !== 0
    expect([11.9, 12.1, 12.9, 13.1].map(isFilled)).toEqual([true, false, false, true])
  })
})
