import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discAt } from './disc.ts'
import { type InkChain, inkChain, inkRuns, LEFT, MAX_RADIUS_SLOPE, RIGHT } from './ink-chain.ts'
import type { InkPoints } from './ink-points.ts'
import { between, STEPS } from './testing/between.ts'
import { distance, dot, subtract } from './vector.ts'

/** x, y, radius a point. */
function inkOf(...discs: [x: number, y: number, radius: number][]): InkPoints {
  return {
    length: discs.length,
    xs: Float64Array.from(discs, disc => disc[0]),
    ys: Float64Array.from(discs, disc => disc[1]),
    radii: Float64Array.from(discs, disc => disc[2]),
  }
}

const coordinate = fc.nat(STEPS).map(between(0, 60))
const radius = fc.nat(STEPS).map(between(0.5, 12))
const ink = fc
  .array(fc.tuple(coordinate, coordinate, radius), { minLength: 1, maxLength: 30 })
  .map(discs => inkOf(...discs))

function discsOf(points: InkPoints) {
  return Array.from({ length: points.length }, (_, i) => discAt(points, i))
}

function corners(chain: InkChain): number[] {
  return inkRuns(chain)
    .slice(1)
    .map(run => run.first)
}

/** Steps of 10 that turn by so many degrees at each anchor. */
function turning(...degrees: number[]): InkPoints {
  let heading = 0
  let x = 10
  let y = 0
  const discs: [number, number, number][] = [
    [0, 0, 2],
    [10, 0, 2],
  ]
  for (const turn of degrees) {
    heading += (turn * Math.PI) / 180
    x += 10 * Math.cos(heading)
    y += 10 * Math.sin(heading)
    discs.push([x, y, 2])
  }
  return inkOf(...discs)
}

describe('merging', () => {
  test('makes one anchor of samples in one place, with their largest radius', () => {
    const chain = inkChain(inkOf([5, 5, 1], [5, 5, 3], [5, 5, 2]))
    expect(discsOf(chain)).toEqual([{ x: 5, y: 5, radius: 3 }])
  })

  test('drops repeats in the middle of the way too', () => {
    const chain = inkChain(inkOf([0, 0, 2], [10, 0, 2], [10, 0, 2], [20, 0, 2]))
    expect(discsOf(chain).map(disc => disc.x)).toEqual([0, 10, 20])
  })

  test('keeps steps that can be seen', () => {
    expect(inkChain(inkOf([0, 0, 2], [0.05, 0, 2])).length).toBe(2)
    expect(inkChain(inkOf([0, 0, 2], [0.02, 0, 2])).length).toBe(1)
  })

  test('does not follow a slow creep away: every sample is near an anchor', () => {
    const creep = Array.from({ length: 200 }, (_, i): [number, number, number] => [i / 100, 0, 2])
    const anchors = discsOf(inkChain(inkOf(...creep)))
    expect(anchors.length).toBeGreaterThan(40)
    for (const [x] of creep) {
      expect(Math.min(...anchors.map(a => Math.abs(a.x - x)))).toBeLessThanOrEqual(2 / 64)
    }
  })

  test('reads no further than the length, and leaves its input alone', () => {
    const points = { ...inkOf([0, 0, 1], [10, 0, 9], [50, 0, 9]), length: 2 }
    const radii = [...points.radii]
    expect(inkChain(points).length).toBe(2)
    expect([...points.radii]).toEqual(radii)
  })

  test('of no points is a chain without anchors or runs', () => {
    const chain = inkChain(inkOf())
    expect(chain.length).toBe(0)
    expect(inkRuns(chain)).toEqual([])
  })
})

