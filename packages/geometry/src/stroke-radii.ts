// Owns the way from pen pressure to half the line's width.

import { element } from './element.ts'

export interface InkWidth {
  /** The line's width at pressure 0.5 or without pressure, in world units. */
  readonly size: number
  /** 0: pressure changes nothing. 1: pressure 0 gives a thread, pressure 1 twice the size. */
  readonly thinning: number
}

/** A point that the pen barely touched still shows: never thinner than this part of the full radius. */
const MIN_RADIUS_PART = 0.1

/**
 * Weights of a point's pressure, its neighbours' and theirs. Tablets report pressure in coarse jumps, which
 * would show as notches. Two points to each side and no more: a point's radius is final two points later.
 */
const SMOOTHING = Float64Array.of(3, 2, 1)

/** So many points behind a point, its radius is final. */
export const POINTS_TO_SETTLE = SMOOTHING.length - 1

/** A radius in world units for each of `length` points. `pressures` are 0..1; none means a pen without pressure. */
export function strokeRadii(
  length: number,
  width: InkWidth,
  pressures?: ArrayLike<number>,
): Float64Array {
  const radii = new Float64Array(length)
  writeStrokeRadii(radii, width, { length, pressures })
  return radii
}

/** The same, into an array that may be longer. */
export function writeStrokeRadii(
  radii: Float64Array,
  width: InkWidth,
  {
    length,
    pressures,
  }: { readonly length: number; readonly pressures?: ArrayLike<number> | undefined },
): void {
  if (!pressures) {
    radii.fill(width.size / 2, 0, length)
    return
  }
  const pressed = { length, pressures }
  for (let i = 0; i < length; i++) radii[i] = strokeRadius(pressed, i, width)
}

/** `length` pressures of 0..1. The array may be longer than that. */
export interface Pressures {
  readonly length: number
  readonly pressures: ArrayLike<number>
}

/** The radius at one point, in world units. It reads two points to each side and no more. */
export function strokeRadius(pressures: Pressures, index: number, width: InkWidth): number {
  return radiusAt(smoothPressure(pressures, index), width)
}

/** No pressure makes a line wider. */
export function maxStrokeRadius(width: InkWidth): number {
  return radiusAt(1, width)
}

function radiusAt(pressure: number, { size, thinning }: InkWidth): number {
  const factor = 1 + thinning * (2 * pressure - 1)
  return (size / 2) * Math.max(MIN_RADIUS_PART, factor)
}

function smoothPressure({ length, pressures }: Pressures, index: number): number {
  const first = Math.max(0, index - POINTS_TO_SETTLE)
  const last = Math.min(length - 1, index + POINTS_TO_SETTLE)
  let sum = 0
  let weights = 0
  for (let i = first; i <= last; i++) {
    const weight = element(SMOOTHING, Math.abs(i - index))
    // 0.5 is what the pointer events specification reports where there is no pressure.
    sum += weight * (pressures[i] ?? 0.5)
    weights += weight
  }
  return sum / weights
}
