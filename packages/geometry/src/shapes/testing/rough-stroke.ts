// Owns what a hand makes of a shape: it starts anywhere, goes either way round, trembles, and moves unevenly.

import * as fc from 'fast-check'
import { item } from '../../element.ts'
import type { InkPoints } from '../../ink-points.ts'
import type { Point } from '../../point.ts'
import { between, STEPS } from '../../testing/between.ts'
import { distance, lerp } from '../../vector.ts'

export type Track = Pick<InkPoints, 'length' | 'xs' | 'ys'>

export function trackOf(points: readonly Point[]): Track {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  return { length: points.length, xs: Float64Array.from(xs), ys: Float64Array.from(ys) }
}

export interface Hand {
  /** Samples on the whole way. */
  readonly samples: number
  /** How far samples lie beside the way, as a part of the shape's size. */
  readonly tremble: number
  /** How far the hand bends aside on its way, slowly; as a part of the size too. */
  readonly wobble: number
  /** Where on a closed way it begins, as a part of that. */
  readonly start: number
  readonly isBackwards: boolean
  readonly seed: number
}

export const anyHand: fc.Arbitrary<Hand> = fc.record({
  samples: fc.integer({ min: 50, max: 400 }),
  tremble: fc.nat(STEPS).map(between(0, 0.012)),
  wobble: fc.nat(STEPS).map(between(0, 0.015)),
  start: fc.nat(STEPS).map(between(0, 1)),
  isBackwards: fc.boolean(),
  seed: fc.nat(),
})

/** The corners joined by straight lines, as this hand draws them. */
export function drawn(corners: readonly Point[], size: number, hand: Hand): Track {
  const noise = noiseOf(hand.seed)
  const tremble = (): number => (noise() - 0.5) * 2 * size * hand.tremble
  const phase = noise() * 2 * Math.PI
  const points = Array.from({ length: hand.samples + 1 }, (_, i) => {
    // Slower at the start and at the end than between.
    const t = i / hand.samples
    const { x, y } = pointAt(corners, t + Math.sin(4 * Math.PI * t) / 30)
    const wave = phase + 5 * Math.PI * t
    const wobble = size * hand.wobble
    return {
      x: x + tremble() + wobble * Math.sin(wave),
      y: y + tremble() + wobble * Math.cos(wave * 1.3),
    }
  })
  return trackOf(hand.isBackwards ? points.toReversed() : points)
}

/** A closed way from where the hand begins: it ends at the same place. */
export function begunAnywhere(loop: readonly Point[], hand: Hand): Point[] {
  const closed = [...loop, item(loop, 0)]
  const at = pointAt(closed, hand.start)
  const lengths = legs(closed)
  const total = sum(lengths)
  let passed = 0
  const next = lengths.findIndex(length => (passed += length) >= hand.start * total)
  const rest = loop.map((_, i) => item(loop, (next + 1 + i) % loop.length))
  return [at, ...rest, at]
}

function pointAt(corners: readonly Point[], part: number): Point {
  const lengths = legs(corners)
  let left = Math.min(1, Math.max(0, part)) * sum(lengths)
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0)
      return lerp(item(corners, i), item(corners, i + 1), left / length)
    left -= length
  }
  return item(corners, corners.length - 1)
}

const legs = (corners: readonly Point[]): number[] =>
  corners.slice(1).map((corner, i) => distance(item(corners, i), corner))

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0)

/** 0 to 1; a linear congruence is noise enough for a hand. */
function noiseOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
