// Owns the evenly spread real numbers of property tests. fast-check's own doubles spread evenly over their bit
// patterns: between 0 and 50, half of them lie below 1e-150, and strokes made of them are dots.

/** For `fc.nat(STEPS).map(between(min, max))`. */
export const STEPS = 2 ** 20

export function between(min: number, max: number): (step: number) => number {
  return step => min + ((max - min) * step) / STEPS
}
