// What one more point of a stroke costs in script, its outline up to the pen included: in a short stroke, in a long one,
// and beside an outline that is made anew each time.

import {
  GrowingOutline,
  type InkPoints,
  type PathSink,
  type PenPoint,
  type PenWidth,
  strokeRadii,
  traceInk,
} from '@inkroom/geometry'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { median, round } from './statistics.ts'

const SHORT = 100
const LONG = 10_000
const OWN_POINTS = 2_000
/** The yardstick takes some 20 ms a point of the long stroke. */
const YARDSTICK_POINTS = 15
const RUNS = 7
const WARM_UP = 4
const WIDTH: PenWidth = { size: 4, thinning: 0.5, hasPressure: true }
const LETTER_POINTS = 30
const LETTERS = 2_000

/** Takes what it gets: a browser's own path is filled outside of the script. */
const NO_PATH: PathSink = {
  moveTo: () => undefined,
  lineTo: () => undefined,
  quadraticCurveTo: () => undefined,
  arc: () => undefined,
  closePath: () => undefined,
}

/** A hand that wanders about, 2 px a point, and presses more and less. */
function wandering(count: number, seed: number): PenPoint[] {
  const random = seededRandom(seed)
  let [x, y, heading] = [0, 0, 0]
  return Array.from({ length: count }, (_, n) => {
    heading += random() - 0.5
    x += 2 * Math.cos(heading)
    y += 2 * Math.sin(heading)
    return { x, y, pressure: 0.5 + Math.sin(n / 20) / 3 }
  })
}

function usPer(count: number, run: () => void): number {
  const startMs = performance.now()
  run()
  return ((performance.now() - startMs) * 1000) / count
}

/** Of a stroke that has `length` points when the first of them comes. */
function usAPoint(points: readonly PenPoint[], length: number): number {
  const outline = new GrowingOutline({ x: 0, y: 0 }, WIDTH, () => NO_PATH)
  for (const point of points.slice(0, length)) outline.append(point)
  const more = points.slice(length, length + OWN_POINTS)
  return usPer(more.length, () => {
    for (const point of more) {
      outline.append(point)
      outline.state([point])
    }
  })
}

/** The same with a package that outlines a stroke as a whole. */
async function usAPointWhole(points: readonly PenPoint[], length: number): Promise<number> {
  const { getStroke } = await import('perfect-freehand')
  const all = points.map(({ x, y, pressure }): [number, number, number] => [x, y, pressure])
  return usPer(YARDSTICK_POINTS, () => {
    for (let n = 1; n <= YARDSTICK_POINTS; n += 1) {
      getStroke(all.slice(0, length + n), { size: WIDTH.size, simulatePressure: false })
    }
  })
}

function letterOf(points: readonly PenPoint[]): InkPoints {
  const { length } = points
  const pressures = points.map(({ pressure }) => pressure)
  const xs = Float64Array.from(points, ({ x }) => x)
  const ys = Float64Array.from(points, ({ y }) => y)
  return { length, xs, ys, radii: strokeRadii(length, WIDTH, pressures) }
}

type Measure = () => number | Promise<number>

/** In turns, so that the machine's moods fall on all alike; the first turns are warm-up. */
async function mediansOf(measures: readonly Measure[]): Promise<readonly number[]> {
  const turns: number[][] = []
  for (let turn = 0; turn < WARM_UP + RUNS; turn += 1) {
    const found: number[] = []
    for (const measure of measures) found.push(await measure())
    turns.push(found)
  }
  const counted = turns.slice(WARM_UP)
  return measures.map((_, n) => round(median(counted.map(found => found[n] ?? Number.NaN)), 2))
}

export async function measureOutlineGrowth({ seed }: BenchContext): Promise<Figure[]> {
  const points = wandering(LONG + OWN_POINTS, seed)
  const letter = letterOf(points.slice(0, LETTER_POINTS))
  const trace = () => {
    for (let n = 0; n < LETTERS; n += 1) traceInk(letter, NO_PATH)
  }
  const [whole = 0, short = 0, long = 0, shortWhole = 0, longWhole = 0] = await mediansOf([
    () => usPer(LETTERS, trace),
    () => usAPoint(points, SHORT),
    () => usAPoint(points, LONG),
    () => usAPointWhole(points, SHORT),
    () => usAPointWhole(points, LONG),
  ])
  const section = 'outline (script alone)'
  const unit = 'µs'
  return [
    { section, name: `a stroke of ${LETTER_POINTS} points`, value: whole, unit, goal: 10 },
    { section, name: `one more point behind ${SHORT}`, value: short, unit, yardstick: shortWhole },
    { section, name: `one more point behind ${LONG}`, value: long, unit, yardstick: longWhole },
    { section, name: 'long against short', value: round(long / short, 2), unit: '×', goal: 1.3 },
  ]
}
