// How long a move of an eraser takes for each stroke that it meets: whether it touches it, which is what the eraser of
// whole strokes asks, and which parts of it it covers. How many a move meets is up to the board's index.

import {
  type InkPlaces,
  type InkPoints,
  inkPlaces,
  type Sweep,
  strokeHit,
  strokeRadii,
  sweptRanges,
} from '@inkroom/geometry'
import { wanderings } from './filled-board.ts'
import type { PenStroke } from './pen-model.ts'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { median, round } from './statistics.ts'

const STROKES = 2_000
const RUNS = 9
const ERASER_RADIUS = 8
const LINE_WIDTH = 4
/** What a hand goes between two samples. */
const MOVE = 6

interface Met {
  readonly points: InkPoints
  readonly places: InkPlaces
  readonly sweep: Sweep
}

function shapeOf(stroke: PenStroke): InkPoints {
  const { length } = stroke
  return {
    length,
    xs: Float64Array.from(stroke, ({ x }) => x),
    ys: Float64Array.from(stroke, ({ y }) => y),
    radii: strokeRadii(length, { size: LINE_WIDTH, thinning: 0 }),
  }
}

/** Across the stroke's middle. */
function meet(stroke: PenStroke): Met {
  const points = shapeOf(stroke)
  const { x, y } = stroke[stroke.length >> 1] ?? { x: 0, y: 0 }
  const sweep = { from: { x, y: y - MOVE / 2 }, to: { x, y: y + MOVE / 2 }, radius: ERASER_RADIUS }
  return { points, places: inkPlaces(points), sweep }
}

/** Microseconds a stroke: the median of some runs, the first of them thrown away as warm-up. */
function usPerStroke(all: readonly Met[], run: (met: Met) => unknown): number {
  const times = Array.from({ length: RUNS + 1 }, () => {
    const startMs = performance.now()
    for (const met of all) run(met)
    return ((performance.now() - startMs) * 1000) / all.length
  })
  return median(times.slice(1))
}

export function measureEraseHit({ seed }: BenchContext): Figure[] {
  const all = Array.from(wanderings(STROKES, seededRandom(seed)), meet)
  const missed = all.filter(({ places, sweep }) => sweptRanges(places, sweep).length === 0).length
  if (missed > 0) throw new Error(`${missed} strokes were missed`)
  const section = 'erase (strokes of 60 points, crossed by a move of 6 px)'
  const unit = 'µs a stroke'
  const whole = usPerStroke(all, ({ points, sweep: { from, to, radius } }) =>
    strokeHit(points, from, to, radius),
  )
  const taken = usPerStroke(all, ({ points }) => inkPlaces(points))
  const part = usPerStroke(all, ({ places, sweep }) => sweptRanges(places, sweep))
  return [
    { section, name: 'whole: is it touched', value: round(whole), unit },
    { section, name: 'parts: taken apart, once a gesture', value: round(taken), unit },
    { section, name: 'parts: what is covered, each move', value: round(part), unit },
    { section, name: 'parts / whole, each move', value: round(part / whole, 1), unit: '×' },
  ]
}
