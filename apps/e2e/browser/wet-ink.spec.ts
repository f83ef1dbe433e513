// Ink in the making is outlined and painted piece by piece; finished, it is painted in one go. Nobody may see that.

import { InkStrokeWriter } from '@inkroom/document'
import type { Brush, InkColor, InkHeader, InkSample } from '@inkroom/protocol'
import { until } from '../src/until.ts'
import { WirePerson } from '../wire/wire-person.ts'
import type { BoardPage } from './board-page.ts'
import { expect, test } from './board-test.ts'

const POINTS = 5_000
const GRID_EXPONENT = 3
const COLOR: InkColor = { kind: 'palette', index: 5 }
/** As many as a hand makes in two flushes. */
const POINTS_A_BATCH = 40

/** Loops that wander over the middle of the board and cross each other, pressed more and less. */
function sampleAt(n: number): InkSample {
  const along = n / POINTS
  const angle = n / 9
  const x = -280 + 560 * along + 60 * Math.cos(angle)
  const y = 150 * Math.sin(along * 21) + 60 * Math.sin(angle)
  const grid = 2 ** GRID_EXPONENT
  return {
    x: Math.round(x * grid),
    y: Math.round(y * grid),
    pressure: Math.round(128 + 100 * Math.sin(n / 25)),
  }
}

interface Look {
  readonly brush: Brush
  readonly opacity: number
}

/** Draws all of it, and hands out what lifts the pen. */
async function drawLong(writer: WirePerson, { brush, opacity }: Look): Promise<() => void> {
  await writer.live()
  const header: InkHeader = {
    brush,
    color: COLOR,
    size: 5 * 2 ** GRID_EXPONENT,
    opacity: Math.round(opacity * 255),
    gridExponent: GRID_EXPONENT,
    hasPressure: brush === 'pen',
    ...sampleAt(0),
  }
  const ink = new InkStrokeWriter({ n: writer.minter.next(), page: 0, header })
  writer.submit(ink.begin())
  for (let n = 1; n < POINTS; n += POINTS_A_BATCH) {
    const length = Math.min(POINTS_A_BATCH, POINTS - n)
    writer.submit(
      ink.extend(
        Array.from({ length }, (_, i) => sampleAt(n + i)),
        40,
      ),
    )
    // In many frames, as from a hand.
    await until('a batch is saved', () => writer.client.unsettledCount < 8)
  }
  return () => writer.submit(ink.finish([], 0))
}

/** What is on all layers together, as the person sees it, as bytes of red, green, blue and alpha. */
async function picture(board: BoardPage): Promise<Uint8Array> {
  const base64 = await board.page.evaluate(async () => {
    const layers = ['marks', 'wet-marks', 'base', 'wet'].map(name =>
      document.querySelector<HTMLCanvasElement>(`canvas[data-layer="${name}"]`),
    )
    const sheet = document.createElement('canvas')
    sheet.width = layers[0]?.width ?? 0
    sheet.height = layers[0]?.height ?? 0
    const painter = sheet.getContext('2d')
    if (painter === null) throw new Error('no canvas')
    painter.fillStyle = 'white'
    painter.fillRect(0, 0, sheet.width, sheet.height)
    for (const layer of layers) if (layer !== null) painter.drawImage(layer, 0, 0)
    const { data } = painter.getImageData(0, 0, sheet.width, sheet.height)
    // A list of numbers would take seconds on its way here.
    return new Promise<string>(resolve => {
      const reader = new FileReader()
      reader.addEventListener('load', () => {
        if (typeof reader.result === 'string') resolve(reader.result)
      })
      reader.readAsDataURL(new Blob([data]))
    })
  })
  return Buffer.from(base64.slice(base64.indexOf(',') + 1), 'base64')
}

/** Of 255: less on an edge is nothing that anybody sees. */
const SHADE = 24
/**
 * Of the ink's pixels, so many may differ by more: where many edges of one stroke run through a pixel, browsers sum
 * up otherwise what each covers of it, as the path is longer. A seam between pieces would be ten times as much.
 */
const MAX_SHARE = 0.004

/** The part of all pixels with ink that differ by more than a shade. */
function differenceOf(before: Uint8Array, after: Uint8Array): number {
  let [inked, other] = [0, 0]
  for (let at = 0; at < after.length; at += 4) {
    const channels = [at, at + 1, at + 2]
    if (channels.every(i => after[i] === 255 && before[i] === 255)) continue
    inked += 1
    const most = Math.max(...channels.map(i => Math.abs((before[i] ?? 0) - (after[i] ?? 0))))
    if (most > SHADE) other += 1
  }
  return other / Math.max(1, inked)
}

async function expectNoWetInk(board: BoardPage): Promise<void> {
  for (const layer of ['wet', 'wet-marks'] as const) {
    await expect.poll(async () => (await board.layer(layer)).inked, `${layer} ink`).toBe(0)
  }
}

const LOOKS: readonly Look[] = [
  { brush: 'pen', opacity: 1 },
  { brush: 'pen', opacity: 0.4 },
  { brush: 'highlighter', opacity: 0.4 },
]

for (const look of LOOKS) {
  test(`[G6] a stroke of ${POINTS} points by ${look.brush} with opacity ${look.opacity} looks the same wet and dry, to who saw it grow and who came late`, async ({
    newTab,
    board,
    server,
  }) => {
    const ann = await newTab()
    const writer = new WirePerson({ url: server.socketUrl, roomName: board })
    const lift = await drawLong(writer, look)
    const late = await newTab()
    const wet = look.brush === 'pen' ? 'wet' : 'wet-marks'
    for (const tab of [ann, late]) {
      await expect.poll(async () => (await tab.layer(wet)).inked).toBeGreaterThan(20_000)
    }
    const grown = await picture(ann)
    const atOnce = await picture(late)
    lift()
    for (const tab of [ann, late]) {
      await tab.expectStrokes(1)
      await expectNoWetInk(tab)
    }
    const dry = await picture(ann)
    expect(differenceOf(grown, atOnce), 'painted in many frames, and in one').toBeLessThan(
      MAX_SHARE,
    )
    expect(differenceOf(grown, dry), 'wet and dry').toBeLessThan(MAX_SHARE)
    expect(writer.troubles).toEqual([])
    writer.close()
  })
}
