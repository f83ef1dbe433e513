// A board full of strokes, for those who join it.

import { InkStrokeWriter } from '@inkroom/document'
import { encodeOps, limits, type Op } from '@inkroom/protocol'
import { type Drawer, untilSettled } from './drawing-session.ts'
import type { PenStroke } from './pen-model.ts'
import { headerOf, smoothed } from './pen-writer.ts'
import type { Random } from './seeded-random.ts'

/** Of a stroke. */
export const POINTS = 60

/** Of a wide board, in px. */
export const WIDE_SIDE = 20_000

/** A stroke anywhere on the board. */
function wander(random: Random, side: number): PenStroke {
  let x = random() * side
  let y = random() * side
  let heading = random() * 2 * Math.PI
  return Array.from({ length: POINTS }, (_, i) => {
    heading += (random() - 0.5) * 0.6
    x += Math.cos(heading) * 4
    y += Math.sin(heading) * 4
    return { x, y, pressure: 0.5 + 0.2 * Math.sin(i / 9), timeMs: i * 8 }
  })
}

export function* wanderings(count: number, random: Random, side = WIDE_SIDE): Generator<PenStroke> {
  for (let n = 0; n < count; n += 1) yield wander(random, side)
}

function strokeAsOps(stroke: PenStroke, n: number): Op[] {
  const writer = new InkStrokeWriter({ n, page: 0, header: headerOf(stroke) })
  const elapsedMs = Math.round(stroke.at(-1)?.timeMs ?? 0)
  return [writer.begin(), writer.finish(smoothed(stroke).slice(1), elapsedMs)]
}

/** Draws the strokes in batches as large as a frame allows. */
export async function fill(author: Drawer, strokes: Iterable<PenStroke>): Promise<void> {
  let ops: Op[] = []
  let bytes = 0
  const flush = async () => {
    if (ops.length > 0) author.client.submit(ops)
    ops = []
    bytes = 0
    await untilSettled(author)
  }
  let n = 0
  for (const stroke of strokes) {
    n += 1
    const made = strokeAsOps(stroke, n)
    const madeBytes = encodeOps(made).length + 8
    const isFull = bytes + madeBytes > limits.MAX_FRAME_BYTES - 64
    if (isFull || ops.length + made.length > limits.MAX_BATCH_OPS) await flush()
    ops.push(...made)
    bytes += madeBytes
  }
  await flush()
}
