// Owns the first stage of an outline: samples → a chain of discs fit to be outlined, and its corners.
//
//   samples ──merge── anchors ──ease radii── links with their contacts ──corners── runs
//
// A link is two neighbouring anchors. A pen of changing size going straight from one to the other covers both discs
// and what lies between their two common tangents; the link's contacts say where those touch. Contacts are numbers in
// a flat array, not objects: outlines are made by the hundred thousand when a board opens.

import { Anchors } from './anchors.ts'
import { element } from './element.ts'
import type { InkPoints } from './ink-points.ts'

export interface InkChain extends InkPoints {
  /** Contact x, y on the left, then on the right, of link 0 (anchor 0 to 1), then of link 1, and so on. */
  readonly contacts: Float64Array
  /** The length of each link. */
  readonly ways: Float64Array
  /** The cosine of the outline's turn at each anchor between two links, on the side where it turns more. */
  readonly turnCosines: Float64Array
}

/** Where a side's contact lies among a link's four numbers. Left and right as on a screen, where y grows downwards. */
export const LEFT = 0
export const RIGHT = 2
export type Side = typeof LEFT | typeof RIGHT

/** From anchor `first` to anchor `last`, with no corner between. */
export interface InkRun {
  readonly first: number
  readonly last: number
}

/**
 * A part of a run: from anchor `first`, or from the middle of the link behind it, to anchor `last`, or to the middle
 * of the link before it. At a link's middle the line is the link itself, so that parts on both sides of it join
 * without a bend.
 */
export interface InkStretch extends InkRun {
  readonly fromMiddle: boolean
  readonly toMiddle: boolean
}

/**
 * The most that the radius may change per unit of way. At 1 the smaller disc vanishes inside the larger and the link
 * has no tangents; a spline's bend of up to 80° can raise it by 1 / cos 40°, and 0.6 / cos 40° = 0.78 stays clear of 1.
 */
export const MAX_RADIUS_SLOPE = 0.6

/** A turn of the outline above 80° is a corner: smoothing it would cut visibly inside what was drawn. */
const CORNER_COS = Math.cos((80 / 180) * Math.PI)

export function inkChain(points: InkPoints, room = new InkChainBuffer(points.length)): InkChain {
  room.clear()
  for (let i = 0; i < points.length; i++) {
    room.merge(element(points.xs, i), element(points.ys, i), element(points.radii, i))
  }
  return room.link()
}

/**
 * A chain that is made anew where another was: a typed array costs half a microsecond to make, and a chain has six,
 * which is as long as the rest of a short stroke's chain takes.
 */
export class InkChainBuffer extends Anchors implements InkChain {
  contacts: Float64Array
  ways: Float64Array
  turnCosines: Float64Array

  constructor(capacity: number) {
    super(capacity)
    this.contacts = new Float64Array(4 * capacity)
    this.ways = new Float64Array(capacity)
    this.turnCosines = new Float64Array(capacity)
  }

  /** Makes a chain of the anchors that were gathered. */
  link(): InkChain {
    const capacity = this.xs.length
    if (this.ways.length < capacity) {
      this.contacts = new Float64Array(4 * capacity)
      this.ways = new Float64Array(capacity)
      this.turnCosines = new Float64Array(capacity)
    }
    easeRadii(this)
    linkUp(this)
    return this
  }
}

/** The pieces that are drawn each for itself, with round ends that together make round joins. */
export function inkRuns(chain: InkChain): InkRun[] {
  const runs: InkRun[] = []
  const end = chain.length - 1
  let first = 0
  for (let i = 1; i <= end; i++) {
    if (i < end && element(chain.turnCosines, i) >= CORNER_COS) continue
    runs.push({ first, last: i })
    first = i
  }
  return runs
}

/**
 * Raises radii beside larger ones until no link is steeper than MAX_RADIUS_SLOPE. Raising, not lowering: the
 * larger disc was drawn, and the smaller one beside it lies mostly inside it.
 */
function easeRadii(anchors: InkPoints): void {
  for (let i = 1; i < anchors.length; i++) raiseBeside(anchors, i, i - 1)
  for (let i = anchors.length - 2; i >= 0; i--) raiseBeside(anchors, i, i + 1)
}

function raiseBeside({ xs, ys, radii }: InkPoints, index: number, neighbour: number): void {
  const fall = element(radii, neighbour) - element(radii, index)
  if (fall <= 0) return
  const dx = element(xs, neighbour) - element(xs, index)
  const dy = element(ys, neighbour) - element(ys, index)
  const allowed = MAX_RADIUS_SLOPE * Math.sqrt(dx * dx + dy * dy)
  if (fall > allowed) radii[index] = element(radii, neighbour) - allowed
}

/** One loop that carries what it has read, for the same reason as a rail's. */
function linkUp(chain: InkChain): void {
  const { length, xs, ys, radii, contacts, ways, turnCosines } = chain
  if (length === 0) return
  let x = element(xs, 0)
  let y = element(ys, 0)
  let radius = element(radii, 0)
  let beforeLeftX = 0
  let beforeLeftY = 0
  let beforeRightX = 0
  let beforeRightY = 0
  for (let i = 0; i + 1 < length; i++) {
    const toX = element(xs, i + 1)
    const toY = element(ys, i + 1)
    const toRadius = element(radii, i + 1)
    const dx = toX - x
    const dy = toY - y
    const growth = toRadius - radius
    // A radius that grows by the sine of an angle per unit of way tilts the contacts backwards by that angle.
    const squaredWay = dx * dx + dy * dy
    const tilt = growth / squaredWay
    const across = Math.sqrt(squaredWay - growth * growth) / squaredWay
    const leftX = across * dy - tilt * dx
    const leftY = -across * dx - tilt * dy
    const rightX = -across * dy - tilt * dx
    const rightY = across * dx - tilt * dy
    contacts[i * 4 + LEFT] = leftX
    contacts[i * 4 + LEFT + 1] = leftY
    contacts[i * 4 + RIGHT] = rightX
    contacts[i * 4 + RIGHT + 1] = rightY
    ways[i] = Math.sqrt(squaredWay)
    // On the side where it turns more. Of no meaning at the first anchor, where nothing reads it.
    turnCosines[i] = Math.min(
      beforeLeftX * leftX + beforeLeftY * leftY,
      beforeRightX * rightX + beforeRightY * rightY,
    )
    beforeLeftX = leftX
    beforeLeftY = leftY
    beforeRightX = rightX
    beforeRightY = rightY
    x = toX
    y = toY
    radius = toRadius
  }
}
