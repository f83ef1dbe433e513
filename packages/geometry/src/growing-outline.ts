// Owns the outline of a stroke that grows: what of it stays is traced once, in pieces, and only its end is traced
// anew when points come. So a point costs the same at the end of a short stroke and of one that never ends.
//
//   points ── settling radii ── anchors ─┬─ the first ones, when nothing to come reaches them ── a piece, for good
//                                        └─ the others, the open points and the tail ─────────── the end, each time
//
// Pieces meet at the middles of links, with round ends: filled together by the nonzero rule they are what `traceInk`
// makes of the whole stroke. All is traced around the stroke's first point, since canvases count in 32-bit numbers.

import { Anchors } from './anchors.ts'
import { type Box, EMPTY_BOX, unionBoxes } from './box.ts'
import { element, item } from './element.ts'
import { type InkChain, InkChainBuffer, MAX_RADIUS_SLOPE } from './ink-chain.ts'
import { type ChainPart, traceChain } from './ink-outline.ts'
import type { InkPoints } from './ink-points.ts'
import type { PathSink } from './path-sink.ts'
import type { Point } from './point.ts'
import { type PenPoint, type PenWidth, SettlingRadii } from './settling-radii.ts'

export interface OutlinePiece<Path extends PathSink> {
  readonly path: Path
  /** In world units, with room for what a curve strays. */
  readonly box: Box
}

export interface OutlineEnd<Path extends PathSink> extends OutlinePiece<Path> {
  /** How many pieces lie before it. */
  readonly pieceCount: number
  /** What it was traced from, around the stroke's first point. */
  readonly anchors: InkPoints
}

/** The stroke as it is at a moment. */
export interface OutlineState<Path extends PathSink> {
  /** Where in the world the paths' (0, 0) is. */
  readonly origin: Point
  /** More may be in it by now; the state's own are the first `end.pieceCount`. */
  readonly pieces: readonly OutlinePiece<Path>[]
  readonly end: OutlineEnd<Path>
}

/** Longer pieces cost more to trace and to fill for a few points, shorter ones more round ends a stroke. */
const PIECE_LINKS = 32
/** So many anchors beyond a piece are mostly enough for the piece to be final: it is looked at no sooner. */
const ANCHORS_TO_SETTLE = 8
/** A curve strays so far from the moving disc, as a part of the radius, where the pressure jumps at random. */
const STRAY_PART = 0.02
/** A new point bends the curve around the anchor before it, which begins at the middle of the link before that. */
const ANCHORS_REACHED = 2

/** Growing strokes take it in turns, and each is done with it when a call returns. */
const buffer = new InkChainBuffer(4 * PIECE_LINKS)

export class GrowingOutline<Path extends PathSink> {
  readonly origin: Point
  private readonly newPath: () => Path
  private readonly radii: SettlingRadii
  private readonly pieces: OutlinePiece<Path>[] = []
  /** Those behind the last piece: its last link's two and what came since. */
  private readonly anchors = new Anchors(2 * PIECE_LINKS)
  private nextLook = PIECE_LINKS + ANCHORS_TO_SETTLE

  /** Of a stroke that begins at `origin`, in world units, which is not appended by that. */
  constructor(origin: Point, width: PenWidth, newPath: () => Path) {
    this.origin = origin
    this.newPath = newPath
    this.radii = new SettlingRadii(width)
  }

  append(point: PenPoint): void {
    this.radii.append(point, (x, y, radius) => {
      this.anchors.merge(x - this.origin.x, y - this.origin.y, radius)
    })
    if (this.anchors.length >= this.nextLook) this.settle()
  }

  /** The stroke so far and on through the tail, which is not kept. */
  state(tail: readonly PenPoint[] = []): OutlineState<Path> {
    const { origin, pieces } = this
    const chain = this.link(() => {
      this.radii.open(tail, (x, y, radius) => buffer.merge(x - origin.x, y - origin.y, radius))
    })
    const piece = this.trace(chain, pieces.length === 0 ? {} : { fromLink: 0 })
    return { origin, pieces, end: { ...piece, pieceCount: pieces.length, anchors: copyOf(chain) } }
  }

  private link(more: () => void = () => undefined): InkChain {
    buffer.copy(this.anchors)
    more()
    return buffer.link()
  }

