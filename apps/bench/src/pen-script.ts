// What one pen sends while it writes for some seconds, and when: made beforehand, so that making it takes
// no time from what is measured.

import { encodeOps } from '@inkroom/protocol'
import { penStrokes } from './pen-model.ts'
import { strokeOps } from './pen-writer.ts'
import { seededRandom } from './seeded-random.ts'

const PEN_HZ = 120
const SIZE_PX = 100
const GAP_BETWEEN_STROKES_MS = 60
/** Pens begin apart from each other, within one flush. */
const START_SPREAD_MS = 25

export interface PenBatch {
  /** Since the beginning of all. */
  readonly atMs: number
  readonly bytes: Uint8Array
  readonly points: number
}

export function penScript(seed: number, durationMs: number): PenBatch[] {
  const random = seededRandom(seed)
  let strokeAtMs = random() * START_SPREAD_MS
  const batches: PenBatch[] = []
  let n = 0
  for (const stroke of penStrokes({ rateHz: PEN_HZ, sizePx: SIZE_PX, random })) {
    n += 1
    for (const { atMs, op, points } of strokeOps(stroke, n)) {
      if (strokeAtMs + atMs >= durationMs) return batches
      batches.push({ atMs: strokeAtMs + atMs, bytes: encodeOps([op]), points })
    }
    strokeAtMs += (stroke.at(-1)?.timeMs ?? 0) + GAP_BETWEEN_STROKES_MS
  }
  return batches
}
