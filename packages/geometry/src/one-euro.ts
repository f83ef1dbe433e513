// Owns the 1€ filter: a low-pass whose cut-off rises with speed, so slow hands are steadied and fast ones do not lag.
// Source: Géry Casiez, Nicolas Roussel, Daniel Vogel, "1€ Filter: A Simple Speed-based Low-pass Filter for Noisy
// Input in Interactive Systems", CHI 2012. It reads time stamps, so the result does not hang on the event rate.

import type { Point } from './point.ts'
import { length, lerp, scale, subtract } from './vector.ts'

export interface OneEuroOptions {
  /** Cut-off at rest, in Hz. Lower is steadier and lags more: at rest the lag is 1 / (2π · cut-off). */
  readonly minCutoffHz: number
  /** Hz of cut-off gained per unit/s of speed. */
  readonly beta: number
}

export interface OneEuroState {
  /** The filtered value. */
  readonly value: number
  /** The last sample as it came. */
  readonly sample: number
  /** Units per second, smoothed; undefined until a second sample gives a first difference. */
  readonly velocity: number | undefined
  readonly tMs: number
}

export interface OneEuroPointState {
  /** The filtered point. */
  readonly value: Point
  /** The last sample as it came. */
  readonly sample: Point
  /** Units per second, smoothed; undefined until a second sample gives a first difference. */
  readonly velocity: Point | undefined
  readonly tMs: number
}

/**
 * For pen positions in screen pixels: at 500 px/s the cut-off is 60 Hz, a lag of 1 / (2π · 60) s = 2.7 ms, and the
 * lag stays below 6 ms from 170 px/s on.
 */
export const PEN_ONE_EURO: OneEuroOptions = { minCutoffHz: 10, beta: 0.1 }

/**
 * For the velocity itself. Half as much again as in the paper: a stroke is over in a fifth of a second, and at 1 Hz,
 * a mean over 160 ms, much of it was smoothed by the speed that it had begun with, and small circles by hardly any.
 */
const VELOCITY_CUTOFF_HZ = 1.5

/**
 * One step: the new state's `value` is the filtered value. `state` is undefined for the first sample, which passes
 * unchanged. A sample that is not later than the last one changes nothing: browsers do report repeats.
 *
 * Two more departures from the paper. Speed is measured between samples, not from the last filtered value: that difference
 * holds the filter's lag as well, which at 240 Hz doubles the speed and at 60 Hz does not. And the first difference
 * is taken as it is, where the paper starts at speed 0: a fast pen would lag through its first tenth of a second.
 */
export function nextOneEuro(
  state: OneEuroState | undefined,
  sample: number,
  tMs: number,
  options: OneEuroOptions,
): OneEuroState {
  if (!state) return { value: sample, sample, velocity: undefined, tMs }
  const dtS = (tMs - state.tMs) / 1000
  if (!(dtS > 0)) return state

  const difference = (sample - state.sample) / dtS
  const velocity = mix(
    state.velocity ?? difference,
    difference,
    sampleWeight(dtS, VELOCITY_CUTOFF_HZ),
  )
  const weight = sampleWeight(dtS, options.minCutoffHz + options.beta * Math.abs(velocity))
  return { value: mix(state.value, sample, weight), sample, velocity, tMs }
}

/**
 * The same for points. One cut-off, from the length of the velocity, serves both axes: two filters side by side
 * would smooth a horizontal stroke differently from a diagonal one.
 */
export function nextOneEuroPoint(
  state: OneEuroPointState | undefined,
  sample: Point,
  tMs: number,
  options: OneEuroOptions = PEN_ONE_EURO,
): OneEuroPointState {
  if (!state) return { value: sample, sample, velocity: undefined, tMs }
  const dtS = (tMs - state.tMs) / 1000
  if (!(dtS > 0)) return state

  const difference = scale(subtract(sample, state.sample), 1 / dtS)
  const velocity = lerp(
    state.velocity ?? difference,
    difference,
    sampleWeight(dtS, VELOCITY_CUTOFF_HZ),
  )
  const weight = sampleWeight(dtS, options.minCutoffHz + options.beta * length(velocity))
  return { value: lerp(state.value, sample, weight), sample, velocity, tMs }
}

/** The weight of the new sample in an exponential average of this cut-off, `dtS` seconds after the last one. */
function sampleWeight(dtS: number, cutoffHz: number): number {
  const timeConstantS = 1 / (2 * Math.PI * cutoffHz)
  return 1 / (1 + timeConstantS / dtS)
}

function mix(from: number, to: number, weight: number): number {
  return from + weight * (to - from)
}
