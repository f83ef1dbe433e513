// Owns the strokes that outlines are tried with: steps from point to point, with radii of their own or one for all.

import * as fc from 'fast-check'
import type { Disc } from '../disc.ts'
import type { InkPoints } from '../ink-points.ts'
import type { Point } from '../point.ts'
import { between, STEPS } from './between.ts'

export function inkOf(discs: readonly Disc[]): InkPoints {
  return {
    length: discs.length,
    xs: Float64Array.from(discs, disc => disc.x),
    ys: Float64Array.from(discs, disc => disc.y),
    radii: Float64Array.from(discs, disc => disc.radius),
  }
}

interface Step {
  readonly turn: number
  readonly length: number
}

function walk(steps: readonly Step[]): Point[] {
  let heading = 0.3
  let at = { x: 0, y: 0 }
  const points = [at]
  for (const { turn, length } of steps) {
    heading += turn
    at = { x: at.x + length * Math.cos(heading), y: at.y + length * Math.sin(heading) }
    points.push(at)
  }
  return points
}

function number(min: number, max: number): fc.Arbitrary<number> {
  return fc.nat(STEPS).map(between(min, max))
}

function walkOf(turn: fc.Arbitrary<number>, length: fc.Arbitrary<number>): fc.Arbitrary<Point[]> {
  return fc
    .array(fc.record({ turn, length }), { minLength: 1, maxLength: 24, size: 'max' })
    .map(walk)
}

/** Sharp turns to alternate sides. */
const zigZag = fc
  .array(fc.record({ turn: number(1.2, Math.PI), length: number(0.3, 12) }), {
    minLength: 2,
    maxLength: 24,
    size: 'max',
  })
  .map(steps => walk(steps.map((step, i) => (i % 2 ? step : { ...step, turn: -step.turn }))))

/** There and back on one line, exactly. */
export const backtracking = fc
  .array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 24, size: 'max' })
  .map(moves => {
    let x = 0
    return [{ x, y: 0 }, ...moves.map(move => ({ x: (x += move), y: 0 }))]
  })

/** Anything on a grid as coarse as the samples of a pen at rest: repeats, reversals, right angles. */
export const gridWalk = fc.array(
  fc.record({ x: fc.integer({ min: 0, max: 6 }), y: fc.integer({ min: 0, max: 6 }) }),
  { minLength: 1, maxLength: 24, size: 'max' },
)

export const randomWalk = walkOf(number(-Math.PI, Math.PI), number(0, 8))
export const smoothWalk = walkOf(number(-0.6, 0.6), number(0.5, 8))
/** Round and round in circles tighter than the line is wide: where an outline folds back on its inner side. */
const tightCurl = walkOf(number(0.5, 1.39), number(0.1, 1.5))

/** By kind. */
export const walks: Record<string, fc.Arbitrary<Point[]>> = {
  'zig-zags': zigZag,
  backtracking,
  'walks on a coarse grid': gridWalk,
  'random walks': randomWalk,
  'smooth walks': smoothWalk,
  'tight curls': tightCurl,
}

export function evenInk(way: fc.Arbitrary<Point[]>): fc.Arbitrary<InkPoints> {
  return fc
    .tuple(way, number(0.5, 5))
    .map(([points, radius]) => inkOf(points.map(p => ({ ...p, radius }))))
}

export function pressedInk(way: fc.Arbitrary<Point[]>): fc.Arbitrary<InkPoints> {
  const radii = fc.infiniteStream(number(0.4, 5))
  return fc
    .tuple(way, radii)
    .map(([points, stream]) => inkOf(points.map(p => ({ ...p, radius: stream.next().value ?? 1 }))))
}
