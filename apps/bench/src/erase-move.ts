// How long one move of an eraser takes on a board of 100,000 strokes: what the board's index finds there, and what of
// that is hit, as the app's own erasers do it, with all that a gesture keeps. What becomes of the board by it, and what
// is sent, is not counted.

import type { Box } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import { BoardScene } from '@inkroom/web/canvas/board-scene'
import { begin } from '@inkroom/web/tools/erasers'
import { WIDE_SIDE, wanderings } from './filled-board.ts'
import type { PenStroke } from './pen-model.ts'
import type { BenchContext, Figure } from './report.ts'
import { sceneStrokeOf } from './scene-strokes.ts'
import { type Random, seededRandom } from './seeded-random.ts'
import { median, percentile, round } from './statistics.ts'
import { type EraserMode, WipedBoard } from './wiped-board.ts'
import { overwriting, writing } from './written-board.ts'

const STROKES = 100_000
const DENSER = 11
const RUNS = 5
const GESTURES = 100
const MOVES = 40
/** What a hand goes between two samples. */
const MOVE_PX = 6
const GOAL_MS = 0.5

const BOARDS: Readonly<Record<string, (random: Random) => Iterable<PenStroke>>> = {
  written: random => writing(STROKES, random),
  [`written, ${DENSER} × over`]: random => overwriting(STROKES, random, DENSER),
  [`scattered, ${DENSER} × as dense`]: random =>
    wanderings(STROKES, random, WIDE_SIDE / Math.sqrt(DENSER)),
}

interface Place {
  readonly x: number
  readonly y: number
}

/** A hand's way from a stroke on. */
function* wayFrom({ x, y }: Place, random: Random): Generator<Place> {
  let heading = random() * 2 * Math.PI
  for (let i = 0; i < MOVES; i += 1) {
    heading += (random() - 0.5) * 0.8
    x += Math.cos(heading) * MOVE_PX
    y += Math.sin(heading) * MOVE_PX
    yield { x, y }
  }
}

/** Milliseconds of each move. */
function moveTimes(board: WipedBoard, starts: readonly Place[], random: Random): number[] {
  return starts.flatMap(start => {
    const gesture = begin(board.context, board.sampleAt(start))
    const times = Array.from(wayFrom(start, random), place => {
      const samples = [board.sampleAt(place)]
      return board.timed(() => gesture.move(samples))
    })
    gesture.up()
    board.restore()
    return times
  })
}

function boardOf(strokes: Iterable<PenStroke>): BoardScene {
  const scene = new BoardScene()
  scene.ink.put(Array.from(strokes, sceneStrokeOf))
  return scene
}

const middleOf = ({ minX, minY, maxX, maxY }: Box): Place => ({
  x: (minX + maxX) / 2,
  y: (minY + maxY) / 2,
})

interface Asked {
  readonly scene: BoardScene
  readonly mode: EraserMode
  readonly seed: number
}

function figuresOf(name: string, { scene, mode, seed }: Asked): Figure[] {
  const random = seededRandom(seed)
  const all = scene.ink.within({ minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9 })
  const starts = Array.from({ length: GESTURES }, () =>
    middleOf(must(all[Math.floor(random() * all.length)], 'a stroke')),
  )
  const board = new WipedBoard(scene, mode)
  const run = () => moveTimes(board, starts, seededRandom(seed))
  // The first is thrown away as warm-up. What the machine does meanwhile does not fall on the same move again and again.
  const runs = Array.from({ length: RUNS + 1 }, run).slice(1)
  const times = (runs[0] ?? []).map((_, i) => median(runs.map(each => each[i] ?? 0)))
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length
  const section = `erase (a move of ${MOVE_PX} px on a board of ${STROKES} strokes)`
  const figure = (what: string, value: number): Figure => ({
    section,
    name: `${name}, ${mode}: ${what}`,
    value: round(value, 3),
    unit: 'ms',
    goal: GOAL_MS,
  })
  return [figure('mean', mean), figure('p95', percentile(times, 0.95))]
}

export function measureEraseMoves({ seed }: BenchContext): Figure[] {
  return Object.entries(BOARDS).flatMap(([name, strokesOf]) => {
    const scene = boardOf(strokesOf(seededRandom(seed)))
    return (['stroke', 'part'] as const).flatMap(mode => figuresOf(name, { scene, mode, seed }))
  })
}
