// From a pen in one browser to its own eye and to another browser's ear and eye: from the time stamp of an event, or of
// the newest point of what is sent, to the moment that the other page gets the message, and to the end of the frame
// that shows it. Two tabs of a headless Chromium, a real server with SQLite, both on this machine's clock.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, CDPSession } from '@playwright/test'
import { PEN_EVENTS, PEN_HZ, penEvent } from './browser-hand.ts'
import { benchServer } from './drawing-session.ts'
import { type FreshPage, freshPage, launchChromium } from './headless-chromium.ts'
import type { BenchContext, Figure } from './report.ts'
import { percentile, round } from './statistics.ts'

const STROKES = 20
const VIEWPORT = { width: 1280, height: 720 } as const

/** What each page notes; written by the script below, which runs before the app. */
interface Notes {
  /** Per batch sent: when its newest pointer event happened. */
  readonly sent: number[]
  /** Per batch received: when its message came, and when the next frame was through. */
  readonly received: number[]
  readonly shown: number[]
  /** Per pen event: from its time stamp until the frame was through that shows it. */
  readonly ownFrameMs: number[]
}

declare global {
  interface Window {
    inkroomNotes: Notes
  }
}

const BATCH_FRAME = 0x10
const LIVE_ONE = 0x52
const LIVE_MANY = 0x53

interface FrameTypes {
  readonly batch: number
  readonly one: number
  readonly many: number
}

function takeNotes({ batch, one, many }: FrameTypes): void {
  const notes: Notes = { sent: [], received: [], shown: [], ownFrameMs: [] }
  window.inkroomNotes = notes
  // What waits for the next frame; a message of its own comes as soon as the browser is through with that.
  let waiting: ((nowMs: number) => void)[] = []
  const { port1, port2 } = new MessageChannel()
  const painted: (typeof waiting)[] = []
  port1.addEventListener('message', () => {
    const nowMs = performance.timeOrigin + performance.now()
    for (const done of painted.shift() ?? []) done(nowMs)
  })
  // Only the property `onmessage` would start it by itself.
  port1.start()
  const afterFrame = (done: (nowMs: number) => void) => {
    waiting.push(done)
    if (waiting.length > 1) return
    requestAnimationFrame(() => {
      painted.push(waiting)
      waiting = []
      port2.postMessage(null)
    })
  }
  let newestMs = 0
  const see = (event: Event) => {
    const eventMs = performance.timeOrigin + event.timeStamp
    newestMs = eventMs
    if (event.type === 'pointerrawupdate') afterFrame(ms => notes.ownFrameMs.push(ms - eventMs))
  }
  for (const name of ['pointerdown', 'pointerrawupdate', 'pointermove', 'pointerup']) {
    window.addEventListener(name, see, { capture: true })
  }
  // Called with its socket as `this` below.
  const send = Reflect.get(WebSocket.prototype, 'send')
  WebSocket.prototype.send = function (data) {
    if (data instanceof Uint8Array && data[0] === batch) notes.sent.push(newestMs)
    send.call(this, data)
  }
  // Inside, as all that the page runs must be: it gets the source of this one function.
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const countEntries = (frame: Uint8Array): number => {
    // How many batches a frame of several holds (see PROTOCOL.md, live).
    let at = 1
    const varint = (): number => {
      let value = 0
      for (let scale = 1; ; scale *= 128) {
        const byte = frame[at++] ?? 0
        value += (byte & 127) * scale
        if (byte < 128) return value
      }
    }
    let count = 0
    for (; at < frame.length; count += 1) {
      if (varint() % 2 === 1) {
        at += 16
        varint()
      }
      const size = varint()
      at += size
    }
    return count
  }
  const Plain = WebSocket
  window.WebSocket = class extends Plain {
    constructor(url: string | URL) {
      super(url)
      this.addEventListener('message', ({ data }) => {
        const frame = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array()
        const count = frame[0] === one ? 1 : frame[0] === many ? countEntries(frame) : 0
        const atMs = performance.timeOrigin + performance.now()
        for (let i = 0; i < count; i += 1) {
          notes.received.push(atMs)
          afterFrame(ms => notes.shown.push(ms))
        }
      })
    }
  }
}

async function openPage(browser: Browser, url: string): Promise<FreshPage> {
  const fresh = await freshPage(browser, VIEWPORT)
  const { page } = fresh
  await page.addInitScript(takeNotes, { batch: BATCH_FRAME, one: LIVE_ONE, many: LIVE_MANY })
  await page.goto(url)
  await page.locator('[data-testid=save-state][data-state=saved]').waitFor()
  return fresh
}

/** Each event waits until the page has taken the one before: what is measured is not how it catches up. */
async function drawStroke(cdp: CDPSession, n: number): Promise<void> {
  const left = 200 + (n % 5) * 180
  const top = 150 + Math.floor(n / 5) * 120
  const startMs = performance.now()
  for (let i = 0; i <= PEN_EVENTS; i += 1) {
    const waitMs = startMs + (i * 1000) / PEN_HZ - performance.now()
    if (waitMs > 0) await new Promise(resolve => setTimeout(resolve, waitMs))
    await cdp.send('Input.dispatchMouseEvent', penEvent(i, left, top))
  }
}

/** One author, one order: the k-th batch that was sent is the k-th that came. */
function latencies(sent: readonly number[], received: readonly number[]): number[] {
  if (sent.length !== received.length) {
    throw new Error(`${sent.length} batches were sent and ${received.length} came`)
  }
  return received.map((atMs, index) => atMs - (sent[index] ?? atMs))
}

const SECTION = 'latency (SQLite, two tabs, headless Chromium, software raster)'

function figuresOf(name: string, ms: readonly number[], goals: readonly number[]): Figure[] {
  return [0.5, 0.95].map((part, index) => {
    const goal = goals[index]
    const value = round(percentile(ms, part), 1)
    const figure = { section: SECTION, name: `${name}, p${part * 100}`, value, unit: 'ms' }
    return goal === undefined ? figure : { ...figure, goal }
  })
}

export async function measureLatency({ chromiumPath }: BenchContext): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'inkroom-bench-'))
  const server = await benchServer({ storage: 'sqlite', dataDir })
  const browser = await launchChromium(chromiumPath)
  try {
    const url = `http://localhost:${server.port}/b/latency`
    const { page: author, cdp } = await openPage(browser, url)
    const { page: peer } = await openPage(browser, url)
    for (let n = 0; n < STROKES; n += 1) await drawStroke(cdp, n)
    await author.locator('[data-testid=save-state][data-state=saved]').waitFor()
    const { sent, ownFrameMs } = await author.evaluate(() => window.inkroomNotes)
    await peer.waitForFunction(count => window.inkroomNotes.shown.length >= count, sent.length, {
      timeout: 5_000,
    })
    const { received, shown } = await peer.evaluate(() => window.inkroomNotes)
    return [
      { section: SECTION, name: 'frames', value: sent.length, unit: '' },
      ...figuresOf('a frame’s newest point → peer’s onmessage', latencies(sent, received), [5]),
      ...figuresOf('a frame’s newest point → peer’s next frame', latencies(sent, shown), [20, 40]),
      ...figuresOf('pen’s event → own frame', ownFrameMs, []),
    ]
  } finally {
    await browser.close()
    await server.close()
    rmSync(dataDir, { recursive: true })
  }
}
