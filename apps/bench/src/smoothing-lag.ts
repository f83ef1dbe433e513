// How far behind the pen its smoothed line is, at the rates of pens and mice, beside the plain average a sample that
// others smooth with: that one lags by samples, so its look hangs on the device.

import { lerp, nextOneEuroPoint, type OneEuroPointState, type Point } from '@inkroom/geometry'
import { type PenStroke, penStrokes } from './pen-model.ts'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { round } from './statistics.ts'

const STROKES = 400
const RATES_HZ = [60, 120, 240] as const
const LONGEST_LAG_MS = 30
const STEP_MS = 0.1
/** The weight of a new sample in perfect-freehand, as it comes. */
const STREAMLINE_WEIGHT = 0.575

type Smooth = (stroke: PenStroke) => readonly Point[]

const oneEuro: Smooth = stroke => {
  let state: OneEuroPointState | undefined
  return stroke.map(({ x, y, timeMs }) => {
    state = nextOneEuroPoint(state, { x, y }, timeMs)
    return state.value
  })
}

const plainAverage: Smooth = stroke => {
  let value: Point | undefined
  return stroke.map(sample => {
    value = value === undefined ? sample : lerp(value, sample, STREAMLINE_WEIGHT)
    return value
  })
}

/** Where the pen was, between two of its events too; it stood still before the first. */
function placeAt(stroke: PenStroke, timeMs: number): Point {
  const next = stroke.findIndex(event => event.timeMs >= timeMs)
  const to = stroke[Math.max(0, next)]
  const from = stroke[Math.max(0, next - 1)]
  if (to === undefined || from === undefined) throw new Error('a stroke without events')
  const spanMs = to.timeMs - from.timeMs
  const part = spanMs > 0 ? Math.max(0, (timeMs - from.timeMs) / spanMs) : 0
  return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) }
}

function squaredError(strokes: readonly PenStroke[], lines: readonly (readonly Point[])[]) {
  return (lagMs: number): number => {
    let sum = 0
    strokes.forEach((stroke, n) => {
      stroke.forEach(({ timeMs }, i) => {
        const at = placeAt(stroke, timeMs - lagMs)
        const line = lines[n]?.[i] ?? at
        sum += (line.x - at.x) ** 2 + (line.y - at.y) ** 2
      })
    })
    return sum
  }
}

/** The delay by which the pen's own way fits the line best. */
function lagMsOf(strokes: readonly PenStroke[], smooth: Smooth): number {
  const error = squaredError(strokes, strokes.map(smooth))
  let best = { lagMs: 0, error: error(0) }
  for (let lagMs = STEP_MS; lagMs <= LONGEST_LAG_MS; lagMs += STEP_MS) {
    const tried = { lagMs, error: error(lagMs) }
    if (tried.error < best.error) best = tried
  }
  return best.lagMs
}

export function measureSmoothing({ seed }: BenchContext): Figure[] {
  const section = 'smoothing: lag behind the pen'
  const unit = 'ms'
  return RATES_HZ.flatMap(rateHz => {
    const source = penStrokes({ rateHz, sizePx: 100, random: seededRandom(seed) })
    const strokes: PenStroke[] = []
    for (const stroke of source) {
      if (strokes.length === STROKES) break
      strokes.push(stroke)
    }
    const [ours, others] = [lagMsOf(strokes, oneEuro), lagMsOf(strokes, plainAverage)]
    return [
      { section, name: `at ${rateHz} Hz`, value: round(ours, 1), unit, goal: 6 },
      { section, name: 'yardstick: 0.575 of each sample', value: round(others, 1), unit },
    ]
  })
}
