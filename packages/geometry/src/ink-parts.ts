// Owns the outline of a stroke of which parts are erased: what is left, as closed paths with round ends. They are cut on
// the curve itself, so that away from the cuts the line is the one that it was.
//
//   erased ─ ranges left over ─ of each run: part of a span · stretch of whole spans · part of a span

import { type Bend, contactOf, pushControls } from './bend.ts'
import { type Disc, discAt, discBetween } from './disc.ts'
import { item } from './element.ts'
import { type InkRun, type InkStretch, LEFT, RIGHT, type Side } from './ink-chain.ts'
import { traceBackwards, traceDisc, traceForwards, traceInk, traceStretch } from './ink-outline.ts'
import { chainRange, type InkPlaces, inkPlaces } from './ink-places.ts'
import type { InkPoints } from './ink-points.ts'
import type { InkRail } from './ink-rail.ts'
import { cutSpan, type InkSpan, spanCount, spanOf } from './ink-spans.ts'
import type { PathSink } from './path-sink.ts'
import type { Point } from './point.ts'
import { type StrokeRange, uncoveredRanges } from './stroke-ranges.ts'

/** Traces what is left of a stroke into the sink: all of it where `erased`, a union, is empty. */
export function traceInkParts(
  points: InkPoints,
  erased: readonly StrokeRange[],
  sink: PathSink,
): void {
  if (erased.length === 0) return traceInk(points, sink)
  const places = inkPlaces(points)
  const left = partsLeft(places, erased)
  if (places.chain.length === 1 && left.length > 0) traceDisc(discAt(places.chain, 0), sink)
  traceParts(places, left, sink)
}

/**
 * Runs and parts are both in order: each part is tried where it may meet a run and nowhere else, or whoever sends a
 * zigzag of which each link is cut would stop every tab.
 */
function traceParts(places: InkPlaces, left: readonly StrokeRange[], sink: PathSink): void {
  let first = 0
  for (const run of places.runs) {
    while (first < left.length && item(left, first).to <= run.first) first++
    for (let i = first; i < left.length; i++) {
      const part = item(left, i)
      if (part.from >= run.last) break
      tracePart(places, { run, part }, sink)
    }
  }
}

/** Ranges of the chain; with a length, unless the whole chain is one anchor. */
export function partsLeft(
  places: InkPlaces,
  erased: readonly StrokeRange[],
): readonly StrokeRange[] {
  const whole = { from: 0, to: places.pointCount - 1 }
  const left = uncoveredRanges(whole, erased).map(range => chainRange(places, range))
  return places.chain.length === 1 ? left : left.filter(({ from, to }) => to > from)
}

interface RunPart {
  readonly run: InkRun
  readonly part: StrokeRange
}

function tracePart({ chain }: InkPlaces, { run, part }: RunPart, sink: PathSink): void {
  const from = Math.max(part.from, run.first)
  const to = Math.min(part.to, run.last)
  if (from >= to) return
  const begin = spanFrom(run, from)
  const end = spanTo(run, to)
  const [head, tail] = [spanOf(chain, run, begin), spanOf(chain, run, end)]
  const [isCutBefore, isCutAfter] = [from > head.from, to < tail.to]
  if (begin === end && (isCutBefore || isCutAfter)) return traceSpan(cutSpan(head, from, to), sink)
  // Whole spans between two cuts go the way of every stroke.
  const stretch = stretchOf(run, isCutBefore ? begin + 1 : begin, isCutAfter ? end - 1 : end)
  if (isCutBefore) traceSpan(cutSpan(head, from, head.to), sink)
  if (stretch !== null) traceStretch(chain, stretch, sink)
  if (isCutAfter) traceSpan(cutSpan(tail, tail.from, to), sink)
}

/** The index of the span that goes on from the place. */
function spanFrom(run: InkRun, place: number): number {
  return Math.min(spanCount(run) - 1, Math.floor(place - run.first + 0.5))
}

/** The index of the span that comes to the place. */
function spanTo(run: InkRun, place: number): number {
  return Math.min(spanCount(run) - 1, Math.ceil(place - run.first + 0.5) - 1)
}

/** The spans from one to another, both whole; null where there are none. */
function stretchOf(run: InkRun, begin: number, end: number): InkStretch | null {
  if (begin > end) return null
  const spans = spanCount(run)
  return {
    first: run.first + Math.max(0, begin - 1),
    fromMiddle: begin > 0,
    last: run.first + Math.min(end + 1, run.last - run.first),
    toMiddle: end < spans - 1,
  }
}

function traceSpan(span: InkSpan, sink: PathSink): void {
  const { before, after } = span
  const control = span.control ?? discBetween(before, after, 0.5)
  // So short that it has no direction, as numbers go: its round ends are all of it.
  if (isSamePlace(before, control) || isSamePlace(control, after)) return traceDisc(after, sink)
  const [left, right] = [
    sideOf(before, control, after, LEFT),
    sideOf(before, control, after, RIGHT),
  ]
  const isStraight = span.control === null
  traceForwards(railOf(left, isStraight), sink)
  traceCap(after, left.contactAfter, right.contactAfter, sink)
  traceBackwards(railOf(right, isStraight), sink)
  traceCap(before, right.contactBefore, left.contactBefore, sink)
  sink.closePath()
}

const isSamePlace = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y

function sideOf(before: Disc, control: Disc, after: Disc, side: Side): Bend {
  const contactBefore = contactOf(before, control, side)
  return {
    before,
    control,
    after,
    contactBefore,
    contactAfter: contactOf(control, after, side),
    side,
  }
}

/** Of a curve with its ends twice, as a rail has them that begins and ends at link middles. */
function railOf(bend: Bend, isStraight: boolean): InkRail {
  const { before, after, contactBefore, contactAfter } = bend
  const start = [
    before.x + before.radius * contactBefore.x,
    before.y + before.radius * contactBefore.y,
  ]
  const end = [after.x + after.radius * contactAfter.x, after.y + after.radius * contactAfter.y]
  if (isStraight) return [...start, ...end]
  const rail = [...start, ...start]
  pushControls(rail, bend)
  return [...rail, ...end, ...end]
}

function traceCap({ x, y, radius }: Disc, from: Point, to: Point, sink: PathSink): void {
  sink.arc(x, y, radius, Math.atan2(from.y, from.x), Math.atan2(to.y, to.x))
}
