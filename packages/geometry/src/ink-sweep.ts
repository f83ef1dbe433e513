// Owns what a partial eraser takes of a stroke: the ranges of its line that a swept disc covers.
//
// What is left ends round, half a line's width beyond the cut. So the line is cut where the eraser and its own disc
// touch: then the round end just touches the eraser, and a sweep across the line leaves a gap as wide as the eraser.

import type { Box } from './box.ts'
import { type Disc, discAt } from './disc.ts'
import { element } from './element.ts'
import { distanceToSegment, type Sweep, sweepBox } from './hit-test.ts'
import type { InkChain, InkRun } from './ink-chain.ts'
import { partsLeft } from './ink-parts.ts'
import { type InkPlaces, strokeRange } from './ink-places.ts'
import { cutSpan, discOnSpan, type InkSpan, spanCount, spanOf } from './ink-spans.ts'
import { rangesMeet } from './meeting-ranges.ts'
import type { StrokeRange } from './stroke-ranges.ts'
import { distance } from './vector.ts'

/** Steps along the line, as a part of the eraser's radius: it must come in deeper than 1/100 of that to be noticed. */
const STEP_PART = 0.25
/** Halvings of a step until the edge of a range is found: to 1/16,000 of the eraser's radius. */
const EDGE_HALVINGS = 12
/** Ranges that meet, as numbers go. */
const TOUCHING = 1e-9

interface Found {
  from: number
  to: number
  /** Deep enough for a gap to show between two round ends. */
  isDeep: boolean
}

/** The ranges of the stroke, in order, that the sweep wipes out: none where no gap would show. */
export function sweptRanges(places: InkPlaces, sweep: Sweep): readonly StrokeRange[] {
  const { chain, pointCount } = places
  if (chain.length === 1) {
    return depthAt(discAt(chain, 0), sweep).isDeep ? [{ from: 0, to: pointCount - 1 }] : []
  }
  const deep = findOnChain(places, sweep).filter(({ isDeep }) => isDeep)
  return deep.map(range => strokeRange(places, range))
}

/** Whether the eraser touches what is left of a stroke, `erased` being a union. */
export function partsHit(places: InkPlaces, erased: readonly StrokeRange[], sweep: Sweep): boolean {
  const left = partsLeft(places, erased)
  if (places.chain.length === 1) {
    return left.length > 0 && depthAt(discAt(places.chain, 0), sweep).overlap >= 0
  }
  return rangesMeet(left, findOnChain(places, sweep))
}

function findOnChain({ chain, runs }: InkPlaces, sweep: Sweep): readonly Found[] {
  const found: Found[] = []
  for (const run of runs) findInRun(chain, run, { sweep, found })
  return found
}

interface Depth {
  /** How far the eraser and the line's disc overlap; below 0 apart. */
  readonly overlap: number
  readonly isDeep: boolean
}

/**
 * Crossing the line's middle at distance d cuts it at √((R + r)² - d²) to both sides, of which the round ends take r
 * back: a gap shows where d² is below R² + 2Rr.
 */
function depthAt(disc: Disc, sweep: Sweep): Depth {
  const { radius } = sweep
  const apart = distanceToSegment(disc, sweep)
  return {
    overlap: radius + disc.radius - apart,
    isDeep: apart * apart <= radius * (radius + 2 * disc.radius),
  }
}

interface Search {
  readonly sweep: Sweep
  readonly found: Found[]
}

function findInRun(chain: InkChain, run: InkRun, search: Search): void {
  const reach = sweepBox(search.sweep)
  const count = spanCount(run)
  for (let i = 0; i < count; i++) {
    // A span lies within its anchors: no need to make it where all of them are beyond one side.
    const first = run.first + Math.max(0, i - 1)
    const last = Math.min(run.last, run.first + i + 1)
    if (areBeyond(chain, first, last, reach)) continue
    findInSpan(spanOf(chain, run, i), reach, search)
  }
}

/** Whether the discs of all these anchors lie beyond one and the same edge of the box. */
function areBeyond({ xs, ys, radii }: InkChain, first: number, last: number, box: Box): boolean {
  let [left, right, above, below] = [true, true, true, true]
  for (let i = first; i <= last; i++) {
    const x = element(xs, i)
    const y = element(ys, i)
    const radius = element(radii, i)
    left &&= x + radius < box.minX
    right &&= x - radius > box.maxX
    above &&= y + radius < box.minY
    below &&= y - radius > box.maxY
  }
  return left || right || above || below
}

/** Halves the span until it is a step, leaving out what is out of reach. */
function findInSpan(span: InkSpan, reach: Box, search: Search): void {
  const { before, control, after } = span
  if (isBeyond([before, control ?? after, after], reach)) return
  const length =
    control === null
      ? distance(before, after)
      : distance(before, control) + distance(control, after)
  if (length <= search.sweep.radius * STEP_PART) return findInStep(span, search)
  const middle = (span.from + span.to) / 2
  findInSpan(cutSpan(span, span.from, middle), reach, search)
  findInSpan(cutSpan(span, middle, span.to), reach, search)
}

function isBeyond(discs: readonly Disc[], { minX, minY, maxX, maxY }: Box): boolean {
  return (
    discs.every(({ x, radius }) => x + radius < minX) ||
    discs.every(({ x, radius }) => x - radius > maxX) ||
    discs.every(({ y, radius }) => y + radius < minY) ||
    discs.every(({ y, radius }) => y - radius > maxY)
  )
}

function findInStep(span: InkSpan, { sweep, found }: Search): void {
  const [begin, end] = [depthAt(span.before, sweep), depthAt(span.after, sweep)]
  if (begin.overlap < 0 && end.overlap < 0) return
  const isIn = { from: begin.overlap >= 0, to: end.overlap >= 0 }
  const edge = isIn.from === isIn.to ? null : edgeIn(span, sweep, isIn.from)
  const from = isIn.from ? span.from : (edge ?? span.from)
  const to = isIn.to ? span.to : (edge ?? span.to)
  const isDeep = begin.isDeep || end.isDeep
  const last = found.at(-1)
  if (last !== undefined && from - last.to <= TOUCHING) {
    last.to = to
    last.isDeep ||= isDeep
  } else found.push({ from, to, isDeep })
}

/** Where the line passes the edge, between a place inside and one outside. */
function edgeIn(span: InkSpan, sweep: Sweep, beginsInside: boolean): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < EDGE_HALVINGS; i++) {
    const t = (low + high) / 2
    const isInside = depthAt(discOnSpan(span, t), sweep).overlap >= 0
    if (isInside === beginsInside) low = t
    else high = t
  }
  return span.from + ((low + high) / 2) * (span.to - span.from)
}
