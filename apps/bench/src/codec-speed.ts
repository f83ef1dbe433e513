// How long a point takes through the ink codec, beside JSON on the same points in the same run.

import {
  decodeObjectHead,
  encodeInkBody,
  InkDecoder,
  InkEncoder,
  type InkSample,
} from '@inkroom/protocol'
import { penStrokes } from './pen-model.ts'
import { headerOf, smoothed } from './pen-writer.ts'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { median, round } from './statistics.ts'

const STROKES = 2_000
const RUNS = 9
/** Two samples a segment, as they are sent live. */
const LIVE_SEGMENT = 2

interface Ink {
  readonly header: ReturnType<typeof headerOf>
  readonly samples: readonly InkSample[]
  /** The same, as they are sent. */
  readonly segments: readonly (readonly InkSample[])[]
}

function segmentsOf(samples: readonly InkSample[]): InkSample[][] {
  const count = Math.ceil(samples.length / LIVE_SEGMENT)
  return Array.from({ length: count }, (_, n) =>
    samples.slice(n * LIVE_SEGMENT, (n + 1) * LIVE_SEGMENT),
  )
}

function collectInk(seed: number): Ink[] {
  const source = penStrokes({ rateHz: 120, sizePx: 100, random: seededRandom(seed) })
  const ink: Ink[] = []
  for (const stroke of source) {
    if (ink.length === STROKES) break
    const samples = smoothed(stroke).slice(1)
    ink.push({ header: headerOf(stroke), samples, segments: segmentsOf(samples) })
  }
  return ink
}

function encode({ header, segments }: Ink): Uint8Array[] {
  const encoder = new InkEncoder(header)
  return segments.map(segment => encoder.encode(segment, 17))
}

const bodyOf = (ink: Ink): Uint8Array => Buffer.concat([encodeInkBody(ink.header), ...encode(ink)])

function decode(body: Uint8Array): number {
  const head = decodeObjectHead(body)
  if (head.kind !== 'ink') throw new Error('ink was expected')
  const decoder = new InkDecoder(head.header, head.pointsAt)
  decoder.push(body)
  return decoder.points.length
}

/** Nanoseconds a point: the median of some runs, the first of them thrown away as warm-up. */
function nsPerPoint(points: number, run: () => void): number {
  run()
  const times = Array.from({ length: RUNS }, () => {
    const startMs = performance.now()
    run()
    return ((performance.now() - startMs) * 1e6) / points
  })
  return round(median(times), 1)
}

export function measureCodec({ seed }: BenchContext): Figure[] {
  const ink = collectInk(seed)
  const bodies = ink.map(bodyOf)
  const points = ink.reduce((sum, { samples }) => sum + samples.length + 1, 0)
  const decoded = bodies.reduce((sum, body) => sum + decode(body), 0)
  if (decoded !== points) throw new Error(`${decoded} of ${points} points came back`)
  const texts = ink.map(({ samples }) => JSON.stringify(samples))
  const encodeNs = nsPerPoint(points, () => ink.forEach(encode))
  const decodeNs = nsPerPoint(points, () => bodies.forEach(decode))
  const parseNs = nsPerPoint(points, () => texts.forEach(text => JSON.parse(text)))
  const section = 'codec (120 Hz pen model, live segments)'
  const unit = 'ns a point'
  return [
    { section, name: 'encode', value: encodeNs, unit },
    { section, name: 'decode', value: decodeNs, unit },
    { section, name: 'encode + decode', value: round(encodeNs + decodeNs, 1), unit, goal: 50 },
    { section, name: 'yardstick: JSON.parse of the same points', value: parseNs, unit },
  ]
}
