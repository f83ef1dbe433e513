// Owns the outline of a whole stroke: what a canvas fills, by the nonzero rule, to show ink.
//
//   samples ── inkChain ── inkRuns ── two rails a run ── path: left rail, end cap, right rail back, start cap
//
// Every run is a closed path of its own, all turning the same way, so where they overlap they add up. A run's round
// ends lie on its neighbours' and make the round join of a corner.

import { type Disc, discAt } from './disc.ts'
import { element, item } from './element.ts'
import {
  type InkChain,
  InkChainBuffer,
  type InkStretch,
  inkChain,
  inkRuns,
  LEFT,
  RIGHT,
  type Side,
} from './ink-chain.ts'
import type { InkPoints } from './ink-points.ts'
import { type InkRail, inkRail, linkMiddle } from './ink-rail.ts'
import type { PathSink } from './path-sink.ts'
import { type Polygon, polygonSink } from './polygon-sink.ts'

const SHORT_POINTS = 256
/** All short strokes take it in turns: whoever traces one from within a sink would spoil the one under way. */
const shortBuffer = new InkChainBuffer(SHORT_POINTS)

/** Traces the stroke into the sink. No points, no path; points all in one place, a dot. */
export function traceInk(points: InkPoints, sink: PathSink): void {
  const isShort = points.length <= SHORT_POINTS
  traceChain(inkChain(points, isShort ? shortBuffer : undefined), sink)
}

/** What of a chain is traced: all of it, or from and to the middle of a link. */
export interface ChainPart {
  readonly fromLink?: number
  readonly toLink?: number
}

/** Traces a chain, or a part of it: parts that meet fill together what the whole fills. */
export function traceChain(chain: InkChain, sink: PathSink, part: ChainPart = {}): void {
  const { fromLink = -1, toLink = chain.length } = part
  if (chain.length === 1) traceDisc(discAt(chain, 0), sink)
  for (const run of inkRuns(chain)) {
    const fromMiddle = run.first <= fromLink
    const toMiddle = run.last > toLink
    const first = fromMiddle ? fromLink : run.first
    const last = toMiddle ? toLink + 1 : run.last
    if (first < last) traceStretch(chain, { first, last, fromMiddle, toMiddle }, sink)
  }
}

export interface InkOutlineOptions {
  /** How far a polygon's edge may stray from the curve it stands for, in world units. */
  readonly tolerance: number
}

/** The outline as polygons, to be filled together by the nonzero rule: for exports and for measuring. */
export function inkOutline(
  points: InkPoints,
  { tolerance }: InkOutlineOptions,
): readonly Polygon[] {
  const sink = polygonSink(tolerance)
  traceInk(points, sink)
  return sink.polygons
}

export function traceDisc({ x, y, radius }: Disc, sink: PathSink): void {
  sink.moveTo(x + radius, y)
  sink.arc(x, y, radius, 0, 2 * Math.PI)
  sink.closePath()
}

/**
 * Traces a part of a run, as a closed path with round ends that turns the same way as all others: the parts of a
 * stroke that meet at link middles fill together what the whole fills.
 */
export function traceStretch(chain: InkChain, stretch: InkStretch, sink: PathSink): void {
  traceForwards(inkRail(chain, stretch, LEFT), sink)
  traceEndCap(chain, stretch, sink)
  traceBackwards(inkRail(chain, stretch, RIGHT), sink)
  traceStartCap(chain, stretch, sink)
  sink.closePath()
}

function traceEndCap(chain: InkChain, { last, toMiddle }: InkStretch, sink: PathSink): void {
  const link = last - 1
  const { x, y, radius } = toMiddle ? linkMiddle(chain, link) : discAt(chain, last)
  sink.arc(x, y, radius, contactAngle(chain, link, LEFT), contactAngle(chain, link, RIGHT))
}

function traceStartCap(chain: InkChain, { first, fromMiddle }: InkStretch, sink: PathSink): void {
  const { x, y, radius } = fromMiddle ? linkMiddle(chain, first) : discAt(chain, first)
  sink.arc(x, y, radius, contactAngle(chain, first, RIGHT), contactAngle(chain, first, LEFT))
}

function contactAngle({ contacts }: InkChain, link: number, side: Side): number {
  const contact = link * 4 + side
  return Math.atan2(element(contacts, contact + 1), element(contacts, contact))
}

/** One side of a closed path, from its first point to its last. */
export function traceForwards(rail: InkRail, sink: PathSink): void {
  const end = rail.length - 2
  sink.moveTo(item(rail, 0), item(rail, 1))
  if (end > 2) sink.lineTo(item(rail, 2), item(rail, 3))
  for (let i = 4; i < end; i += 4) {
    sink.quadraticCurveTo(item(rail, i), item(rail, i + 1), item(rail, i + 2), item(rail, i + 3))
  }
  sink.lineTo(item(rail, end), item(rail, end + 1))
}

/** The cap before has come to the rail's end already. */
export function traceBackwards(rail: InkRail, sink: PathSink): void {
  const end = rail.length - 2
  if (end > 2) sink.lineTo(item(rail, end - 2), item(rail, end - 1))
  for (let i = end - 4; i > 2; i -= 4) {
    sink.quadraticCurveTo(item(rail, i), item(rail, i + 1), item(rail, i - 2), item(rail, i - 1))
  }
  sink.lineTo(item(rail, 0), item(rail, 1))
}
