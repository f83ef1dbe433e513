// Owns what a partial eraser takes of a stroke: the ranges of its line that a swept disc covers.
//
// What is left ends round, half a line's width beyond the cut. So the line is cut where the eraser and its own disc
// touch: then the round end just touches the eraser, and a sweep across the line leaves a gap as wide as the eraser.

import type { Box } from './box.ts'
import { discAt } from './disc.ts'
import { element } from './element.ts'
import { type Sweep, sweepBox } from './hit-test.ts'
import type { InkChain, InkRun } from './ink-chain.ts'
import { partsLeft } from './ink-parts.ts'
import { type InkPlaces, inkPlaces } from './ink-places.ts'
import type { InkPoints } from './ink-points.ts'
import { spanCount, spanOf } from './ink-spans.ts'
import { rangesMeet } from './meeting-ranges.ts'
import { strokeRange } from './stroke-places.ts'
import type { StrokeRange } from './stroke-ranges.ts'
import { type Found, SweepProbe } from './sweep-probe.ts'

/** The ranges of the stroke, in order, that the sweep wipes out: none where no gap would show. */
export function sweptRanges(places: InkPlaces, sweep: Sweep): readonly StrokeRange[] {
  const { chain, pointCount } = places
  if (chain.length === 1) {
    const isDeep = new SweepProbe(sweep).touch(discAt(chain, 0)).isDeep
    return isDeep ? [{ from: 0, to: pointCount - 1 }] : []
  }
  const deep = findOnChain(places, sweep).filter(({ isDeep }) => isDeep)
  return deep.map(range => strokeRange(places, range))
}

/** Whether nothing of the stroke is left to see. */
export function isWiped(points: InkPoints, erased: readonly StrokeRange[]): boolean {
  return erased.length > 0 && partsLeft(inkPlaces(points), erased).length === 0
}

/** Whether the eraser touches what is left of a stroke, `erased` being a union. */
export function partsHit(places: InkPlaces, erased: readonly StrokeRange[], sweep: Sweep): boolean {
  const left = partsLeft(places, erased)
  if (places.chain.length === 1) {
    return left.length > 0 && new SweepProbe(sweep).touch(discAt(places.chain, 0)).overlap >= 0
  }
  return rangesMeet(left, findOnChain(places, sweep))
}

function findOnChain({ chain, runs }: InkPlaces, sweep: Sweep): readonly Found[] {
  const probe = new SweepProbe(sweep)
  const reach = sweepBox(sweep)
  for (const run of runs) findInRun(chain, run, { probe, reach })
  return probe.found
}

interface Search {
  readonly probe: SweepProbe
  readonly reach: Box
}

/** A span lies within its anchors: where all of them are beyond one side of what is in reach, it need not be made. */
function findInRun(chain: InkChain, run: InkRun, { probe, reach }: Search): void {
  const { first, last } = run
  const count = spanCount(run)
  let before = ALL_SIDES
  let at = sidesBeyond(chain, first, reach)
  for (let i = 0; i < count; i++) {
    const anchor = first + i
    const after = anchor < last ? sidesBeyond(chain, anchor + 1, reach) : ALL_SIDES
    if ((before & at & after) === 0) probe.find(spanOf(chain, run, i))
    before = at
    at = after
  }
}

const LEFT = 1
const RIGHT = 2
const ABOVE = 4
const BELOW = 8
const ALL_SIDES = LEFT | RIGHT | ABOVE | BELOW

/** The edges of the box beyond which the anchor's disc lies. */
function sidesBeyond({ xs, ys, radii }: InkChain, index: number, box: Box): number {
  const x = element(xs, index)
  const y = element(ys, index)
  const radius = element(radii, index)
  return (
    (x + radius < box.minX ? LEFT : 0) |
    (x - radius > box.maxX ? RIGHT : 0) |
    (y + radius < box.minY ? ABOVE : 0) |
    (y - radius > box.maxY ? BELOW : 0)
  )
}
