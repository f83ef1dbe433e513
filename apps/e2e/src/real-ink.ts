// Strokes that people made, and how the page would send them: the first point with the stroke's birth, then what the
// pen did in each 20 ms. Chinese characters come from hanzi-writer-data; recordings from folders that hold files of
// { strokes: [[[x px, y px, pressure 0..1, ms], …], …] }.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InkStrokeWriter, type StrokeBirth } from '@inkroom/document'
import type { InkColor, InkHeader, InkSample, Op } from '@inkroom/protocol'

/** In pixels at 100 %. */
export interface PenPoint {
  readonly x: number
  readonly y: number
  /** 0 to 1. */
  readonly pressure: number
  /** Since the stroke's first point. */
  readonly atMs: number
}

export type Stroke = readonly PenPoint[]

export interface InkLook {
  readonly color: InkColor
  readonly widthPx: number
}

/** A quarter of a pixel, as the page draws at 100 %. */
const GRID_EXPONENT = 2
const FLUSH_MS = 20
const FLUSHES_AT_ONCE = 8

const toGrid = (px: number): number => Math.round(px * 2 ** GRID_EXPONENT)

/** The stroke's samples on its grid: what everyone must end up with. */
export function samplesOf(stroke: Stroke): InkSample[] {
  return stroke.map(({ x, y, pressure }) => ({
    x: toGrid(x),
    y: toGrid(y),
    pressure: Math.round(pressure * 255),
  }))
}

export function headerOf(first: InkSample, { color, widthPx }: InkLook): InkHeader {
  const look = { brush: 'pen', color, size: toGrid(widthPx), opacity: 255 } as const
  return { ...look, ...first, gridExponent: GRID_EXPONENT, hasPressure: true }
}

/** The ops of a stroke, one a batch, in the order in which the page would submit them. */
export function* opsOf(
  stroke: Stroke,
  birth: Omit<StrokeBirth, 'header'>,
  look: InkLook,
): Iterable<Op> {
  const [first, ...rest] = samplesOf(stroke)
  if (first === undefined) return
  const writer = new InkStrokeWriter({ ...birth, header: headerOf(first, look) })
  yield writer.begin()
  let unsent: InkSample[] = []
  let sentMs = 0
  for (const [at, sample] of rest.entries()) {
    unsent.push(sample)
    const { atMs } = stroke[at + 1] ?? { atMs: sentMs }
    if (atMs - sentMs < FLUSH_MS) continue
    yield writer.extend(unsent, atMs - sentMs)
    sentMs = atMs
    unsent = []
  }
  yield writer.finish(unsent, 0)
}

/** As many hands at once: of each the next op, in turns, until all are done. */
export function* inTurns<T>(sources: Iterable<Iterable<T>>, atOnce = FLUSHES_AT_ONCE): Iterable<T> {
  const waiting = Array.from(sources, source => source[Symbol.iterator]()).toReversed()
  const active: Iterator<T>[] = []
  for (;;) {
    while (active.length < atOnce && waiting.length > 0) active.push(...waiting.splice(-1))
    const [next] = active.splice(0, 1)
    if (next === undefined) return
    const step = next.next()
    if (step.done === true) continue
    yield step.value
    active.push(next)
  }
}

interface Recording {
  readonly strokes: readonly (readonly [number, number, number, number][])[]
}

/** All strokes of the folder's JSON files. */
export function recordedStrokes(folder: string): Stroke[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'))
  return files.toSorted().flatMap(name => {
    // A recording of another form would show as strokes that do not come out alike.
    const { strokes } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording
    return strokes.map(points => points.map(([x, y, pressure, atMs]) => ({ x, y, pressure, atMs })))
  })
}

const CHARACTERS = dirname(createRequire(import.meta.url).resolve('hanzi-writer-data/package.json'))
/** The characters stand on a square of 1,024 units with the y axis upwards. */
const CHARACTER_UNITS = 1024
/** What a quick pen moves in the 16 ms between two samples. */
const STEP_UNITS = 40
const SAMPLE_MS = 16

export interface CharacterPlace {
  readonly left: number
  readonly top: number
  readonly sizePx: number
}

/** The strokes of one Chinese character in its writing order; none where it is not known. */
export function characterStrokes(
  character: string,
  { left, top, sizePx }: CharacterPlace,
): Stroke[] {
  const file = join(CHARACTERS, `${character}.json`)
  if (!existsSync(file)) return []
  // The package's own form: medians are polylines along the middle of each stroke.
  const { medians } = JSON.parse(readFileSync(file, 'utf8')) as { medians: [number, number][][] }
  const scale = sizePx / CHARACTER_UNITS
  return medians.map(median =>
    walked(median).map(([x, y], at) => ({
      x: left + x * scale,
      y: top + (CHARACTER_UNITS * 0.88 - y) * scale,
      pressure: 0.45 + 0.25 * Math.sin(at / 2),
      atMs: at * SAMPLE_MS,
    })),
  )
}

/** The first so many characters that the package knows, in the order of their code points. */
export function knownCharacters(count: number): string[] {
  const names = readdirSync(CHARACTERS).map(name => name.replace('.json', ''))
  return names
    .filter(name => /^\p{Unified_Ideograph}$/u.test(name))
    .toSorted()
    .slice(0, count)
}

/** The polyline in even steps, its corners kept. */
function walked(corners: readonly [number, number][]): [number, number][] {
  return corners.flatMap(([x, y], at) => {
    const [toX, toY] = corners[at + 1] ?? [x, y]
    const steps = Math.max(1, Math.round(Math.hypot(toX - x, toY - y) / STEP_UNITS))
    return Array.from({ length: steps }, (_, step): [number, number] => [
      x + ((toX - x) * step) / steps,
      y + ((toY - y) * step) / steps,
    ])
  })
}
