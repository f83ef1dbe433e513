// What ink looks like, held by pictures that were looked at when they were kept: the pen with its pressure, marks
// under it, and what an eraser left. The ink comes over the wire, so that each run has the very same points.

import { ErasureWriter, InkStrokeWriter } from '@inkroom/document'
import { type InkHeader, type InkSample, objectIdOf } from '@inkroom/protocol'
import { until } from '../src/until.ts'
import { WirePerson } from '../wire/wire-person.ts'
import { expect, test } from './board-test.ts'
import { cellDifference, goldenCells, seenCells } from './seen-cells.ts'

const GRID_EXPONENT = 3
const GRID = 2 ** GRID_EXPONENT
/** Free of the bars, in the middle of a window of 1280 × 800. */
const REGION = { x: 340, y: 160, width: 600, height: 480 } as const

type Look = Pick<InkHeader, 'brush' | 'color' | 'opacity'> & { readonly widthPx: number }
type Place = readonly [x: number, y: number, pressure: number]

const PEN: Look = { brush: 'pen', color: { kind: 'palette', index: 0 }, opacity: 255, widthPx: 5 }
const MARKER: Look = {
  brush: 'highlighter',
  color: { kind: 'palette', index: 4 },
  opacity: 102,
  widthPx: 28,
}

function sampleOf([x, y, pressure]: Place): InkSample {
  return { x: Math.round(x * GRID), y: Math.round(y * GRID), pressure: Math.round(pressure * 255) }
}

/** Loops, a zig-zag with sharp corners, a spiral from a thread to full pressure. */
const loops = Array.from(
  { length: 160 },
  (_, i): Place => [
    -270 + i * 3.3 + 26 * Math.sin(i / 5),
    -170 + 34 * Math.cos(i / 5),
    0.5 + 0.4 * Math.sin(i / 17),
  ],
)
const zigZag = Array.from(
  { length: 24 },
  (_, i): Place => [-270 + i * 11, i % 2 === 0 ? -60 : -10, 0.6],
)
const spiral = Array.from(
  { length: 200 },
  (_, i): Place => [
    150 + (8 + i / 3) * Math.cos(i / 9),
    30 + (8 + i / 3) * Math.sin(i / 9),
    i / 200,
  ],
)
const level = (y: number): Place[] => Array.from({ length: 60 }, (_, i) => [-250 + i * 8, y, 0.5])
const upright = (x: number): Place[] =>
  Array.from({ length: 40 }, (_, i) => [x, -200 + i * 10, 0.5])

class Writer {
  private readonly person: WirePerson

  constructor(person: WirePerson) {
    this.person = person
  }

  async draw(places: readonly Place[], { widthPx, ...look }: Look): Promise<number> {
    const n = this.person.minter.next()
    const [first, ...rest] = places.map(sampleOf)
    if (first === undefined) throw new Error('a stroke has points')
    const fixed = { size: widthPx * GRID, gridExponent: GRID_EXPONENT, hasPressure: true }
    const ink = new InkStrokeWriter({ n, page: 0, header: { ...look, ...fixed, ...first } })
    for (const op of [ink.begin(), ink.finish(rest, 100)]) this.person.submit(op)
    await until('it is saved', () => this.person.client.unsettledCount === 0)
    return n
  }

  async erase(stroke: number, ...ranges: readonly (readonly [from: number, to: number])[]) {
    const id = objectIdOf(this.person.client.author, stroke)
    const erasure = new ErasureWriter({ n: this.person.minter.next(), page: 0, stroke: id })
    const wiped = ranges.map(([from, to]) => ({ from, to }))
    for (const op of [erasure.begin(wiped), erasure.finish([])]) this.person.submit(op)
    await until('it is saved', () => this.person.client.unsettledCount === 0)
  }
}

async function drawAll(writer: Writer): Promise<void> {
  await writer.draw(loops, PEN)
  const zigZagged = await writer.draw(zigZag, { ...PEN, color: { kind: 'palette', index: 2 } })
  const spiralled = await writer.draw(spiral, { ...PEN, color: { kind: 'palette', index: 8 } })
  await writer.draw(level(-170), MARKER)
  await writer.draw(upright(-150), { ...MARKER, color: { kind: 'palette', index: 7 } })
  const wide = await writer.draw(level(150), { ...PEN, widthPx: 30, opacity: 128 })
  await writer.erase(wide, [10, 14.5], [30.25, 41])
  await writer.erase(zigZagged, [5.5, 7], [6.5, 9.75])
  await writer.erase(spiralled, [120, 130])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`pen, marks and what is left of wiped strokes look as they did, on ${colorScheme} paper`, async ({
    newTab,
    board,
    server,
  }) => {
    const person = new WirePerson({ url: server.socketUrl, roomName: board })
    await person.live()
    await drawAll(new Writer(person))
    const tab = await newTab({ colorScheme })
    await tab.expectStrokes(6)
    for (const [name, keys] of [
      ['near', []],
      ['far', ['-', '-', '-']],
    ] as const) {
      for (const key of keys) await tab.press(key)
      await expect(tab.canvas).toHaveAttribute('data-pending', '0')
      await expect
        .poll(async () => {
          const cells = await seenCells(tab.page, REGION)
          const { most, mean } = cellDifference(
            goldenCells(`ink-${colorScheme}-${name}`, cells),
            cells,
          )
          return most <= 8 && mean <= 0.5 ? 'as it was' : `${most} in a cell, ${mean} in the mean`
        }, `the picture ${name}`)
        .toBe('as it was')
    }
    person.close()
  })
}
