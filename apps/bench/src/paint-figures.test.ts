import { describe, expect, it } from 'vitest'
import { type PairedRun, paintFigures } from './paint-figures.ts'
import type { Frame } from './paint-notes.ts'
import type { Drawing, Gesture } from './paint-run.ts'

/** Frames 20 ms apart. */
const framesOf = (...scriptMs: readonly number[]): Frame[] =>
  scriptMs.map((ms, index) => ({ atMs: 1_000 + index * 20, scriptMs: ms }))

const gesture = (...scriptMs: readonly number[]): Gesture => ({
  frames: framesOf(...scriptMs),
  framesAfter: [],
  longTasksMs: [],
})

const drawing = (...scriptMs: readonly number[]): Drawing => ({
  ...gesture(...scriptMs),
  ownFrameMs: [4, 5, 6],
})

function pairedRun(board: Partial<PairedRun['board']> = {}): PairedRun {
  const join = { connectMs: 100, firstInkMs: 200, completeMs: 300, longTasksMs: [] }
  const moved = { panNew: gesture(1), panPainted: gesture(1), zoomOut: gesture(1) }
  const used = {
    ...moved,
    zoomIn: gesture(1),
    drawing: drawing(2),
    undoing: gesture(3),
    fitMs: 50,
    fitTasksMs: [],
  }
  const after = { restedFitMs: 20, heapBytes: 2 ** 20, offscreenBytes: 2 ** 21 }
  return {
    board: { join, ...used, ...after, ...board },
    empty: drawing(1),
    canvas: gesture(30, 40, 50),
    svg: gesture(0.1),
  }
}

function valueOf(name: string, ...runs: readonly PairedRun[]): number | undefined {
  const figures = paintFigures({ strokes: 10, hasGoals: true, runs })
  return figures.find(figure => figure.name === name)?.value
}

describe('the figures of a size', () => {
  it('are medians over the runs', () => {
    const runs = [70, 10, 30].map(fitMs => pairedRun({ fitMs }))
    expect(valueOf('fit to content, right behind a move', ...runs)).toBe(30)
  })

  it('have goals where they are asked for, the same figures without them elsewhere', () => {
    const runs = [pairedRun()]
    const withGoals = paintFigures({ strokes: 10, hasGoals: true, runs })
    const without = paintFigures({ strokes: 10, hasGoals: false, runs })
    expect(withGoals.some(({ goal }) => goal !== undefined)).toBe(true)
    expect(without).toEqual(withGoals.map(figure => ({ ...figure, goal: undefined })))
  })

  it('take zooming out and in as one', () => {
    const run = pairedRun({ zoomOut: gesture(1, 1), zoomIn: gesture(1, 9) })
    expect(valueOf('zoom: script a frame, p50', run)).toBe(1)
    expect(valueOf('zoom: script a frame, p95', run)).toBe(9)
  })

  it('count the time from each frame to the next', () => {
    expect(valueOf('yardstick, all painted anew: frame to frame, p50', pairedRun())).toBe(20)
  })

  it('compare a line with one on an empty board, each with what comes behind the pen', () => {
    const behind = { ...drawing(1), framesAfter: framesOf(3) }
    expect(valueOf('the one by the other', pairedRun({ drawing: behind }))).toBe(3)
  })

  it('gather the long tasks of everything that a hand does', () => {
    const blocked = { ...gesture(1), longTasksMs: [60, 80] }
    const run = pairedRun({ panNew: blocked, zoomIn: blocked, fitTasksMs: [90] })
    expect(valueOf('tasks over 50 ms in all that', run)).toBe(5)
    expect(valueOf('the longest', run)).toBe(90)
    expect(valueOf('the longest', pairedRun())).toBe(0)
  })
})
