// Owns the first stage of an outline: samples → a chain of discs fit to be outlined, and its corners.
//
//   samples ──merge── anchors ──ease radii── links with their contacts ──corners── runs
//
// A link is two neighbouring anchors. A pen of changing size going straight from one to the other covers both discs
// and what lies between their two common tangents; the link's contacts say where those touch. Contacts are numbers in
// a flat array, not objects: outlines are made by the hundred thousand when a board opens.

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

export function wholeRun({ first, last }: InkRun): InkStretch {
  return { first, last, fromMiddle: false, toMiddle: false }
}

/** Samples nearer than this part of the radius are one anchor: nobody sees the step, and its direction is noise. */
const MERGE_PART = 1 / 64

/**
 * The most that the radius may change per unit of way. At 1 the smaller disc vanishes inside the larger and the link
 * has no tangents; a spline's bend of up to 80° can raise it by 1 / cos 40°, and 0.6 / cos 40° = 0.78 stays clear of 1.
 */
export const MAX_RADIUS_SLOPE = 0.6

/** A turn of the outline above 80° is a corner: smoothing it would cut visibly inside what was drawn. */
const CORNER_COS = Math.cos((80 / 180) * Math.PI)

export function inkChain(points: InkPoints): InkChain {
  const anchors = mergeNear(points)
  easeRadii(anchors)
  return linkUp(anchors)
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

/** A merged anchor keeps the largest radius of its samples: a pen pressed in one place leaves its full dot. */
function mergeNear(points: InkPoints): InkPoints {
  const xs = new Float64Array(points.length)
  const ys = new Float64Array(points.length)
  const radii = new Float64Array(points.length)
  let length = 0
  for (let i = 0; i < points.length; i++) {
    const x = element(points.xs, i)
    const y = element(points.ys, i)
    const radius = element(points.radii, i)
    const last = length - 1
    if (length > 0 && isNear(x - element(xs, last), y - element(ys, last), element(radii, last))) {
      if (radius > element(radii, last)) radii[last] = radius
      continue
    }
    xs[length] = x
    ys[length] = y
    radii[length] = radius
    length++
  }
  return { length, xs, ys, radii }
}

function isNear(dx: number, dy: number, radius: number): boolean {
  const near = radius * MERGE_PART
  return dx * dx + dy * dy <= near * near
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

function linkUp({ length, xs, ys, radii }: InkPoints): InkChain {
  const links = Math.max(0, length - 1)
  const contacts = new Float64Array(4 * links)
  const ways = new Float64Array(links)
  for (let i = 0; i < links; i++) {
    const dx = element(xs, i + 1) - element(xs, i)
    const dy = element(ys, i + 1) - element(ys, i)
    const growth = element(radii, i + 1) - element(radii, i)
    // A radius that grows by the sine of an angle per unit of way tilts the contacts backwards by that angle.
    const squaredWay = dx * dx + dy * dy
    const tilt = growth / squaredWay
    const across = Math.sqrt(squaredWay - growth * growth) / squaredWay
    contacts[i * 4 + LEFT] = across * dy - tilt * dx
    contacts[i * 4 + LEFT + 1] = -across * dx - tilt * dy
    contacts[i * 4 + RIGHT] = -across * dy - tilt * dx
    contacts[i * 4 + RIGHT + 1] = across * dx - tilt * dy
    ways[i] = Math.sqrt(squaredWay)
  }
  return { length, xs, ys, radii, contacts, ways, turnCosines: turnCosinesOf(contacts, length) }
}

function turnCosinesOf(contacts: Float64Array, anchors: number): Float64Array {
  const cosines = new Float64Array(anchors)
  for (let i = 1; i + 1 < anchors; i++) {
    cosines[i] = Math.min(contactCosine(contacts, i, LEFT), contactCosine(contacts, i, RIGHT))
  }
  return cosines
}

function contactCosine(contacts: Float64Array, anchor: number, side: Side): number {
  const after = anchor * 4 + side
  const before = after - 4
  return (
    element(contacts, before) * element(contacts, after) +
    element(contacts, before + 1) * element(contacts, after + 1)
  )
}
