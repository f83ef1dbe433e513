import { type BoardPage, expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { line, row } from './stroke-paths.ts'

const lightOf = (tab: BoardPage) => tab.page.locator('canvas[data-layer=laser]')

/** Where its light reaches to; 0 while there is none. */
async function reachOf(tab: BoardPage): Promise<number> {
  const isLit = (await lightOf(tab).count()) > 0
  return isLit ? ((await tab.layer('laser')).box?.right ?? 0) : 0
}

test('a laser is seen by the others while it moves, then is gone, and the board knows nothing of it @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.draw(row(0))
  await bob.expectStrokes(1)
  const [digest, seq] = [await ann.digest(), await ann.seq()]
  await ann.press('k')
  await expect(ann.canvas).toHaveAttribute('data-tool', 'laser')
  await expect(lightOf(bob)).toHaveCount(0)
  await ann.down({ x: 400, y: 300 })
  await ann.move(line({ x: 400, y: 300 }, { x: 500, y: 350 }))
  await expect.poll(() => reachOf(bob), 'Bob sees it with the pen down').toBeGreaterThan(480)
  await ann.move(line({ x: 500, y: 350 }, { x: 800, y: 300 }, 40))
  await ann.up()
  await expect.poll(() => reachOf(bob), 'and to its end').toBeGreaterThan(795)
  await expect(bob.cursorNames).toHaveCount(1)
  const late = await newTab()
  await late.expectStrokes(1)
  for (const tab of [ann, bob]) await expect(lightOf(tab)).toHaveCount(0)
  await expect(lightOf(late), 'who came later saw none').toHaveCount(0)
  for (const tab of [ann, bob]) {
    await tab.expectSave('saved')
    expect(await tab.digest()).toBe(digest)
    expect(await tab.seq()).toBe(seq)
  }
  await ann.press('Control+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(0)
  await expectSameBoard(ann, bob, late)
})

test('two people point at once, and who wants no cursors sees no light of others @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  for (const tab of [ann, bob]) await tab.choose('laser')
  const shine = async () => {
    await ann.draw(line({ x: 400, y: 200 }, { x: 500, y: 200 }))
    await bob.draw(line({ x: 600, y: 400 }, { x: 700, y: 400 }))
  }
  await shine()
  const boxOf = async (tab: BoardPage) => {
    const isLit = (await lightOf(tab).count()) > 0
    return isLit ? (await tab.layer('laser')).box : null
  }
  await expect.poll(async () => (await boxOf(ann))?.bottom ?? 0).toBeGreaterThan(395)
  await expect(lightOf(bob)).toHaveCount(0)
  await bob.openMenu()
  await bob.page.getByTestId('show-cursors').click()
  await bob.press('Escape')
  await shine()
  await expect
    .poll(async () => (await boxOf(ann))?.bottom ?? 0, 'Ann sees both')
    .toBeGreaterThan(395)
  const own = await boxOf(bob)
  expect(own === null || own.top > 380, 'Bob sees his own').toBe(true)
})
