// Handwriting at a pen's rate: the middle lines of Chinese characters, drawn by a model of a hand. Speed
// follows the bell of a minimum-jerk movement, the hand trembles at 9 Hz, the tablet adds noise, pressure
// rises and falls. The model stands in for pens where no recordings are at hand.

import { createRequire } from 'node:module'
import { gaussian, type Random } from './seeded-random.ts'

/** One event of a pen. */
export interface PenEvent {
  /** CSS pixels. */
  readonly x: number
  readonly y: number
  /** 0–1. */
  readonly pressure: number
  /** Since the stroke's first event. */
  readonly timeMs: number
}

export type PenStroke = readonly PenEvent[]

export interface PenModel {
  readonly rateHz: number
  /** Of a character on the screen. */
  readonly sizePx: number
  readonly random: Random
  /** Of a stroke, however long it is; else as many as the pen makes on the way. */
  readonly points?: number
  /** Characters side by side. */
  readonly perRow?: number
}

type Line = readonly (readonly [number, number])[]

/** The data's own square. */
const GLYPH_UNITS = 1024
const SPEED_PX_PER_S = 450
const NOISE_PX = 0.15
const TREMOR_PX = 0.25
const TREMOR_HZ = 9

/** How far it is from one character to the next, in characters. */
export const CELL_OF_CHARACTER = 1.1

const CHARACTERS =
  '永东国酬爱郁灵鹰袋我们在纸上一起画大小多少人心手日月水火山石田土云雨风花草树木鸟鱼马牛羊天地春夏秋冬红黄蓝白黑长短高低'

export function characterLines(character: string): readonly Line[] {
  const load = createRequire(import.meta.url)
  // The package is plain JSON without types: an array of lines a character.
  const data = load(`hanzi-writer-data/${character}.json`) as { medians: readonly Line[] }
  return data.medians
}

/** How many lines a character has on average. */
export function linesPerCharacter(): number {
  const counts = Array.from(CHARACTERS, character => characterLines(character).length)
  return counts.reduce((sum, count) => sum + count, 0) / counts.length
}

/** Distance travelled at part `t` of the time, both 0–1: the smoothest way from rest to rest. */
const travelled = (t: number): number => t * t * t * (10 - 15 * t + 6 * t * t)

interface Path {
  readonly points: Line
  /** From the start to each point. */
  readonly lengths: readonly number[]
  readonly total: number
}

function pathOf(line: Line, sizePx: number): Path {
  const scale = sizePx / GLYPH_UNITS
  const points = line.map(([x, y]) => [x * scale, (GLYPH_UNITS - y) * scale] as const)
  const lengths: number[] = [0]
  for (let i = 1; i < points.length; i += 1) {
    const [[x0, y0] = [0, 0], [x1, y1] = [0, 0]] = [points[i - 1], points[i]]
    lengths.push((lengths[i - 1] ?? 0) + Math.hypot(x1 - x0, y1 - y0))
  }
  return { points, lengths, total: lengths.at(-1) ?? 0 }
}

function pointAt({ points, lengths }: Path, distance: number): readonly [number, number] {
  const next = Math.max(
    1,
    lengths.findIndex(length => length >= distance),
  )
  const [from = [0, 0], to = from] = [points[next - 1], points[next]]
  const start = lengths[next - 1] ?? 0
  const span = (lengths[next] ?? start) - start
  const part = span > 0 ? (distance - start) / span : 0
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]
}

function drawLine(line: Line, { rateHz, sizePx, random, points }: PenModel): PenStroke {
  const path = pathOf(line, sizePx)
  const durationS = Math.max(0.08, path.total / SPEED_PX_PER_S)
  const count = points ?? Math.max(2, Math.round(durationS * rateHz))
  const stepMs = points === undefined ? 1000 / rateHz : (durationS * 1000) / (points - 1)
  const phase = random() * 2 * Math.PI
  return Array.from({ length: count }, (_, i) => {
    const part = i / (count - 1)
    const timeMs = i * stepMs
    const [x, y] = pointAt(path, travelled(part) * path.total)
    const tremor = TREMOR_PX * Math.sin(phase + (2 * Math.PI * TREMOR_HZ * timeMs) / 1000)
    const pressure = 0.25 + 0.5 * Math.sin(Math.PI * part) + 0.02 * gaussian(random)
    return {
      x: x + tremor + NOISE_PX * gaussian(random),
      y: y - tremor + NOISE_PX * gaussian(random),
      pressure: Math.min(1, Math.max(0.02, pressure)),
      timeMs,
    }
  })
}

/** Strokes of characters, one after the other over a wide sheet, without end. */
export function* penStrokes(model: PenModel): Generator<PenStroke> {
  const { perRow = 40, sizePx } = model
  const cellPx = sizePx * CELL_OF_CHARACTER
  for (let n = 0; ; n += 1) {
    const character = CHARACTERS.charAt(n % CHARACTERS.length)
    const left = (n % perRow) * cellPx
    const top = Math.floor(n / perRow) * cellPx
    for (const line of characterLines(character)) {
      yield drawLine(line, model).map(event => ({ ...event, x: event.x + left, y: event.y + top }))
    }
  }
}