  private settle(): void {
    const chain = this.link()
    const settled = settledAnchors(chain, this.radii.maxRadius)
    let from = 0
    // A piece that ends in the middle of a link needs both of the link's anchors.
    while (from + PIECE_LINKS + 1 < settled) {
      const fromLink = this.pieces.length === 0 ? {} : { fromLink: from }
      this.pieces.push(this.trace(chain, { ...fromLink, toLink: from + PIECE_LINKS }))
      from += PIECE_LINKS
    }
    this.anchors.dropFirst(from, element(chain.radii, from))
    this.nextLook = Math.max(PIECE_LINKS, this.anchors.length) + ANCHORS_TO_SETTLE
  }

  private trace(chain: InkChain, part: ChainPart): OutlinePiece<Path> {
    const path = this.newPath()
    traceChain(chain, path, part)
    const { fromLink = 0, toLink = chain.length - 2 } = part
    return { path, box: boxOf(chain, { from: fromLink, to: toLink + 2 }, this.origin) }
  }
}

/**
 * How many of the first anchors no point to come can change: neither join, which only the last one can, nor raise
 * beside itself, however hard the pen is pressed from now on.
 */
function settledAnchors({ length, radii, ways }: InkChain, maxRadius: number): number {
  let way = 0
  let i = length - 1
  while (i >= 0 && element(radii, i) + MAX_RADIUS_SLOPE * way < maxRadius) {
    i--
    if (i >= 0) way += element(ways, i)
  }
  return i + 1
}

function copyOf({ length, xs, ys, radii }: InkPoints): InkPoints {
  return {
    length,
    xs: xs.slice(0, length),
    ys: ys.slice(0, length),
    radii: radii.slice(0, length),
  }
}

interface Range {
  readonly from: number
  /** The first one that is not in it. */
  readonly to: number
}

/** Around discs, in world units: the smoothed line stays within the box of its anchors. */
function boxOf({ xs, ys, radii }: InkPoints, { from, to }: Range, origin: Point): Box {
  let { minX, minY, maxX, maxY } = EMPTY_BOX
  for (let i = from; i < to; i++) {
    const x = element(xs, i) + origin.x
    const y = element(ys, i) + origin.y
    const reach = element(radii, i) * (1 + STRAY_PART)
    minX = Math.min(minX, x - reach)
    minY = Math.min(minY, y - reach)
    maxX = Math.max(maxX, x + reach)
    maxY = Math.max(maxY, y + reach)
  }
  return { minX, minY, maxX, maxY }
}

/** Around all of it, in world units. */
export function outlineBox<Path extends PathSink>({ pieces, end }: OutlineState<Path>): Box {
  let box = end.box
  for (let i = 0; i < end.pieceCount; i++) box = unionBoxes(box, item(pieces, i).box)
  return box
}

/** Around all that is otherwise in a later state of a growing outline, or in one of another; in world units. */
export function outlineChange<Path extends PathSink>(
  before: OutlineState<Path>,
  after: OutlineState<Path>,
): Box {
  if (before.pieces !== after.pieces) return unionBoxes(outlineBox(before), outlineBox(after))
  if (before.end.pieceCount === after.end.pieceCount) return endChange(before, after)
  let box = unionBoxes(before.end.box, after.end.box)
  for (let i = before.end.pieceCount; i < after.end.pieceCount; i++) {
    box = unionBoxes(box, item(after.pieces, i).box)
  }
  return box
}

function endChange<Path extends PathSink>(
  before: OutlineState<Path>,
  after: OutlineState<Path>,
): Box {
  const [was, is] = [before.end.anchors, after.end.anchors]
  const same = sameAnchors(was, is)
  if (same === was.length && same === is.length) return EMPTY_BOX
  const from = Math.max(0, same - ANCHORS_REACHED)
  const { origin } = after
  return unionBoxes(
    boxOf(was, { from, to: was.length }, origin),
    boxOf(is, { from, to: is.length }, origin),
  )
}

/** With how many of the same anchors both begin. */
function sameAnchors(a: InkPoints, b: InkPoints): number {
  const length = Math.min(a.length, b.length)
  let i = 0
  while (
    i < length &&
    element(a.xs, i) === element(b.xs, i) &&
    element(a.ys, i) === element(b.ys, i) &&
    element(a.radii, i) === element(b.radii, i)
  ) {
    i++
  }
  return i
}
