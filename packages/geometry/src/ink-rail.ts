// Owns the second stage of an outline: one side of a run, as a row of quadratic curves.
//
// The centre line is the uniform quadratic B-spline of the anchors, in x, y and radius alike: straight to the first
// link's middle, then curves from middle to middle with the anchor between as control, straight to the end.
// Three anchors shape a curve, so a new point changes nothing before its neighbour.
//
// A rail is where the moving disc's outermost point runs. It is not trimmed where it folds back on the inside of a
// tight turn: the boundary walked so winds around a point once for each stretch of the way on which the disc covers
// it. By the nonzero rule every covered point is filled and no other is, however the pen zig-zags.

import { type BendCut, cutBend } from './bend-cut.ts'
import { element } from './element.ts'
import { type InkChain, type InkRun, type Side } from './ink-chain.ts'

/**
 * `count` coordinates x, y of: start · first middle · (control · end) for each curve · end. A run of one link has
 * start and end only. Flat, because one side is read forwards and the other backwards.
 */
export interface InkRail {
  count: number
  readonly coordinates: Float64Array
}

/**
 * A quadratic curve between two tangents stands for an arc of the turn θ with an error of
 * r (1 / cos(θ/2) + cos(θ/2) - 2) / 2: 3.6 % of the radius at 80°, 0.3 % at 45°. So sharper bends are cut in two.
 */
const ONE_CURVE_COS = Math.cos(Math.PI / 4)

/** Room for any run of a chain: eight coordinates a bend that is cut in two, and start, first middle and end. */
export function createRail(chain: InkChain): InkRail {
  return { count: 0, coordinates: new Float64Array(8 * chain.length + 6) }
}

/**
 * Lays the left or the right side of a run. One loop that carries what it has read: it runs for every point of every
 * stroke on the board, and with a function for each step it took twice as long.
 */
export function layRail(rail: InkRail, chain: InkChain, { first, last }: InkRun, side: Side): void {
  const { xs, ys, radii, contacts } = chain
  const { coordinates } = rail
  let x = element(xs, first)
  let y = element(ys, first)
  let radius = element(radii, first)
  let contactX = element(contacts, first * 4 + side)
  let contactY = element(contacts, first * 4 + side + 1)
  let count = 0
  coordinates[count++] = x + radius * contactX
  coordinates[count++] = y + radius * contactY

  for (let i = first; i < last; i++) {
    if (i > first) {
      const nextX = element(contacts, i * 4 + side)
      const nextY = element(contacts, i * 4 + side + 1)
      const cosine = contactX * nextX + contactY * nextY
      if (cosine < ONE_CURVE_COS) {
        count = putCut(coordinates, count, cutBend(chain, i, side))
      } else {
        const reach = radius / (1 + cosine)
        coordinates[count++] = x + reach * (contactX + nextX)
        coordinates[count++] = y + reach * (contactY + nextY)
      }
      contactX = nextX
      contactY = nextY
    }
    const fromX = x
    const fromY = y
    const fromRadius = radius
    x = element(xs, i + 1)
    y = element(ys, i + 1)
    radius = element(radii, i + 1)
    const middleRadius = (fromRadius + radius) / 2
    if (last - first > 1) {
      coordinates[count++] = (fromX + x) / 2 + middleRadius * contactX
      coordinates[count++] = (fromY + y) / 2 + middleRadius * contactY
    }
  }
  coordinates[count++] = x + radius * contactX
  coordinates[count++] = y + radius * contactY
  rail.count = count
}

function putCut(
  coordinates: Float64Array,
  at: number,
  { firstControl, cut, secondControl }: BendCut,
): number {
  coordinates[at] = firstControl.x
  coordinates[at + 1] = firstControl.y
  coordinates[at + 2] = cut.x
  coordinates[at + 3] = cut.y
  coordinates[at + 4] = secondControl.x
  coordinates[at + 5] = secondControl.y
  return at + 6
}
