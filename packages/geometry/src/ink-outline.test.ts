// The outline against what it stands for: a disc moved along the smoothed line. The line is sampled here by the
// definition of the B-spline, without any of the outline's own offsets, and the filled area is rasterised by the
// nonzero rule.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxContainsPoint, boxOfPoints, expandBox } from './box.ts'
import { type Disc, discAt, discBetween } from './disc.ts'
import { inkChain, inkRuns } from './ink-chain.ts'
import { inkOutline, traceInk } from './ink-outline.ts'
import { type InkPoints, inkBox } from './ink-points.ts'
import type { PathSink } from './path-sink.ts'
import type { Point } from './point.ts'
import type { Polygon } from './polygon-sink.ts'
import {
  backtracking,
  evenInk,
  gridWalk,
  inkOf,
  pressedInk,
  randomWalk,
  smoothWalk,
  walks,
} from './testing/made-ink.ts'
import { largestGap } from './testing/path-gap.ts'
import { around, rasterOf, windingAt } from './testing/winding.ts'
import { distance } from './vector.ts'

const FLATNESS = 0.002
/** A raster costs milliseconds, and shrinking a stroke many of them: the counterexample is left as found. */
const RUNS = { numRuns: 12, endOnFailure: true }
/** Steps of the sampled line from middle to middle. */
const WAY_STEPS = 24

/** How far a point lies outside two discs and what lies between their common tangents; below 0 inside. */
function gapToTaper(point: Point, a: Disc, b: Disc): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const way = Math.sqrt(dx * dx + dy * dy)
  const sine = (b.radius - a.radius) / way
  if (!(Math.abs(sine) < 1)) {
    return Math.min(distance(point, a) - a.radius, distance(point, b) - b.radius)
  }
  const along = ((point.x - a.x) * dx + (point.y - a.y) * dy) / way
  const aside = Math.abs((point.y - a.y) * dx - (point.x - a.x) * dy) / way
  // The nearest disc is met square to the taper's edge.
  const t = (along + (aside * sine) / Math.sqrt(1 - sine * sine)) / way
  const nearest = discBetween(a, b, Math.min(1, Math.max(0, t)))
  return distance(point, nearest) - nearest.radius
}

/** A box test, so that the oracle does not take longer than the tests around it. */
function mayBeNearer({ x, y }: Point, a: Disc, b: Disc, gap: number): boolean {
  const reach = Math.max(a.radius, b.radius) + gap
  return (
    x >= Math.min(a.x, b.x) - reach &&
    x <= Math.max(a.x, b.x) + reach &&
    y >= Math.min(a.y, b.y) - reach &&
    y <= Math.max(a.y, b.y) + reach
  )
}

function gapToTapers(point: Point, discs: readonly Disc[]): number {
  let gap = Infinity
  for (let i = 0; i < discs.length; i++) {
    const disc = discs[i]
    const next = discs[i + 1] ?? disc
    if (!disc || !next || !mayBeNearer(point, disc, next, gap)) continue
    gap = Math.min(gap, gapToTaper(point, disc, next))
  }
  return gap
}

/** The disc's whole way: the quadratic B-spline of each run's anchors, x, y and radius alike, in small steps. */
function discsOnTheWay(points: InkPoints): Disc[] {
  const chain = inkChain(points)
  if (chain.length === 1) return [discAt(chain, 0)]
  return inkRuns(chain).flatMap(({ first, last }) => {
    const way: Disc[] = [discAt(chain, first)]
    for (let i = first + 1; i < last; i++) {
      const control = discAt(chain, i)
      const from = discBetween(discAt(chain, i - 1), control, 0.5)
      const to = discBetween(control, discAt(chain, i + 1), 0.5)
      for (let k = 0; k <= WAY_STEPS; k++) {
        const t = k / WAY_STEPS
        way.push(discBetween(discBetween(from, control, t), discBetween(control, to, t), t))
      }
    }
    way.push(discAt(chain, last))
    return way
  })
}

interface Flaws {
  /** How deep inside the moving disc the deepest unfilled place lies that is no mere crack. */
  readonly holeDepth: number
  /** How far outside the moving disc the farthest filled place or corner of the outline lies. */
  readonly hairLength: number
}

