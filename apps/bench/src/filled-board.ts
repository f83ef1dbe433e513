// A board full of strokes, for those who join it.

import { InkStrokeWriter } from '@inkroom/document'
import { encodeOps, limits, type Op } from '@inkroom/protocol'
import { type Drawer, untilSettled } from './drawing-session.ts'
import type { PenEvent } from './pen-model.ts'
import { headerOf, smoothed } from './pen-writer.ts'
import type { Random } from './seeded-random.ts'

/** Of a stroke. */
export const POINTS = 60

function wander(random: Random): PenEvent[] {
  let x = random() * 20_000
  let y = random() * 20_000
  let heading = random() * 2 * Math.PI
  return Array.from({ length: POINTS }, (_, i) => {
    heading += (random() - 0.5) * 0.6
    x += Math.cos(heading) * 4
    y += Math.sin(heading) * 4
    return { x, y, pressure: 0.5 + 0.2 * Math.sin(i / 9), timeMs: i * 8 }
  })
}

function strokeAsOps(n: number, random: Random): Op[] {
  const stroke = wander(random)
  const writer = new InkStrokeWriter({ n, page: 0, header: headerOf(stroke) })
  return [writer.begin(), writer.finish(smoothed(stroke).slice(1), 480)]
}

/** Draws the strokes in batches as large as a frame allows. */
export async function fill(author: Drawer, strokes: number, random: Random): Promise<void> {
  let ops: Op[] = []
  let bytes = 0
  const flush = async () => {
    if (ops.length > 0) author.client.submit(ops)
    ops = []
    bytes = 0
    await untilSettled(author)
  }
  for (let n = 1; n <= strokes; n += 1) {
    const stroke = strokeAsOps(n, random)
    bytes += encodeOps(stroke).length + 8
    if (bytes > limits.MAX_FRAME_BYTES - 64 || ops.length + 2 > limits.MAX_BATCH_OPS) await flush()
    ops.push(...stroke)
  }
  await flush()
}
