// How long a point takes through the ink codec, beside JSON on the same points in the same run.

import {
  decodeObjectHead,
  encodeInkBody,
  InkDecoder,
  InkEncoder,
  type InkSample,
} from '@inkroom/protocol'
import { type PenStroke, penStrokes } from './pen-model.ts'
import { headerOf, smoothed } from './pen-writer.ts'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { median, round } from './statistics.ts'

const STROKES = 2_000
/** As many as make a board of 100,000 strokes, which a joiner reads in one go. */
const RUNS = 50
/** Two samples a segment, as they are sent live. */
const LIVE_SEGMENT = 2
/** As the strokes of a large board are: whole, of so many points. */
const HISTORY_POINTS = 30

interface Ink {
  readonly header: ReturnType<typeof headerOf>
  readonly samples: readonly InkSample[]
  /** The same, as they are sent. */
  readonly segments: readonly (readonly InkSample[])[]
}

function segmentsOf(samples: readonly InkSample[], points: number): InkSample[][] {
  const count = Math.ceil(samples.length / points)
  return Array.from({ length: count }, (_, n) => samples.slice(n * points, (n + 1) * points))
}

function collectInk(strokes: Iterable<PenStroke>, segmentPoints: number): Ink[] {
  const ink: Ink[] = []
  for (const stroke of strokes) {
    if (ink.length === STROKES) break
    const samples = smoothed(stroke).slice(1)
    ink.push({ header: headerOf(stroke), samples, segments: segmentsOf(samples, segmentPoints) })
  }
  return ink
}

const pointsOf = (ink: readonly Ink[]): number =>
  ink.reduce((sum, { samples }) => sum + samples.length + 1, 0)

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

function decodeAll(ink: readonly Ink[], bodies: readonly Uint8Array[]): number {
  const points = pointsOf(ink)
  const decoded = bodies.reduce((sum, body) => sum + decode(body), 0)
  if (decoded !== points) throw new Error(`${decoded} of ${points} points came back`)
  return nsPerPoint(points, () => bodies.forEach(decode))
}

/** Nanoseconds a point: the median of the runs. */
function nsPerPoint(points: number, run: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const startMs = performance.now()
    run()
    return ((performance.now() - startMs) * 1e6) / points
  })
  return round(median(times), 1)
}

export function measureCodec({ seed }: BenchContext): Figure[] {
  const model = { rateHz: 120, sizePx: 100, random: seededRandom(seed) }
  const live = collectInk(penStrokes(model), LIVE_SEGMENT)
  const history = collectInk(penStrokes({ ...model, points: HISTORY_POINTS }), HISTORY_POINTS)
  const texts = live.map(({ samples }) => JSON.stringify(samples))
  const points = pointsOf(live)
  const encodeNs = nsPerPoint(points, () => live.forEach(encode))
  const decodeNs = decodeAll(live, live.map(bodyOf))
  const historyNs = decodeAll(history, history.map(bodyOf))
  const parseNs = nsPerPoint(points, () => texts.forEach(text => JSON.parse(text)))
  const section = 'codec (120 Hz pen model, live segments)'
  const unit = 'ns a point'
  return [
    { section, name: 'encode', value: encodeNs, unit },
    { section, name: 'decode', value: decodeNs, unit },
    { section, name: 'encode + decode', value: round(encodeNs + decodeNs, 1), unit, goal: 50 },
    { section, name: 'decode of strokes of 30 points at once', value: historyNs, unit },
    { section, name: 'yardstick: JSON.parse of the same points', value: parseNs, unit },
  ]
}