function flawsOf(points: InkPoints, tolerance: number): Flaws {
  const polygons = inkOutline(points, { tolerance: FLATNESS })
  const way = discsOnTheWay(points)
  let holeDepth = 0
  let hairLength = 0
  for (const centre of rasterOf(points)) {
    const gap = gapToTapers(centre, way)
    if (windingAt(polygons, centre) !== 0) hairLength = Math.max(hairLength, gap)
    else if (!isCrack(polygons, centre, tolerance)) holeDepth = Math.max(holeDepth, -gap)
  }
  // A hair thinner than a cell slips through the raster; its corners do not slip through here.
  for (const corner of polygons.flat()) hairLength = Math.max(hairLength, gapToTapers(corner, way))
  return { holeDepth, hairLength }
}

/** Whether an unfilled place has filled ones close by: two curves that meant to meet, and nothing that shows. */
function isCrack(polygons: readonly Polygon[], place: Point, width: number): boolean {
  return around(place, width).some(point => windingAt(polygons, point) !== 0)
}

/** `part` of the widest radius may be wrong. 1 %: a twentieth of a pixel on a line ten pixels wide. */
function expectFaithful(points: InkPoints, part: number): void {
  const tolerance = part * Math.max(...points.radii.subarray(0, points.length)) + 2 * FLATNESS
  const { holeDepth, hairLength } = flawsOf(points, tolerance)
  expect(holeDepth).toBeLessThanOrEqual(tolerance)
  expect(hairLength).toBeLessThanOrEqual(tolerance)
}

for (const [kind, way] of Object.entries(walks)) {
  describe(`the outline of ${kind}`, () => {
    test('of even width covers the moving disc without holes, and nothing else', () => {
      fc.assert(
        fc.property(evenInk(way), points => expectFaithful(points, 0.01)),
        RUNS,
      )
    })

    test('of any pressure covers the moving disc without holes, and nothing else', () => {
      // Radii at random from point to point are far rougher than smoothed pressure: more room.
      fc.assert(
        fc.property(pressedInk(way), points => expectFaithful(points, 0.025)),
        RUNS,
      )
    })

    test('turns one way only: overlaps add up, and nothing cancels', () => {
      fc.assert(
        fc.property(evenInk(way), points => {
          const polygons = inkOutline(points, { tolerance: FLATNESS })
          const discs = discsOnTheWay(points)
          for (const centre of rasterOf(points)) {
            const edge = Math.abs(gapToTapers(centre, discs)) < 0.05
            if (!edge) expect(windingAt(polygons, centre)).toBeGreaterThanOrEqual(0)
          }
        }),
        RUNS,
      )
    })

    test('lies inside the box of the stroke', () => {
      fc.assert(
        fc.property(pressedInk(way), points => {
          const widest = Math.max(...points.radii)
          const box = expandBox(inkBox(points), 0.02 * widest)
          for (const corner of inkOutline(points, { tolerance: 0.05 }).flat()) {
            expect(boxContainsPoint(box, corner)).toBe(true)
          }
        }),
        { numRuns: 30 },
      )
    })
  })
}

describe('the outline and the samples', () => {
  test('differ by no more than the spline cuts off a bend', () => {
    fc.assert(
      fc.property(evenInk(smoothWalk), points => {
        const samples = Array.from({ length: points.length }, (_, i) => discAt(points, i))
        const radius = points.radii[0] ?? 0
        const bends = samples.slice(2).map((c, i) => {
          const a = samples[i] ?? c
          const b = samples[i + 1] ?? c
          return Math.hypot(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y)
        })
        const tolerance = Math.max(0, ...bends) / 8 + radius * 0.03
        const polygons = inkOutline(points, { tolerance: FLATNESS })
        for (const centre of rasterOf(points)) {
          const gap = gapToTapers(centre, samples)
          const filled = windingAt(polygons, centre) !== 0
          if (gap < -tolerance) expect(filled).toBe(true)
          if (gap > tolerance) expect(filled).toBe(false)
        }
      }),
      RUNS,
    )
  })

  test('agree fully where every turn is a corner: each capsule is covered', () => {
    fc.assert(
      fc.property(evenInk(backtracking), points => {
        const samples = Array.from({ length: points.length }, (_, i) => discAt(points, i))
        const polygons = inkOutline(points, { tolerance: FLATNESS })
        for (const centre of rasterOf(points)) {
          const gap = gapToTapers(centre, samples)
          if (Math.abs(gap) > 0.05) expect(windingAt(polygons, centre) !== 0).toBe(gap < 0)
        }
      }),
      RUNS,
    )
  })

  test('have the same ends', () => {
    const box = boxOfPoints(
      inkOutline(
        inkOf([
          { x: 0, y: 0, radius: 2 },
          { x: 10, y: 1, radius: 2 },
          { x: 20, y: 0, radius: 2 },
        ]),
        { tolerance: FLATNESS },
      ).flat(),
    )
    expect(box.minX).toBeCloseTo(-2, 2)
    expect(box.maxX).toBeCloseTo(22, 2)
  })
})

