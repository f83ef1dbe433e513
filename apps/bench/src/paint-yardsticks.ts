// What the same strokes cost where a page is built in the first way that comes to mind: outlines by
// perfect-freehand, made once, all painted anew in each frame, or as one element each whose group is moved.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Browser } from '@playwright/test'
import { turnWheel } from './browser-hand.ts'
import type { FreshPage } from './headless-chromium.ts'
import { loopbackPort } from './loopback-port.ts'
import { OUTLINES_PATH, preparePage, showAsSvg, showOnCanvas } from './outlines-page.ts'
import { AWAY, type Gesture, notedPage, watch } from './paint-run.ts'
import type { PenStroke } from './pen-model.ts'

const LINE_PX = 4
/** A page that is so slow has to show so many in any case. */
const FEWEST_FRAMES = 3
const PAGE =
  '<!doctype html><title>Yardstick</title><style>body { margin: 0; overflow: hidden }</style>'

/** As the page reads them; read when it is asked for, since nothing else needs the package. */
export async function outlinesOf(strokes: Iterable<PenStroke>): Promise<Float32Array> {
  const { getStroke } = await import('perfect-freehand')
  const options = { size: LINE_PX, simulatePressure: false, last: true }
  const values: number[] = []
  for (const stroke of strokes) {
    const points = stroke.map(({ x, y, pressure }): [number, number, number] => [x, y, pressure])
    const outline = getStroke(points, options)
    values.push(outline.length)
    for (const [x, y] of outline) values.push(x, y)
  }
  return new Float32Array(values)
}

export interface YardstickServer {
  readonly url: string
  readonly close: () => Promise<void>
}

export async function serveOutlines(outlines: Float32Array): Promise<YardstickServer> {
  const bytes = new Uint8Array(outlines.buffer)
  const server = createServer(({ url }, response) => {
    if (url === OUTLINES_PATH) response.end(bytes)
    else response.setHeader('content-type', 'text/html').end(PAGE)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = loopbackPort(server)
  const close = async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${port}/`, close }
}

/** As far as Inkroom's page; on a slow one most of the way is one frame, and a few steps come behind it. */
function panAway({ page, cdp }: FreshPage): Promise<Gesture> {
  return watch(page, async () => {
    await turnWheel(cdp, AWAY)
    for (let step = 0; step < FEWEST_FRAMES; step += 1) {
      const count = await page.evaluate(() => window.paintNotes.frames.length)
      if (count < FEWEST_FRAMES) await turnWheel(cdp, { ...AWAY, count: 1 })
    }
  })
}

async function panOver(
  browser: Browser,
  url: string,
  show: (path: string) => Promise<void>,
): Promise<Gesture> {
  const fresh = await notedPage(browser)
  try {
    await fresh.page.addInitScript(preparePage)
    await fresh.page.goto(url)
    await fresh.page.evaluate(show, OUTLINES_PATH)
    return await panAway(fresh)
  } finally {
    await fresh.close()
  }
}

export const panOverCanvas = (browser: Browser, url: string): Promise<Gesture> =>
  panOver(browser, url, showOnCanvas)

export const panOverSvg = (browser: Browser, url: string): Promise<Gesture> =>
  panOver(browser, url, showAsSvg)
