// Owns the integer grid that ink is stored on: its step is 2^-e world units, with e fixed at pen-down.
// Powers of two only, so that going to the grid's world coordinate and back is exact on every machine.

/** 2^8 world units a step: the coarsest grid. */
export const MIN_GRID_EXPONENT = -8

/** 2^-16 world units a step: the finest grid. 2^31 steps still span 32,768 world units. */
export const MAX_GRID_EXPONENT = 16

const STEPS_PER_DEVICE_PIXEL = 8

/** By exponent, from the least on: to raise a power takes as long as to trace some points. */
const UNITS = Float64Array.from(
  { length: MAX_GRID_EXPONENT - MIN_GRID_EXPONENT + 1 },
  (_, at) => 2 ** -(MIN_GRID_EXPONENT + at),
)

/**
 * The exponent e whose step 2^-e is an eighth of a device pixel or finer (but for the clamp).
 * `zoom` is screen pixels per world unit, `dpr` device pixels per screen pixel; both positive.
 */
export function gridExponent(zoom: number, dpr: number): number {
  const exponent = Math.ceil(Math.log2(zoom * dpr * STEPS_PER_DEVICE_PIXEL))
  return Math.min(MAX_GRID_EXPONENT, Math.max(MIN_GRID_EXPONENT, exponent))
}

/** World units → the nearest grid integer. */
export function quantize(value: number, exponent: number): number {
  // `+ 0` turns the -0 that rounding makes of small negatives into 0: encoders compare with Object.is.
  return Math.round(value * 2 ** exponent) + 0
}

/** Grid integer → world units, exactly. */
export function dequantize(integer: number, exponent: number): number {
  return integer * (UNITS[exponent - MIN_GRID_EXPONENT] ?? 2 ** -exponent)
}