describe('a dot', () => {
  const blot = { x: 5, y: 6, radius: 3 }

  test('is what a single point draws', () => {
    expect(record(inkOf([blot]))).toEqual(['M 8 6', `A 5 6 3 0 ${2 * Math.PI}`, 'Z'])
  })

  test('is what points in one place draw', () => {
    expect(record(inkOf([blot, blot]))).toEqual(record(inkOf([blot])))
    expect(record(inkOf([blot, blot, blot]))).toEqual(record(inkOf([blot])))
  })

  test('has the area of its circle', () => {
    const [polygon] = inkOutline(inkOf([blot]), { tolerance: FLATNESS })
    expect(areaOf(polygon ?? [])).toBeCloseTo(Math.PI * 9, 0)
  })
})

describe('the path', () => {
  test('of no points is empty', () => {
    expect(record(inkOf([]))).toEqual([])
  })

  test('of a straight line is two lines and two round ends', () => {
    const path = record(
      inkOf([
        { x: 0, y: 0, radius: 2 },
        { x: 10, y: 0, radius: 2 },
      ]),
    )
    const quarter = Math.PI / 2
    expect(path).toEqual([
      'M 0 -2',
      'L 10 -2',
      `A 10 0 2 ${-quarter} ${quarter}`,
      'L 0 2',
      `A 0 0 2 ${quarter} ${-quarter}`,
      'Z',
    ])
  })

  test('begins and closes a subpath a run', () => {
    fc.assert(
      fc.property(pressedInk(randomWalk), points => {
        const path = record(points)
        const begun = path.filter(command => command.startsWith('M')).length
        expect(begun).toBe(Math.max(1, inkRuns(inkChain(points)).length))
        expect(path.filter(command => command === 'Z')).toHaveLength(begun)
      }),
    )
  })

  test('comes to each round end where that begins, and closes where it began', () => {
    fc.assert(
      fc.property(pressedInk(randomWalk), points => {
        expect(largestGap(sink => traceInk(points, sink))).toBeLessThan(1e-9)
      }),
    )
  })

  test('has finite numbers only, whatever the radii', () => {
    fc.assert(
      fc.property(pressedInk(gridWalk), points => {
        expect(record(points).join(' ')).not.toMatch(/NaN|Infinity|undefined/)
      }),
    )
  })

  test('grows at its end: a new point changes nothing before the last two links', () => {
    fc.assert(
      fc.property(evenInk(smoothWalk), fc.nat(20), (points, cut) => {
        const early = { ...points, length: Math.max(3, points.length - cut) }
        fc.pre(early.length < points.length)
        const before = forwards(record(early))
        const after = forwards(record(points))
        const settled = before.slice(0, -2)
        expect(after.slice(0, settled.length)).toEqual(settled)
      }),
    )
  })
})

/** The path as text, a command a line. */
function record(points: InkPoints): string[] {
  const path: string[] = []
  const write = (name: string, ...numbers: number[]) => {
    path.push([name, ...numbers.map(value => value + 0)].join(' '))
  }
  const sink: PathSink = {
    moveTo: (x, y) => write('M', x, y),
    lineTo: (x, y) => write('L', x, y),
    quadraticCurveTo: (cx, cy, x, y) => write('Q', cx, cy, x, y),
    arc: (x, y, radius, start, end) => write('A', x, y, radius, start, end),
    closePath: () => write('Z'),
  }
  traceInk(points, sink)
  return path
}

/** The commands up to the first round end: the left rail of the first run. */
function forwards(path: readonly string[]): readonly string[] {
  return path.slice(
    0,
    path.findIndex(command => command.startsWith('A')),
  )
}

function areaOf(polygon: Polygon): number {
  return polygon.reduce((sum, b, i) => {
    const a = polygon.at(i - 1) ?? b
    return sum + (a.x * b.y - b.x * a.y) / 2
  }, 0)
}
