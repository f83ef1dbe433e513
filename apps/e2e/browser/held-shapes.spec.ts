import { type BoardPage, expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import type { ScreenPoint } from './contacts.ts'
import { type PixelBox, readPixel } from './layer-pixels.ts'

/** A hand's way: it bends aside by a few pixels. */
function rough(places: readonly ScreenPoint[]): ScreenPoint[] {
  return places.map(({ x, y }, at) => ({
    x: x + 5 * Math.sin(at * 0.7),
    y: y + 5 * Math.cos(at * 0.9),
  }))
}

/** Less high than wide, as hands draw circles. */
function roughCircle({ x, y }: ScreenPoint, radius: number): ScreenPoint[] {
  return Array.from({ length: 61 }, (_, at) => ({
    x: x + radius * Math.cos((at / 60) * 2 * Math.PI),
    y: y + radius * 0.93 * Math.sin((at / 60) * 2 * Math.PI),
  }))
}

const widthOf = (box: PixelBox | null): number => (box === null ? 0 : box.right - box.left)
const heightOf = (box: PixelBox | null): number => (box === null ? 0 : box.bottom - box.top)
/** How much wider than high. */
const excessOf = (box: PixelBox | null): number => widthOf(box) - heightOf(box)

function through(...corners: readonly ScreenPoint[]): ScreenPoint[] {
  return corners.slice(1).flatMap((to, at) => {
    const from = corners[at] ?? to
    return Array.from({ length: 20 }, (_, step) => ({
      x: from.x + ((to.x - from.x) * (step + 1)) / 20,
      y: from.y + ((to.y - from.y) * (step + 1)) / 20,
    }))
  })
}

const box = [
  { x: 400, y: 200 },
  { x: 700, y: 200 },
  { x: 700, y: 400 },
  { x: 400, y: 400 },
  { x: 400, y: 200 },
]

test('a rough circle that is held still becomes a clean one, for everyone, and undo gives the ink back @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  const way = roughCircle({ x: 600, y: 300 }, 120)
  await ann.down(way[0] ?? { x: 0, y: 0 })
  await ann.move(way)
  const wetOf = async (tab: BoardPage) => (await tab.layer('wet')).box
  await expect.poll(async () => excessOf(await wetOf(bob)), 'Bob sees it grow').toBe(16)
  await expect
    .poll(async () => Math.abs(excessOf(await wetOf(ann))), 'Ann sees a circle')
    .toBeLessThanOrEqual(1)
  expect(excessOf(await wetOf(bob)), 'Bob still sees the ink').toBe(16)
  await ann.up()
  for (const tab of [ann, bob]) {
    await tab.expectStrokes(1)
    await expect.poll(async () => (await tab.layer('wet')).inked).toBe(0)
  }
  await expectSameBoard(ann, bob)
  const clean = await bob.layer('base')
  expect(Math.abs(excessOf(clean.box))).toBeLessThanOrEqual(1)
  await ann.press('Control+z')
  await expect.poll(async () => (await bob.layer('base')).hash).not.toBe(clean.hash)
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await expectSameBoard(ann, bob)
  expect(excessOf((await bob.layer('base')).box)).toBe(16)
  await ann.press('Control+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(0)
  await ann.press('Control+Shift+z')
  await ann.press('Control+Shift+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  expect((await ann.layer('base')).hash).toBe(clean.hash)
  await expectSameBoard(ann, bob)
})

test('a box gets straight sides and sharp corners @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab(), await newTab()]
  for (let step = 0; step < 2; step += 1) await ann.press(']')
  await ann.down(box[0] ?? { x: 0, y: 0 })
  await ann.move(rough(through(...box)))
  await expect
    .poll(async () => (await ann.layer('wet')).box?.right ?? 0, 'the shape is seen')
    .toBeLessThanOrEqual(706)
  await ann.up()
  await bob.expectStrokes(1)
  await expectSameBoard(ann, bob)
  const { box: edge } = await bob.layer('base')
  if (edge === null) throw new Error('a box of ink')
  const { left, top, right, bottom } = edge
  // The sides are as far out at their ends as in their middle.
  for (const x of [left + 6, (left + right) / 2, right - 6]) {
    const [, , , above] = await readPixel(bob.page, Math.round(x), top + 4)
    const [, , , below] = await readPixel(bob.page, Math.round(x), bottom - 4)
    expect(Math.min(above, below)).toBe(255)
  }
})

test('a hand that pauses in a line and goes on loses no ink, and no shape @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  const way = rough(through({ x: 400, y: 300 }, { x: 700, y: 300 }))
  await ann.down(way[0] ?? { x: 0, y: 0 })
  await ann.move(way)
  const heightOfWet = async () => heightOf((await ann.layer('wet')).box)
  await expect.poll(heightOfWet, 'it is seen').toBeGreaterThan(10)
  await expect.poll(heightOfWet, 'it became straight').toBeLessThan(9)
  await ann.move(through({ x: 700, y: 300 }, { x: 700, y: 500 }))
  await expect.poll(heightOfWet, 'the rough ink is back, with the corner').toBeGreaterThan(200)
  await ann.up()
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await expectSameBoard(ann, bob)
  const { box: edge } = await bob.layer('base')
  expect(edge?.left).toBeLessThan(420)
  expect(edge?.bottom).toBeGreaterThan(498)
  await ann.press('Control+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(0)
})

test('a line is straight, and none becomes one where the menu says so @lan', async ({ newTab }) => {
  const ann = await newTab()
  const way = rough(through({ x: 400, y: 300 }, { x: 700, y: 300 }))
  const drawDown = async () => {
    await ann.down(way[0] ?? { x: 0, y: 0 })
    await ann.move(way)
  }
  const heightOfWet = async () => heightOf((await ann.layer('wet')).box)
  await drawDown()
  await expect.poll(heightOfWet, 'it is seen').toBeGreaterThan(10)
  await expect.poll(heightOfWet, 'it is straight').toBeLessThan(9)
  await ann.up()
  await ann.expectStrokes(1)
  expect(heightOf((await ann.layer('base')).box)).toBeLessThan(9)
  await ann.press('Control+z')
  await ann.press('Control+z')
  await ann.expectStrokes(0)
  await ann.openMenu()
  const item = ann.page.getByTestId('make-shapes')
  await item.click()
  await expect(item).toHaveAttribute('aria-checked', 'false')
  await ann.press('Escape')
  await ann.draw(way)
  await ann.press('Control+z')
  await ann.expectStrokes(0)
})
