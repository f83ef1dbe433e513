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

/** A radius in world units for each of `length` points. `pressures` are 0..1; none means a pen without pressure. */
export function strokeRadii(
  length: number,
  width: InkWidth,
  pressures?: ArrayLike<number>,
): Float64Array {
  const radii = new Float64Array(length)
  if (!pressures) return radii.fill(width.size / 2)
  for (let i = 0; i < length; i++) {
    radii[i] = radiusAt(smoothPressure(pressures, i, length), width)
  }
  return radii
}

function radiusAt(pressure: number, { size, thinning }: InkWidth): number {
  const factor = 1 + thinning * (2 * pressure - 1)
  return (size / 2) * Math.max(MIN_RADIUS_PART, factor)
}

function smoothPressure(pressures: ArrayLike<number>, index: number, length: number): number {
  const reach = SMOOTHING.length - 1
  const first = Math.max(0, index - reach)
  const last = Math.min(length - 1, index + reach)
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
