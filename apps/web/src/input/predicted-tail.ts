// Where the browser expects the pointer by the next frame: samples to be shown and never kept. Browsers expect by
// running on as before, which is wrong where a hand turns.

import type { Point } from '@inkroom/geometry'
import { type Origin, type PenSample, type PointerReading, sampleOf } from './pen-sample.ts'

/** What is read of a move, so that recorded lists can stand in for it. */
export interface ForesightReading extends PointerReading {
  readonly getPredictedEvents?: () => readonly PointerReading[]
}

/** A frame at 60 Hz: what is painted now is seen about then. Farther ahead the error grows with the square. */
export const MAX_AHEAD_MS = 1000 / 60

/** Of the hand's direction, what is older says nothing. */
const MOTION_MS = 50
/** Over less than this a direction is the grain of the device. */
const MIN_MOTION_PX = 2
/** cos 60°: a hand that turns more sharply is not foreseen. */
const MIN_TURN_COSINE = 0.5

/** The newest samples, oldest first: as many as tell the direction. */
export function withNewest(
  recent: readonly PenSample[],
  samples: readonly PenSample[],
): readonly PenSample[] {
  const sinceMs = (samples.at(-1)?.timeMs ?? 0) - MOTION_MS
  return [...recent, ...samples].filter(({ timeMs }) => timeMs >= sinceMs)
}

/** `recent` are the samples that were taken, the newest last. Empty where nothing can be foreseen. */
export function predictedTail(
  event: ForesightReading,
  origin: Origin,
  recent: readonly PenSample[],
): readonly PenSample[] {
  const newest = recent.at(-1)
  const motion = motionOf(recent)
  if (newest === undefined || motion === null) return []
  const tail = (event.getPredictedEvents?.() ?? [])
    .toSorted((a, b) => a.timeStamp - b.timeStamp)
    .map(reading => sampleOf(reading, origin))
    .filter(({ timeMs }) => isAhead(timeMs - newest.reportedMs))
  return tail.every(sample => goesOn(motion, between(newest, sample))) ? tail : []
}

const isAhead = (aheadMs: number): boolean => aheadMs > 0 && aheadMs <= MAX_AHEAD_MS

const between = (from: PenSample, to: PenSample): Point => ({
  x: to.xPx - from.xPx,
  y: to.yPx - from.yPx,
})

/** The last motion that is long enough to have a direction; null at rest. */
function motionOf(recent: readonly PenSample[]): Point | null {
  const newest = recent.at(-1)
  if (newest === undefined) return null
  const from = recent.findLast(sample => lengthOf(between(sample, newest)) >= MIN_MOTION_PX)
  return from === undefined ? null : between(from, newest)
}

const lengthOf = ({ x, y }: Point): number => Math.hypot(x, y)

function goesOn(motion: Point, ahead: Point): boolean {
  const cosine = motion.x * ahead.x + motion.y * ahead.y
  return cosine >= MIN_TURN_COSINE * lengthOf(motion) * lengthOf(ahead)
}
