// What the board's picture costs in a real browser, beside two pages that do without one: a few runs each with
// fresh pages, the yardsticks' among Inkroom's own, so that the machine's moods fall on all alike. The browser
// has no graphics card here: what a card would do is done by the processor, and counts in the frames' pace.

import type { Browser } from '@playwright/test'
import { benchServer, drawer, untilLive } from './drawing-session.ts'
import { fill } from './filled-board.ts'
import { launchChromium } from './headless-chromium.ts'
import { type PairedRun, paintFigures } from './paint-figures.ts'
import { DRAWN_LINES, drawOnEmptyBoard, runOnBoard } from './paint-run.ts'
import { outlinesOf, panOverCanvas, panOverSvg, serveOutlines } from './paint-yardsticks.ts'
import type { PenStroke } from './pen-model.ts'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { writing } from './written-board.ts'

const ROOM = 'paint'
const RUNS = 5

interface Size {
  readonly strokes: number
  /** Since all began: no run is begun that would end later, but for the size's first. */
  readonly untilMs: number
}

/** 6 minutes at most; what one size leaves is the next one's. */
const SIZES: readonly Size[] = [
  { strokes: 1_000, untilMs: 70_000 },
  { strokes: 10_000, untilMs: 150_000 },
  { strokes: 100_000, untilMs: 350_000 },
]
/** The one that the goals are for. */
const GOAL_STROKES = 100_000

interface Place {
  readonly browser: Browser
  readonly boardUrl: (roomName: string) => string
  readonly yardstickUrl: string
}

async function fillBoard(port: number, strokes: Iterable<PenStroke>): Promise<void> {
  const author = drawer({ port }, ROOM)
  await untilLive(author)
  await fill(author, strokes)
  author.client.close()
}

async function pairedRun(place: Place, strokes: number, n: number): Promise<PairedRun> {
  const { browser, boardUrl, yardstickUrl } = place
  // Each run leaves its lines on the board.
  const known = strokes + n * DRAWN_LINES
  return {
    empty: await drawOnEmptyBoard(browser, boardUrl(`empty-${n}`)),
    board: await runOnBoard({ browser, url: boardUrl(ROOM), strokes: known }),
    canvas: await panOverCanvas(browser, yardstickUrl),
    svg: await panOverSvg(browser, yardstickUrl),
  }
}

async function runsUntil(deadlineMs: number, run: (n: number) => Promise<PairedRun>) {
  const runs: PairedRun[] = []
  for (;;) {
    const startMs = performance.now()
    runs.push(await run(runs.length))
    const endMs = performance.now()
    if (runs.length === RUNS || endMs + (endMs - startMs) > deadlineMs) return runs
  }
}

async function measureSize(
  browser: Browser,
  strokes: number,
  { seed, deadlineMs }: { readonly seed: number; readonly deadlineMs: number },
): Promise<PairedRun[]> {
  const written = () => writing(strokes, seededRandom(seed))
  const yardsticks = await serveOutlines(await outlinesOf(written()))
  const server = await benchServer({ batchesPerSecond: 1e9, bytesPerSecond: 1e12 })
  try {
    await fillBoard(server.port, written())
    const boardUrl = (roomName: string) => `http://localhost:${server.port}/b/${roomName}`
    const place = { browser, boardUrl, yardstickUrl: yardsticks.url }
    return await runsUntil(deadlineMs, n => pairedRun(place, strokes, n))
  } finally {
    await server.close()
    await yardsticks.close()
  }
}

export async function measurePaint({ seed, chromiumPath }: BenchContext): Promise<Figure[]> {
  const browser = await launchChromium(chromiumPath)
  const startMs = performance.now()
  try {
    const figures: Figure[] = []
    for (const { strokes, untilMs } of SIZES) {
      const runs = await measureSize(browser, strokes, { seed, deadlineMs: startMs + untilMs })
      figures.push(...paintFigures({ strokes, hasGoals: strokes === GOAL_STROKES, runs }))
    }
    return figures
  } finally {
    await browser.close()
  }
}
