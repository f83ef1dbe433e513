// One page on a filled board: it joins, is moved, zoomed, fitted and drawn on.

import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { drawLine, turnWheel, type WheelTurn } from './browser-hand.ts'
import { type FreshPage, freshPage } from './headless-chromium.ts'
import {
  beginNotes,
  type Frame,
  noteCanvases,
  noteFirstInk,
  noteFrames,
  noteListeners,
  noteSettled,
} from './paint-notes.ts'

export const VIEWPORT = { width: 1920, height: 1080 } as const
/** For the largest board, on a machine that has much else to do. */
const PATIENCE_MS = 60_000
const LINES = 3
/** A hand that looks before it goes on. */
const REST_MS = 3_000
/** How many a run leaves on its board: those that are measured and as many before to warm up, but for one taken back. */
export const DRAWN_LINES = 2 * LINES - 1

/** 1,800 px in a second: well beyond what is painted around the screen. */
export const AWAY: WheelTurn = { count: 60, deltaX: 30, deltaY: 12 }
const BACK: WheelTurn = { count: 60, deltaX: -30, deltaY: -12 }
/** From 100 % to 22 %, and back. */
const OUT: WheelTurn = { count: 30, deltaX: 0, deltaY: 5, zooms: true }
const IN: WheelTurn = { count: 30, deltaX: 0, deltaY: -5, zooms: true }

export interface Gesture {
  /** While the hand was at it. */
  readonly frames: readonly Frame[]
  /** Behind it, until everything is painted. */
  readonly framesAfter: readonly Frame[]
  /** All along. */
  readonly longTasksMs: readonly number[]
}

export interface Join {
  /** All since the navigation. */
  readonly connectMs: number
  readonly firstInkMs: number
  readonly completeMs: number
  readonly longTasksMs: readonly number[]
}

export interface Drawing extends Gesture {
  readonly ownFrameMs: readonly number[]
}

export interface PaintRun {
  readonly join: Join
  readonly panNew: Gesture
  readonly panPainted: Gesture
  readonly zoomOut: Gesture
  readonly zoomIn: Gesture
  readonly fitMs: number
  /** Behind a rest. */
  readonly restedFitMs: number
  readonly fitTasksMs: readonly number[]
  readonly drawing: Drawing
  /** A line that was drawn is taken back: its place is painted anew. */
  readonly undoing: Gesture
  readonly heapBytes: number
  readonly offscreenBytes: number
}

export const untilRest = (page: Page): Promise<void> =>
  page.evaluate(() => window.paintNotes.untilRest())

const takeFrames = (page: Page): Promise<Frame[]> =>
  page.evaluate(() => window.paintNotes.frames.splice(0))

const takeLongTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => window.paintNotes.longTasksMs.splice(0))

/** The page notes its frames, whatever it shows. */
export async function notedPage(browser: Browser): Promise<FreshPage> {
  const fresh = await freshPage(browser, VIEWPORT)
  fresh.page.setDefaultTimeout(PATIENCE_MS)
  for (const note of [beginNotes, noteFrames, noteListeners]) await fresh.page.addInitScript(note)
  return fresh
}

export async function watch(page: Page, act: () => Promise<void>): Promise<Gesture> {
  await untilRest(page)
  await takeFrames(page)
  await takeLongTasks(page)
  await act()
  const frames = await takeFrames(page)
  await untilRest(page)
  return { frames, framesAfter: await takeFrames(page), longTasksMs: await takeLongTasks(page) }
}

async function openBoard({ page }: FreshPage, url: string, strokes: number): Promise<void> {
  await page.addInitScript(noteFirstInk)
  await page.addInitScript(noteCanvases)
  await page.addInitScript(noteSettled, strokes)
  await page.goto(url)
  // Not polled by frames, which are noted.
  const polling = 20
  await page.waitForFunction(() => window.paintNotes.completeMs !== null, null, { polling })
}

async function joinOf(page: Page): Promise<Join> {
  await untilRest(page)
  const { connectMs, firstInkMs, completeMs } = await page.evaluate(() => window.paintNotes)
  if (connectMs === null || firstInkMs === null || completeMs === null) {
    throw new Error('the page shows a board that it did not join, or that has no ink')
  }
  return { connectMs, firstInkMs, completeMs, longTasksMs: await takeLongTasks(page) }
}

async function fit(page: Page): Promise<number> {
  await untilRest(page)
  await page.keyboard.press('Shift+1')
  await page.waitForFunction(() => window.paintNotes.settledMs !== null, null, { polling: 20 })
  return page.evaluate(() => (window.paintNotes.settledMs ?? 0) - window.paintNotes.keyMs)
}

async function drawLines({ cdp }: FreshPage, topPx: number): Promise<void> {
  for (let n = 0; n < LINES; n += 1) await drawLine(cdp, 400 + n * 300, topPx + n * 150)
}

const takeOwnFrames = (page: Page): Promise<number[]> =>
  page.evaluate(() => window.paintNotes.ownFrameMs.splice(0))

async function draw(fresh: FreshPage): Promise<Drawing> {
  const { page } = fresh
  // A page that never drew is slow at first, and one that was moved before less so.
  await drawLines(fresh, 200)
  await untilRest(page)
  await takeOwnFrames(page)
  const gesture = await watch(page, () => drawLines(fresh, 400))
  return { ...gesture, ownFrameMs: await takeOwnFrames(page) }
}

async function heapBytesOf({ cdp }: FreshPage): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize + backingStorageSize
}

/** Every step begins when the one before it has nothing left to paint. */
async function useBoard(fresh: FreshPage): Promise<PaintRun> {
  const { page, cdp } = fresh
  const join = await joinOf(page)
  const turned = (turn: WheelTurn) => watch(page, () => turnWheel(cdp, turn))
  const panNew = await turned(AWAY)
  const panPainted = await turned(BACK)
  const zoomOut = await turned(OUT)
  const zoomIn = await turned(IN)
  const fitMs = await fit(page)
  await untilRest(page)
  const fitTasksMs = await takeLongTasks(page)
  await page.keyboard.press('Shift+0')
  const drawing = await draw(fresh)
  const undoing = await watch(page, () => page.keyboard.press('ControlOrMeta+z'))
  await setTimeout(REST_MS)
  const restedFitMs = await fit(page)
  const offscreenBytes = await page.evaluate(() => window.paintNotes.offscreenBytes())
  const heapBytes = await heapBytesOf(fresh)
  const moved = { panNew, panPainted, zoomOut, zoomIn }
  const fits = { fitMs, fitTasksMs, restedFitMs }
  return { join, ...moved, ...fits, drawing, undoing, heapBytes, offscreenBytes }
}

export interface BoardPage {
  readonly browser: Browser
  readonly url: string
  /** How many there are on the board. */
  readonly strokes: number
}

export async function runOnBoard({ browser, url, strokes }: BoardPage): Promise<PaintRun> {
  const fresh = await notedPage(browser)
  try {
    await openBoard(fresh, url, strokes)
    return await useBoard(fresh)
  } finally {
    await fresh.close()
  }
}

/** The same lines on a board that has nothing else. */
export async function drawOnEmptyBoard(browser: Browser, url: string): Promise<Drawing> {
  const fresh = await notedPage(browser)
  try {
    await openBoard(fresh, url, 0)
    await fresh.page.locator('[data-testid=save-state][data-state=saved]').waitFor()
    // As warm as the page on the full board, which was moved before.
    await turnWheel(fresh.cdp, AWAY)
    await turnWheel(fresh.cdp, BACK)
    return await draw(fresh)
  } finally {
    await fresh.close()
  }
}
