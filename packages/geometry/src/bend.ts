// Owns the question how many curves a bend's outline takes, and the cutting of those that take more than one.
// Seldom needed, so written with points and discs, where the way along a whole stroke is written with flat numbers.

import { type Disc, discBetween } from './disc.ts'
import { LEFT, type Side } from './ink-chain.ts'
import type { Point } from './point.ts'
import { distance, dot } from './vector.ts'

/** One side of the pen's way along a quadratic curve, and the contacts where it begins and ends. */
export interface Bend {
  readonly before: Disc
  readonly control: Disc
  readonly after: Disc
  readonly contactBefore: Point
  readonly contactAfter: Point
  readonly side: Side
}

/** How far the outline may stray, as a part of the radius: a fiftieth of a pixel on a line ten pixels wide. */
const MAX_STRAY = 0.004

/** Eight curves at most: they bring a turn of 80° with ends 32 times unlike from 43 % of the radius to 0.3 %. */
const MAX_CUTS = 3

/**
 * Whether one quadratic curve between the two tangents is close enough. It strays from the true outline in two ways:
 * as a parabola does from an arc, by about θ⁴ / 128 of the radius, and, where the line's turn lies near one end
 * because that end is nearer, by about 0.3 θ² u³ with u = |a - b| / (a + b). (Both fitted to sampled outlines of
 * turns up to 80° and ends up to 32 times unlike.) θ² is taken as 2 - 2 cos θ.
 */
export function isOneCurve(turnCosine: number, wayBefore: number, wayAfter: number): boolean {
  const squaredTurn = 2 - 2 * turnCosine
  const uneven = Math.abs(wayBefore - wayAfter) / (wayBefore + wayAfter)
  return squaredTurn * (squaredTurn / 128 + 0.3 * uneven * uneven * uneven) <= MAX_STRAY
}

/** Appends the control's x, y of the bend's one curve; of more, control and end x, y of each, but the last one's end. */
export function pushControls(to: number[], bend: Bend, cutsLeft = MAX_CUTS): void {
  const { before, control, after, contactBefore, contactAfter, side } = bend
  const wayBefore = distance(before, control)
  const wayAfter = distance(control, after)
  const turnCosine = dot(contactBefore, contactAfter)
  if (cutsLeft === 0 || isOneCurve(turnCosine, wayBefore, wayAfter)) {
    // Where the tangents meet.
    const reach = control.radius / (1 + turnCosine)
    to.push(control.x + reach * (contactBefore.x + contactAfter.x))
    to.push(control.y + reach * (contactBefore.y + contactAfter.y))
    return
  }
  // The direction (1 - t) (control - before) + t (after - control) has turned by half where both terms are as long.
  const t = wayBefore / (wayBefore + wayAfter)
  const first = discBetween(before, control, t)
  const second = discBetween(control, after, t)
  const cut = discBetween(first, second, t)
  const contact = contactOf(first, second, side)
  const begin = { before, control: first, after: cut, contactBefore, contactAfter: contact, side }
  const rest = { before: cut, control: second, after, contactBefore: contact, contactAfter, side }
  pushControls(to, begin, cutsLeft - 1)
  to.push(cut.x + cut.radius * contact.x, cut.y + cut.radius * contact.y)
  pushControls(to, rest, cutsLeft - 1)
}

/** As for the links of a chain. */
export function contactOf(a: Disc, b: Disc, side: Side): Point {
  const way = distance(a, b)
  const tx = (b.x - a.x) / way
  const ty = (b.y - a.y) / way
  const tilt = (b.radius - a.radius) / way
  const across = (side === LEFT ? 1 : -1) * Math.sqrt(1 - tilt * tilt)
  return { x: across * ty - tilt * tx, y: -across * tx - tilt * ty }
}
