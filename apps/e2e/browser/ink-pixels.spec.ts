import {
  characterStrokes,
  type InkLook,
  knownCharacters,
  opsOf,
  type Stroke,
} from '../src/real-ink.ts'
import { until } from '../src/until.ts'
import { WirePerson } from '../wire/wire-person.ts'
import { type BoardPage, expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { row, wave } from './stroke-paths.ts'

const LOOK: InkLook = { color: { kind: 'palette', index: 8 }, widthPx: 3 }
const CHARACTERS = 60

/** In lines, left and right of the origin and above and below it: over the corners of tiles. */
const writing = (): Stroke[] =>
  knownCharacters(CHARACTERS).flatMap((character, at) =>
    characterStrokes(character, {
      left: (at % 10) * 60 - 280,
      top: Math.floor(at / 10) * 60 - 180,
      sizePx: 64,
    }),
  )

/** Writes all of it, stroke by stroke, so that it comes in many small pieces. */
async function write(writer: WirePerson, strokes: readonly Stroke[]): Promise<void> {
  await writer.live()
  for (const stroke of strokes) {
    const n = writer.minter.next()
    for (const op of opsOf(stroke, { n, page: 0 }, LOOK)) writer.submit(op)
    await until('a stroke is saved', () => writer.client.unsettledCount < 40)
  }
}

async function expectSameEverywhere(...boards: readonly BoardPage[]): Promise<void> {
  await expectSameBoard(...boards)
  // In and out again, then so far out that lines are drawn as hairlines.
  for (const keys of [
    '+',
    '+',
    'Shift+0',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    'Shift+1',
  ]) {
    for (const board of boards) await board.press(keys)
    for (const board of boards) await expect(board.canvas).toHaveAttribute('data-pending', '0')
    await expect
      .poll(async () => {
        const pictures = await Promise.all(boards.map(board => board.layer('base')))
        return new Set(pictures.map(({ hash }) => hash)).size
      }, `the pictures after ${keys}`)
      .toBe(1)
  }
}

for (const dpr of [1, 2]) {
  test(`[G6] written ink has the same pixels for who draws, who watches, who comes late and who reloads, near and far, at ${dpr} device pixels a pixel`, async ({
    newTab,
    board,
    server,
  }) => {
    const [ann, bob] = [
      await newTab({ deviceScaleFactor: dpr }),
      await newTab({ deviceScaleFactor: dpr }),
    ]
    const strokes = writing()
    const writer = new WirePerson({ url: server.socketUrl, roomName: board })
    await Promise.all([write(writer, strokes), ann.draw(wave(2)).then(() => ann.draw(row(3)))])
    writer.close()
    for (const tab of [ann, bob]) await tab.expectStrokes(strokes.length + 2)
    await bob.page.reload()
    await bob.joined()
    const late = await newTab({ deviceScaleFactor: dpr })
    for (const tab of [bob, late]) await tab.expectStrokes(strokes.length + 2)
    await expectSameEverywhere(ann, bob, late)
    expect(writer.troubles).toEqual([])
  })
}
