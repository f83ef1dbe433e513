// What the width of a stroke follows: the pressure of the pen, the speed of the hand where one wants that and
// there is no pressure, or nothing. All of it reads times, so that a stroke is the same at any rate of events.

import { distance, nextOneEuro, type OneEuroState, type Point } from '@inkroom/geometry'
import { type Brush, unreachable } from '@inkroom/protocol'
import type { PenSample } from '../input/pen-sample.ts'
import type { ToolContext } from './tool-behaviour.ts'

export type WidthSource = 'pressure' | 'speed' | 'nothing'

/** Tablets report pressure in coarse jumps. Nobody changes it faster than this on purpose; it lags by 20 ms. */
const PRESSURE_FILTER = { minCutoffHz: 8, beta: 0 }

/** The width swells and thins as softly as a hand speeds up. */
const SPEED_FILTER = { minCutoffHz: 5, beta: 0 }

/** What stands for pressure at rest, and what it comes near to in a fast stroke: 1.25 and 0.7 of the width. */
const AT_REST = 0.75
const AT_SPEED = 0.2
/** Half-way between the two: a hand that writes in large letters. */
const HALF_WAY_PX_PER_S = 400

/** A stroke begins at 0.8 of its width and runs out at half of what it had. */
const AT_START = 0.3
const END_PART = 0.35

export function widthSource({ hasPressure, style }: ToolContext, brush: Brush): WidthSource {
  if (brush !== 'pen') return 'nothing'
  if (hasPressure) return 'pressure'
  return style.widthBySpeed ? 'speed' : 'nothing'
}

function pressureOfSpeed(pxPerS: number): number {
  const part = HALF_WAY_PX_PER_S / (HALF_WAY_PX_PER_S + pxPerS)
  return AT_SPEED + (AT_REST - AT_SPEED) * part
}

/** A stroke's pressure from sample to sample, 0 to 1. */
export class InkPressure {
  private readonly source: WidthSource
  private filter: OneEuroState
  private at: Point

  constructor(source: WidthSource, first: PenSample) {
    this.source = source
    this.at = { x: first.xPx, y: first.yPx }
    this.filter = nextOneEuro(undefined, this.startOf(first), first.timeMs, PRESSURE_FILTER)
  }

  get value(): number {
    return this.filter.value
  }

  /** Of the end of the line, should it end now. */
  get end(): number {
    return this.source === 'speed' ? this.value * END_PART : this.value
  }

  /** The next sample, and where the smoothed line has got to by it. */
  next(sample: PenSample, smoothed: Point): void {
    switch (this.source) {
      case 'pressure':
        // The pressure of the moment of lifting is 0 by definition and would pinch the line's end.
        if (sample.pressure > 0) this.feel(sample.pressure, sample.timeMs)
        break
      case 'speed':
        this.follow(sample, smoothed)
        break
      case 'nothing':
        break
      default:
        unreachable(this.source)
    }
  }

  private startOf({ pressure, isStraight }: PenSample): number {
    switch (this.source) {
      case 'pressure':
        return pressure
      case 'speed':
        // A line that is drawn straight from its start on has one width: there is no hand to follow.
        return isStraight ? 0.5 : AT_START
      case 'nothing':
        return 1
      default:
        return unreachable(this.source)
    }
  }

  private feel(pressure: number, timeMs: number): void {
    this.filter = nextOneEuro(this.filter, pressure, timeMs, PRESSURE_FILTER)
  }

  private follow({ timeMs, isStraight }: PenSample, smoothed: Point): void {
    const elapsedS = (timeMs - this.filter.tMs) / 1000
    const gone = distance(this.at, smoothed)
    this.at = smoothed
    if (!(elapsedS > 0)) return
    const aim = isStraight ? this.value : pressureOfSpeed(gone / elapsedS)
    this.filter = nextOneEuro(this.filter, aim, timeMs, SPEED_FILTER)
  }
}
