// Parts of runs against the whole: cut at link middles, however often, they fill together what the whole fills.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type InkRun, type InkStretch, inkChain, inkRuns } from './ink-chain.ts'
import { inkOutline, traceStretch } from './ink-outline.ts'
import type { InkPoints } from './ink-points.ts'
import type { PathSink } from './path-sink.ts'
import { type Polygon, polygonSink } from './polygon-sink.ts'
import { inkOf, pressedInk, walks } from './testing/made-ink.ts'
import { largestGap } from './testing/path-gap.ts'
import { isAtEdge, rasterOf, windingAt } from './testing/winding.ts'
import { distance } from './vector.ts'

const FLATNESS = 0.002
const RUNS = { numRuns: 12, endOnFailure: true }

/** Cut at the middle of every link that `isCut` names. */
function stretchesOf({ first, last }: InkRun, isCut: (link: number) => boolean): InkStretch[] {
  const stretches: InkStretch[] = []
  let begin = { first, fromMiddle: false }
  for (let link = first; link < last; link++) {
    if (!isCut(link)) continue
    stretches.push({ ...begin, last: link + 1, toMiddle: true })
    begin = { first: link, fromMiddle: true }
  }
  stretches.push({ ...begin, last, toMiddle: false })
  return stretches
}

function traceParts(points: InkPoints, isCut: (link: number) => boolean, sink: PathSink): void {
  const chain = inkChain(points)
  for (const run of inkRuns(chain)) {
    for (const stretch of stretchesOf(run, isCut)) traceStretch(chain, stretch, sink)
  }
}

function partsOf(points: InkPoints, isCut: (link: number) => boolean): readonly Polygon[] {
  const sink = polygonSink(FLATNESS)
  traceParts(points, isCut, sink)
  return sink.polygons
}

for (const [kind, way] of Object.entries(walks)) {
  test(`the parts of ${kind} fill what the whole fills`, () => {
    fc.assert(
      fc.property(pressedInk(way), fc.integer({ min: 1, max: 5 }), (points, every) => {
        const whole = inkOutline(points, { tolerance: FLATNESS })
        const chain = inkChain(points)
        fc.pre(chain.length > 1)
        const parts = partsOf(points, link => link % every === 0)
        // Round ends follow the disc exactly, the curves beside them to a part of the radius.
        const room = 0.025 * Math.max(...points.radii) + 2 * FLATNESS
        for (const { x, y } of rasterOf(points)) {
          if (isAtEdge(whole, { x, y }, room)) continue
          const isFilled = windingAt(whole, { x, y }) !== 0
          expect(windingAt(parts, { x, y }) !== 0).toBe(isFilled)
        }
      }),
      RUNS,
    )
  })
}

describe('a part', () => {
  const bend = inkOf([
    { x: 0, y: 0, radius: 2 },
    { x: 10, y: 0, radius: 2 },
    { x: 20, y: 5, radius: 3 },
    { x: 30, y: 5, radius: 2 },
  ])

  test('that is the whole run is traced like the stroke', () => {
    const chain = inkChain(bend)
    const sink = polygonSink(FLATNESS)
    for (const run of inkRuns(chain)) {
      traceStretch(chain, { ...run, fromMiddle: false, toMiddle: false }, sink)
    }
    expect(sink.polygons).toEqual(inkOutline(bend, { tolerance: FLATNESS }))
  })

  test('from a middle to the same middle is a disc', () => {
    const sink = polygonSink(FLATNESS)
    const stretch = { first: 1, last: 2, fromMiddle: true, toMiddle: true }
    traceStretch(inkChain(bend), stretch, sink)
    const reaches = sink.polygons.flat().map(point => distance(point, { x: 15, y: 2.5 }))
    for (const reach of reaches) expect(reach).toBeCloseTo(2.5, 2)
  })

  test('is closed where it began, and comes to its round ends where they begin', () => {
    fc.assert(
      fc.property(pressedInk(fc.oneof(...Object.values(walks))), points => {
        const gap = largestGap(sink => traceParts(points, () => true, sink))
        expect(gap).toBeLessThan(1e-9)
      }),
    )
  })
})
