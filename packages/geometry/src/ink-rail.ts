// Owns the second stage of an outline: one side of a run, as a row of quadratic curves.
//
// The centre line is the uniform quadratic B-spline of the anchors, in x, y and radius alike: straight to the first
// link's middle, then curves from middle to middle with the anchor between as control, straight to the end.
// Three anchors shape a curve, so a new point changes nothing before its neighbour.
//
// A rail is where the moving disc's outermost point runs. It is not trimmed where it folds back on the inside of a
// tight turn: the boundary walked so winds around a point once for each stretch of the way on which the disc covers
// it. By the nonzero rule every covered point is filled and no other is, however the pen zig-zags.

import { isOneCurve, pushControls } from './bend.ts'
import { type Disc, discAt, discBetween } from './disc.ts'
import { element } from './element.ts'
import type { InkChain, InkStretch, Side } from './ink-chain.ts'
import type { Point } from './point.ts'

/**
 * Coordinates x, y of: start · first middle · (control · end) for each curve · end. A stretch of one link has start and
 * end only; one that starts or ends at a link's middle has that twice. Flat, because one side is read forwards and the
 * other backwards.
 */
export type InkRail = readonly number[]

/**
 * The left or the right side of a stretch. One loop that carries what it has read: it runs for every point of every
 * stroke on the board, and with a function for each step it took twice as long.
 */
export function inkRail(chain: InkChain, stretch: InkStretch, side: Side): InkRail {
  const { first, last, fromMiddle, toMiddle } = stretch
  const { xs, ys, radii, contacts, ways, turnCosines } = chain
  const rail: number[] = []
  let x = element(xs, first)
  let y = element(ys, first)
  let radius = element(radii, first)
  let contactX = element(contacts, first * 4 + side)
  let contactY = element(contacts, first * 4 + side + 1)
  if (fromMiddle) pushMiddle(rail, chain, first, side)
  else rail.push(x + radius * contactX, y + radius * contactY)

  for (let i = first; i < last; i++) {
    if (i > first) {
      const nextX = element(contacts, i * 4 + side)
      const nextY = element(contacts, i * 4 + side + 1)
      if (isOneCurve(element(turnCosines, i), element(ways, i - 1), element(ways, i))) {
        const reach = radius / (1 + contactX * nextX + contactY * nextY)
        rail.push(x + reach * (contactX + nextX), y + reach * (contactY + nextY))
      } else {
        pushSharpBend(rail, chain, i, side)
      }
      contactX = nextX
      contactY = nextY
    }
    const toX = element(xs, i + 1)
    const toY = element(ys, i + 1)
    const toRadius = element(radii, i + 1)
    if (last - first > 1) {
      const middleRadius = (radius + toRadius) / 2
      rail.push((x + toX) / 2 + middleRadius * contactX, (y + toY) / 2 + middleRadius * contactY)
    }
    x = toX
    y = toY
    radius = toRadius
  }
  if (toMiddle) pushMiddle(rail, chain, last - 1, side)
  else rail.push(x + radius * contactX, y + radius * contactY)
  return rail
}

function pushMiddle(rail: number[], chain: InkChain, link: number, side: Side): void {
  const { x, y, radius } = linkMiddle(chain, link)
  const contact = contactAt(chain, link, side)
  rail.push(x + radius * contact.x, y + radius * contact.y)
}

function pushSharpBend(rail: number[], chain: InkChain, anchor: number, side: Side): void {
  const control = discAt(chain, anchor)
  pushControls(rail, {
    before: linkMiddle(chain, anchor - 1),
    control,
    after: linkMiddle(chain, anchor),
    contactBefore: contactAt(chain, anchor - 1, side),
    contactAfter: contactAt(chain, anchor, side),
    side,
  })
}

/** The pen's tip halfway along a link. */
export function linkMiddle(chain: InkChain, link: number): Disc {
  return discBetween(discAt(chain, link), discAt(chain, link + 1), 0.5)
}

function contactAt({ contacts }: InkChain, link: number, side: Side): Point {
  return { x: element(contacts, link * 4 + side), y: element(contacts, link * 4 + side + 1) }
}
