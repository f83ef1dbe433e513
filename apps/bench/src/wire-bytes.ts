// What a pen costs on the wire: one person draws at a pen's own pace, another one looks on, a third one
// joins afterwards. All framing is counted, but for TCP and TLS.

import { setTimeout as sleep } from 'node:timers/promises'
import {
  benchServer,
  type Drawer,
  drawer,
  untilLive,
  untilSeq,
  untilSettled,
} from './drawing-session.ts'
import { type PenStroke, penStrokes } from './pen-model.ts'
import { strokeOps } from './pen-writer.ts'
import { recordings } from './recorded-ink.ts'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { round } from './statistics.ts'

/** Enough for a steady mean; more would only take longer, since it is drawn at its own pace. */
const EVENTS = 1_500
const GAP_BETWEEN_STROKES_MS = 60

function someStrokes(source: Iterable<PenStroke>): PenStroke[] {
  const strokes: PenStroke[] = []
  let events = 0
  for (const stroke of source) {
    if (events >= EVENTS) break
    strokes.push(stroke)
    events += stroke.length
  }
  return strokes
}

async function drawAtPace({ client }: Drawer, strokes: readonly PenStroke[]): Promise<void> {
  let n = 0
  let startMs = performance.now()
  for (const stroke of strokes) {
    n += 1
    for (const { atMs, op } of strokeOps(stroke, n)) {
      await sleep(Math.max(0, startMs + atMs - performance.now()))
      client.submit([op])
    }
    startMs = performance.now() + GAP_BETWEEN_STROKES_MS
  }
}

async function measureStrokes(section: string, strokes: readonly PenStroke[]): Promise<Figure[]> {
  const server = await benchServer()
  const author = drawer(server, 'wire')
  const reader = drawer(server, 'wire')
  await Promise.all([untilLive(author), untilLive(reader)])
  const { upBytes, upFrames } = author.traffic
  const { downBytes } = reader.traffic
  await drawAtPace(author, strokes)
  await untilSettled(author)
  await untilSeq(reader, author.client.seq)
  const late = drawer(server, 'wire')
  await untilLive(late)
  const events = strokes.reduce((sum, stroke) => sum + stroke.length, 0)
  const seconds = strokes.reduce((sum, stroke) => sum + (stroke.at(-1)?.timeMs ?? 0), 0) / 1000
  const frames = author.traffic.upFrames - upFrames
  const unit = 'B a pen event'
  const figures: Figure[] = [
    { section, name: 'pen events', value: events, unit: '' },
    {
      section,
      name: 'up',
      value: round((author.traffic.upBytes - upBytes) / events),
      unit,
      goal: 7.5,
    },
    {
      section,
      name: 'down, each receiver',
      value: round((reader.traffic.downBytes - downBytes) / events),
      unit,
      goal: 6.5,
    },
    {
      section,
      name: 'frames while the pen is down',
      value: round(frames / seconds, 1),
      unit: 'a second',
    },
    {
      section,
      name: 'history to a joiner',
      value: round(late.traffic.downBytes / events),
      unit: 'B a point',
      goal: 2.5,
    },
  ]
  for (const { client } of [author, reader, late]) client.close()
  await server.close()
  return figures
}

export async function measureWire({ seed, inkDir }: BenchContext): Promise<Figure[]> {
  const model = penStrokes({ rateHz: 120, sizePx: 100, random: seededRandom(seed) })
  const figures = await measureStrokes('wire: 120 Hz pen model', someStrokes(model))
  for (const { name, rateHz, strokes } of recordings(inkDir)) {
    const section = `wire: ${name} (${rateHz} Hz)`
    figures.push(...(await measureStrokes(section, someStrokes(strokes))))
  }
  return figures
}
