// How much the tools that draw steady the hand. The filter itself is the geometry's.

import { type OneEuroOptions, PEN_ONE_EURO } from '@inkroom/geometry'

/** What is left of the cut-off at rest, and of its gain with speed, where the hand is steadied most. */
const STEADIEST = { minCutoff: 0.2, beta: 0.1 }

/**
 * The filter for a stabiliser of 0 to 1. A mouse has the same one as a pen: with half the cut-off its curves were
 * no calmer that one could see (0.04 px at 40 px/s), and those of 15 px radius lost 0.9 px more at 400 px/s.
 *
 * The gain with speed falls too, or a quick hand would not be steadied at all: at 500 px/s the lag grows from
 * 2.7 ms to 23 ms, at 100 px/s from 8 ms to 53 ms. Both fall by ratios, so that each step of the slider is felt alike.
 */
export function inkSmoothing(stabilizer: number): OneEuroOptions {
  return {
    minCutoffHz: PEN_ONE_EURO.minCutoffHz * STEADIEST.minCutoff ** stabilizer,
    beta: PEN_ONE_EURO.beta * STEADIEST.beta ** stabilizer,
  }
}
