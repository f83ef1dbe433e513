// The runs of one size as rows of the report: of each figure the median over the runs.

import type { Frame } from './paint-notes.ts'
import { type Drawing, type Gesture, type PaintRun, VIEWPORT } from './paint-run.ts'
import type { Figure } from './report.ts'
import { median, percentile, round } from './statistics.ts'
import { WRITTEN_POINTS } from './written-board.ts'

/** All in one go, each with a page of its own. */
export interface PairedRun {
  readonly board: PaintRun
  readonly empty: Drawing
  readonly canvas: Gesture
  readonly svg: Gesture
}

export interface RunsOfSize {
  readonly strokes: number
  /** Whether the goals are for this size: smaller ones are there to be compared with it. */
  readonly hasGoals: boolean
  readonly runs: readonly PairedRun[]
}

const GOALS = {
  scriptP50Ms: 2,
  scriptP95Ms: 4,
  longTaskMs: 50,
  firstInkMs: 1_000,
  completeMs: 3_000,
  fitMs: 200,
  /** As much as on an empty board; what is above 1 is left to the noise of two figures of few milliseconds. */
  drawnRatio: 1.25,
} as const

const MIB = 1024 * 1024

/** A figure of each run, as one of all. */
type Row = (name: string, unit: string, of: (run: PairedRun) => number, goal?: number) => Figure

function rowsOf({ strokes, hasGoals, runs }: RunsOfSize): Row {
  const size = `${strokes} strokes of ${WRITTEN_POINTS} points`
  const browser = `headless Chromium, software raster, ${VIEWPORT.width} × ${VIEWPORT.height}`
  const section = `paint: ${size} (${browser}, medians of ${runs.length})`
  return (name, unit, of, goal) => ({
    section,
    name,
    value: round(median(runs.map(of))),
    unit,
    ...(hasGoals && goal !== undefined ? { goal } : {}),
  })
}

const scriptPart = (frames: readonly Frame[], p: number): number =>
  percentile(
    frames.map(({ scriptMs }) => scriptMs),
    p,
  )

/** From each frame to the next. */
const intervalsMs = (frames: readonly Frame[]): number[] =>
  frames.slice(1).map(({ atMs }, index) => atMs - (frames[index]?.atMs ?? atMs))

const longest = (ms: readonly number[]): number => Math.max(0, ...ms)

function scriptRows(row: Row, name: string, of: (run: PaintRun) => readonly Frame[]): Figure[] {
  const part = (p: number) => (run: PairedRun) => scriptPart(of(run.board), p)
  return [
    row(`${name}: script a frame, p50`, 'ms', part(0.5), GOALS.scriptP50Ms),
    row(`${name}: script a frame, p95`, 'ms', part(0.95), GOALS.scriptP95Ms),
  ]
}

const paceRow = (row: Row, name: string, of: (run: PairedRun) => Gesture): Figure =>
  row(`${name}: frame to frame, p50`, 'ms', run => median(intervalsMs(of(run).frames)))

function yardstickRows(row: Row, name: string, of: (run: PairedRun) => Gesture): Figure[] {
  const scriptName = `${name}: script a frame, p50`
  return [row(scriptName, 'ms', run => scriptPart(of(run).frames, 0.5)), paceRow(row, name, of)]
}

const moveRows = (row: Row): Figure[] => [
  ...scriptRows(row, 'pan over painted tiles', ({ panPainted }) => panPainted.frames),
  paceRow(row, 'pan over painted tiles', ({ board }) => board.panPainted),
  ...scriptRows(row, 'pan over new tiles', ({ panNew }) => panNew.frames),
  paceRow(row, 'pan over new tiles', ({ board }) => board.panNew),
  ...yardstickRows(row, 'yardstick, all painted anew', ({ canvas }) => canvas),
  ...yardstickRows(row, 'yardstick, an SVG path a stroke', ({ svg }) => svg),
  ...scriptRows(row, 'zoom', ({ zoomOut, zoomIn }) => [...zoomOut.frames, ...zoomIn.frames]),
  row('fit to content, right behind a move', 'ms', ({ board }) => board.fitMs, GOALS.fitMs),
  row('fit to content, behind a rest', 'ms', ({ board }) => board.restedFitMs, GOALS.fitMs),
]

/** What blocked the page while it was there to be used. */
function tasksInUse({ board }: PairedRun): number[] {
  const { panNew, panPainted, zoomOut, zoomIn, drawing, undoing } = board
  const gestures = [panNew, panPainted, zoomOut, zoomIn, drawing, undoing]
  return gestures.flatMap(({ longTasksMs }) => longTasksMs).concat(board.fitTasksMs)
}

const taskRows = (row: Row): Figure[] => [
  row('tasks over 50 ms in all that', '', run => tasksInUse(run).length, 0),
  row('the longest', 'ms', run => longest(tasksInUse(run)), GOALS.longTaskMs),
]

/** With what it takes to put the line on the tiles. */
const drawnP95 = ({ frames, framesAfter }: Gesture): number =>
  scriptPart([...frames, ...framesAfter], 0.95)

const sumOf = (frames: readonly Frame[]): number =>
  frames.reduce((sum, { scriptMs }) => sum + scriptMs, 0)

const allScript = ({ frames, framesAfter }: Gesture): number => sumOf([...frames, ...framesAfter])

/** Of one of the lines that were drawn. */
const bakedMs = ({ framesAfter }: Gesture): number => sumOf(framesAfter)

const drawnRatio = ({ board, empty }: PairedRun): number =>
  drawnP95(board.drawing) / drawnP95(empty)

const ownFrame =
  (p: number) =>
  ({ board }: PairedRun): number =>
    percentile(board.drawing.ownFrameMs, p)

function drawRows(row: Row): Figure[] {
  return [
    row('drawing: script a frame, p95', 'ms', ({ board }) => drawnP95(board.drawing)),
    row('a line onto its tiles: script behind the pen', 'ms', ({ board }) =>
      bakedMs(board.drawing),
    ),
    row('a line taken back, its place painted anew: script', 'ms', ({ board }) =>
      allScript(board.undoing),
    ),
    row('on an empty board: script a frame, p95', 'ms', ({ empty }) => drawnP95(empty)),
    row('the one by the other', '×', drawnRatio, GOALS.drawnRatio),
    row('pen’s event → its frame’s script is done, p50', 'ms', ownFrame(0.5)),
    row('pen’s event → its frame’s script is done, p95', 'ms', ownFrame(0.95)),
  ]
}

const joinRows = (row: Row): Figure[] => [
  row('navigation → connecting', 'ms', ({ board }) => board.join.connectMs),
  row('navigation → first ink', 'ms', ({ board }) => board.join.firstInkMs, GOALS.firstInkMs),
  row('navigation → complete', 'ms', ({ board }) => board.join.completeMs, GOALS.completeMs),
  row('the longest task meanwhile', 'ms', ({ board }) => longest(board.join.longTasksMs)),
]

const memoryRows = (row: Row): Figure[] => [
  row('heap, after a collection', 'MiB', ({ board }) => board.heapBytes / MIB),
  row('tiles', 'MiB', ({ board }) => board.offscreenBytes / MIB),
]

export function paintFigures(runs: RunsOfSize): Figure[] {
  const row = rowsOf(runs)
  return [joinRows, moveRows, drawRows, taskRows, memoryRows].flatMap(rows => rows(row))
}
