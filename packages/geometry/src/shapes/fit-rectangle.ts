// Owns the rectangle of any turn that a loop stands for.

import { boxOfPoints } from '../box.ts'
import { element, item } from '../element.ts'
import type { Point } from '../point.ts'
import { rotate } from '../vector.ts'
import { evenedOut, type Fit, rootMeanSquare, snapAngle } from './fit.ts'
import { type Rectangle, rectangleAt } from './shape.ts'

/** Eighteen times 5° are a quarter turn. */
const COARSE_STEP_RADIANS = 0.087266
const COARSE_TURNS = 18
/** Half a degree, from one coarse step before the best to one behind it. */
const FINE_STEP_RADIANS = 0.0087266
const FINE_TURNS = 21
/** Each round moves the sides to where the points that lie nearest to them are; after three they stand. */
const ROUNDS = 3
const MIN_FLATNESS = 0.15

/** Where the sides are in the rectangle's own axes: x of the left and right one, y of the upper and lower one. */
type Sides = readonly [left: number, right: number, top: number, bottom: number]
const LEFT = 0
const RIGHT = 1
const TOP = 2
const BOTTOM = 3

interface Turned {
  readonly angleRadians: number
  readonly sides: Sides
  readonly rms: number
}

export function fitRectangle(
  loop: readonly Point[],
  points: readonly Point[],
): Fit<Rectangle> | null {
  const best = bestTurn(loop)
  const { angleRadians, sides } = turnedTo(snapAngle(best.angleRadians), loop, loop)
  // The misfit is that of the hand: what the snap adds is not the stroke's.
  const { rms } = turnedTo(best.angleRadians, loop, points)
  const [left, right, top, bottom] = sides
  const [width, height] = evenedOut(right - left, bottom - top)
  if (Math.min(width, height) < MIN_FLATNESS * Math.max(width, height)) return null
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
  const shape = rectangleAt(rotate(middle, angleRadians), { width, height, angleRadians })
  return { shape, misfit: rms / Math.sqrt(width * height) }
}

/** Rectangles repeat after a quarter turn, and the misfit has no steep valleys: coarse, then fine. */
function bestTurn(loop: readonly Point[]): Turned {
  const around = (middle: number, step: number, count: number): Turned => {
    const turns = Array.from({ length: count }, (_, i) =>
      turnedTo(middle + (i - (count - 1) / 2) * step, loop, loop),
    )
    return turns.reduce((best, each) => (each.rms < best.rms ? each : best))
  }
  const coarse = around(0, COARSE_STEP_RADIANS, COARSE_TURNS)
  return around(coarse.angleRadians, FINE_STEP_RADIANS, FINE_TURNS)
}

function turnedTo(
  angleRadians: number,
  loop: readonly Point[],
  measured: readonly Point[],
): Turned {
  const upright = loop.map(point => rotate(point, -angleRadians))
  let sides = boxSides(upright)
  for (let round = 0; round < ROUNDS; round++) sides = movedTo(upright, sides)
  const gaps = measured.map(point => {
    const turned = rotate(point, -angleRadians)
    return gapTo(turned, sides, nearestSide(turned, sides))
  })
  return { angleRadians, sides, rms: rootMeanSquare(gaps) }
}

function boxSides(points: readonly Point[]): Sides {
  const { minX, maxX, minY, maxY } = boxOfPoints(points)
  return [minX, maxX, minY, maxY]
}

/** Each side to the mean of the points that it is nearest to. */
function movedTo(points: readonly Point[], sides: Sides): Sides {
  const sums = new Float64Array(4)
  const counts = new Float64Array(4)
  for (const point of points) {
    const side = nearestSide(point, sides)
    sums[side] = element(sums, side) + (side < TOP ? point.x : point.y)
    counts[side] = element(counts, side) + 1
  }
  const mean = (side: number): number =>
    element(counts, side) > 0 ? element(sums, side) / element(counts, side) : item(sides, side)
  return [mean(LEFT), mean(RIGHT), mean(TOP), mean(BOTTOM)]
}

function nearestSide({ x, y }: Point, [left, right, top, bottom]: Sides): number {
  const [toLeft, toRight] = [Math.abs(x - left), Math.abs(x - right)]
  const [toTop, toBottom] = [Math.abs(y - top), Math.abs(y - bottom)]
  if (Math.min(toLeft, toRight) < Math.min(toTop, toBottom)) return toLeft < toRight ? LEFT : RIGHT
  return toTop < toBottom ? TOP : BOTTOM
}

const gapTo = ({ x, y }: Point, sides: Sides, side: number): number =>
  Math.abs((side < TOP ? x : y) - item(sides, side))
