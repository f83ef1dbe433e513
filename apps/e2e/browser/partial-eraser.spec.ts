import { type BoardPage, expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { readPixel } from './layer-pixels.ts'
import { line, row, wave } from './stroke-paths.ts'

/** With the eraser in the hand, turned to parts. */
async function takePartialEraser(board: BoardPage): Promise<void> {
  await board.press('Shift+E')
  await expect(board.canvas).toHaveAttribute('data-tool', 'eraser')
  await expect(board.page.getByTestId('erase-parts')).toBeChecked()
}

/** Across the level line `at`, at x. */
const across = (at: number, x: number) => {
  const y = 160 + at * 40
  return line({ x, y: y - 16 }, { x, y: y + 16 })
}

async function expectInked(board: BoardPage, x: number, y: number, isInked: boolean) {
  await expect
    .poll(async () => (await readPixel(board.page, x, y))[3] > 0, `ink at ${x}, ${y}`)
    .toBe(isInked)
}

test('two people wipe parts of one stroke at once, one takes it back, and all see the same @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.draw(row(0, { from: 380, to: 700 }))
  await ann.draw(wave(2))
  await bob.expectStrokes(2)
  await expectSameBoard(ann, bob)
  const whole = (await bob.layer('base')).hash
  for (const tab of [ann, bob]) await takePartialEraser(tab)

  await Promise.all([ann.draw(across(0, 420)), bob.draw(across(0, 560))])
  for (const tab of [ann, bob]) {
    for (const x of [420, 560]) await expectInked(tab, x, 160, false)
    for (const x of [400, 500, 640]) await expectInked(tab, x, 160, true)
    await tab.expectStrokes(2)
  }
  await expectSameBoard(ann, bob)

  await ann.press('Control+z')
  for (const tab of [ann, bob]) {
    await expectInked(tab, 420, 160, true)
    await expectInked(tab, 560, 160, false)
  }
  await bob.draw(line({ x: 420, y: 240 }, { x: 500, y: 300 }))
  await bob.page.reload()
  await bob.joined()
  const late = await newTab()
  await late.expectStrokes(2)
  await expectSameBoard(ann, bob, late)
  for (const keys of ['+', '+', '+', 'Shift+0', '-', '-', '-', '-', '-', '-', '-', 'Shift+1']) {
    for (const tab of [ann, bob, late]) await tab.press(keys)
    await expect
      .poll(async () => {
        const pictures = await Promise.all([ann, bob, late].map(tab => tab.layer('base')))
        return new Set(pictures.map(({ hash }) => hash)).size
      }, `the pictures after ${keys}`)
      .toBe(1)
  }
  expect((await late.layer('base')).hash).not.toBe(whole)
})

test('a wipe shows while the hand is down, and its undo leaves the pixels that were there @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.draw(wave(1))
  await ann.draw(row(3))
  await bob.expectStrokes(2)
  const before = await ann.layer('base')
  await takePartialEraser(ann)
  const path = across(3, 500)
  await ann.down(path[0] ?? { x: 500, y: 264 })
  await ann.move(path)
  for (const tab of [ann, bob]) await expectInked(tab, 500, 280, false)
  await ann.up()
  await ann.press('Control+z')
  for (const tab of [ann, bob]) {
    await expect.poll(async () => (await tab.layer('base')).hash).toBe(before.hash)
  }
  await ann.press('Control+Shift+z')
  for (const tab of [ann, bob]) await expectInked(tab, 500, 280, false)
  await expectSameBoard(ann, bob)
})

test('a stroke that is wiped out is gone, and the eraser of whole strokes takes what is left of one @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  for (const at of [0, 2]) await ann.draw(row(at))
  await bob.expectStrokes(2)
  await takePartialEraser(bob)
  await bob.draw(row(0, { from: 360, to: 640 }))
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await bob.press('Control+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(2)
  await bob.draw(across(2, 500))
  await bob.press('Shift+E')
  // Through the gap, which is no stroke any more.
  await bob.draw(across(2, 500))
  await expectSameBoard(ann, bob)
  for (const tab of [ann, bob]) await tab.expectStrokes(2)
  await bob.draw(across(2, 420))
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await expectSameBoard(ann, bob)
})