describe('easing radii', () => {
  test('never makes a link steeper than the limit', () => {
    fc.assert(
      fc.property(ink, points => {
        const anchors = discsOf(inkChain(points))
        anchors.slice(1).forEach((disc, i) => {
          const before = anchors[i] ?? disc
          const rise = Math.abs(disc.radius - before.radius)
          expect(rise).toBeLessThanOrEqual(MAX_RADIUS_SLOPE * distance(disc, before) + 1e-9)
        })
      }),
    )
  })

  test('never makes a point thinner, nor any point wider than the widest', () => {
    fc.assert(
      fc.property(ink, points => {
        const anchors = discsOf(inkChain(points))
        const widest = Math.max(...points.radii)
        for (const sample of discsOf(points)) {
          const same = anchors.filter(a => distance(a, sample) <= sample.radius / 8)
          expect(
            Math.max(0, ...same.map(a => a.radius)) >= sample.radius - 1e-9 || same.length === 0,
          ).toBe(true)
        }
        for (const anchor of anchors) expect(anchor.radius).toBeLessThanOrEqual(widest)
      }),
    )
  })

  test('leaves a gentle taper as it was', () => {
    const points = inkOf([0, 0, 1], [10, 0, 3], [20, 0, 6], [30, 0, 2])
    expect([...inkChain(points).radii.subarray(0, 4)]).toEqual([1, 3, 6, 2])
  })

  test('raises both sides of a sudden blot', () => {
    const chain = inkChain(inkOf([0, 0, 1], [5, 0, 1], [10, 0, 8], [15, 0, 1], [20, 0, 1]))
    expect([...chain.radii.subarray(0, 5)]).toEqual([2, 5, 8, 5, 2])
  })
})

describe('contacts', () => {
  test('are unit vectors that touch both discs with one tangent', () => {
    fc.assert(
      fc.property(ink, points => {
        const chain = inkChain(points)
        for (let link = 0; link + 1 < chain.length; link++) {
          const a = discAt(chain, link)
          const b = discAt(chain, link + 1)
          for (const side of [LEFT, RIGHT] as const) {
            const contact = {
              x: chain.contacts[link * 4 + side] ?? Number.NaN,
              y: chain.contacts[link * 4 + side + 1] ?? Number.NaN,
            }
            expect(dot(contact, contact)).toBeCloseTo(1, 9)
            // On the tangent, both discs reach equally far in the contact's direction.
            expect(dot(contact, subtract(b, a)) + b.radius - a.radius).toBeCloseTo(0, 9)
          }
        }
      }),
    )
  })

  test('lie to the left and to the right as seen on a screen', () => {
    const { contacts } = inkChain(inkOf([0, 0, 2], [10, 0, 2]))
    expect([...contacts.subarray(0, 4)].map(value => value + 0)).toEqual([0, -1, 0, 1])
  })
})

describe('runs', () => {
  test('of a gentle line are one, from the first anchor to the last', () => {
    expect(inkRuns(inkChain(turning(20, -40, 60, 79)))).toEqual([{ first: 0, last: 5 }])
  })

  test('break where the line turns by more than 80°', () => {
    expect(corners(inkChain(turning(79, 81, -79, -81, 10)))).toEqual([2, 4])
  })

  test('break where the pen turns back', () => {
    expect(corners(inkChain(inkOf([0, 0, 2], [10, 0, 2], [4, 0, 2])))).toEqual([1])
  })

  test('break where the width swells and falls so fast that one side turns like a corner', () => {
    expect(corners(inkChain(inkOf([0, 0, 2], [10, 0, 8], [20, 0, 2])))).toEqual([])
    expect(corners(inkChain(inkOf([0, 0, 2], [10, 0, 8], [10, 10, 2])))).toEqual([1])
  })

  test('join end to end and leave out no link', () => {
    fc.assert(
      fc.property(ink, points => {
        const chain = inkChain(points)
        const runs = inkRuns(chain)
        let at = 0
        for (const run of runs) {
          expect(run.first).toBe(at)
          expect(run.last).toBeGreaterThan(run.first)
          at = run.last
        }
        expect(at).toBe(chain.length - 1)
      }),
    )
  })
})
