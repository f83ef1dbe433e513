// Owns the cut of a sharp bend into two, where the centre line has turned by half. Bends are seldom sharp, so this
// is written with points and discs, not with flat numbers.

import { type Disc, discAt, discBetween } from './disc.ts'
import { element } from './element.ts'
import { type InkChain, LEFT, type Side } from './ink-chain.ts'
import type { Point } from './point.ts'
import { distance, dot } from './vector.ts'

/** Two curves for one: … → `firstControl` → `cut` → `secondControl` → … */
export interface BendCut {
  readonly firstControl: Point
  readonly cut: Point
  readonly secondControl: Point
}

export function cutBend(chain: InkChain, anchor: number, side: Side): BendCut {
  const control = discAt(chain, anchor)
  const before = discBetween(discAt(chain, anchor - 1), control, 0.5)
  const after = discBetween(control, discAt(chain, anchor + 1), 0.5)
  // The direction (1 - t) (control - before) + t (after - control) halves the turn where both terms are as long.
  const way = distance(before, control)
  const t = way / (way + distance(control, after))
  const first = discBetween(before, control, t)
  const second = discBetween(control, after, t)
  const contact = contactOf(first, second, side)
  return {
    firstControl: tangentsMeet(first, linkContact(chain, anchor - 1, side), contact),
    cut: touch(discBetween(first, second, t), contact),
    secondControl: tangentsMeet(second, contact, linkContact(chain, anchor, side)),
  }
}

function linkContact({ contacts }: InkChain, link: number, side: Side): Point {
  return { x: element(contacts, link * 4 + side), y: element(contacts, link * 4 + side + 1) }
}

/** As for the links of a chain. */
function contactOf(a: Disc, b: Disc, side: Side): Point {
  const way = distance(a, b)
  const tx = (b.x - a.x) / way
  const ty = (b.y - a.y) / way
  const tilt = (b.radius - a.radius) / way
  const across = (side === LEFT ? 1 : -1) * Math.sqrt(1 - tilt * tilt)
  return { x: across * ty - tilt * tx, y: -across * tx - tilt * ty }
}

function touch(disc: Disc, contact: Point): Point {
  return { x: disc.x + disc.radius * contact.x, y: disc.y + disc.radius * contact.y }
}

function tangentsMeet(disc: Disc, before: Point, after: Point): Point {
  const reach = disc.radius / (1 + dot(before, after))
  return { x: disc.x + reach * (before.x + after.x), y: disc.y + reach * (before.y + after.y) }
}
