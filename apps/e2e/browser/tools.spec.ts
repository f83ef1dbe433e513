import { expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { type Rgba, readPixel, seenPixel } from './layer-pixels.ts'
import { line, row, wave } from './stroke-paths.ts'

test('one’s own undo never takes another’s stroke @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.draw(row(0))
  await bob.expectStrokes(1)
  await bob.draw(row(4))
  await ann.expectStrokes(2)
  await ann.press('Control+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  expect((await bob.layer('base')).box?.top, 'Bob’s is what is left').toBeGreaterThan(300)
  await expect(ann.page.getByTestId('undo')).toHaveAttribute('aria-disabled', 'true')
  await ann.press('Control+z')
  await ann.press('Control+Shift+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(2)
  await ann.page.getByTestId('undo').click()
  await bob.expectStrokes(1)
  await ann.page.getByTestId('redo').click()
  await bob.expectStrokes(2)
  await ann.press('Control+z')
  await ann.press('Control+y')
  await bob.expectStrokes(2)
  await expectSameBoard(ann, bob)
})

test('the eraser takes whole strokes of anyone, and one sweep is one undo @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  for (const at of [0, 1, 2]) await ann.draw(row(at))
  await bob.expectStrokes(3)
  await bob.choose('eraser')
  await bob.draw(line({ x: 500, y: 130 }, { x: 500, y: 215 }))
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await bob.press('Control+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(3)
  await expectSameBoard(ann, bob)
})

test('clearing the board takes all ink, and can be undone from the notice @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.draw(row(0))
  await bob.draw(row(1))
  await ann.expectStrokes(2)
  await ann.pick('clear')
  for (const tab of [ann, bob]) await tab.expectStrokes(0)
  expect((await bob.layer('base')).inked).toBe(0)
  await ann.page.getByTestId('undo-clear').click()
  for (const tab of [ann, bob]) await tab.expectStrokes(2)
  await expect(ann.page.getByTestId('undo-clear')).toHaveCount(0)
  await expectSameBoard(ann, bob)
  await ann.pick('clear')
  await expect(ann.page.getByTestId('undo-clear')).toBeVisible()
  await ann.press('Control+z')
  for (const tab of [ann, bob]) await tab.expectStrokes(2)
  await expect(ann.page.getByTestId('undo-clear'), 'nothing is left to offer').toHaveCount(0)
})

test('the highlighter lets the ink under it show @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.choose('highlighter')
  await ann.draw(row(3, { from: 400, to: 800 }))
  await bob.expectStrokes(1)
  const [, , , alpha] = await readPixel(bob.page, 600, 280)
  expect(alpha).toBeGreaterThan(60)
  expect(alpha).toBeLessThan(160)
  await ann.choose('pen')
  await ann.draw(line({ x: 600, y: 200 }, { x: 600, y: 360 }))
  await bob.expectStrokes(2)
  const [, , , over] = await readPixel(bob.page, 600, 280)
  expect(over).toBe(255)
  await expectSameBoard(ann, bob)
})

test('a mark lies under the ink that was there before, while it is made and afterwards @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.draw(line({ x: 600, y: 200 }, { x: 600, y: 360 }))
  await bob.expectStrokes(1)
  const ink = await readPixel(bob.page, 600, 280)
  await ann.choose('highlighter')
  await ann.down({ x: 400, y: 280 })
  await ann.move(line({ x: 400, y: 280 }, { x: 800, y: 280 }))
  for (const tab of [ann, bob]) {
    await expect.poll(async () => (await tab.layer('wet-marks')).inked).toBeGreaterThan(1000)
    expect((await tab.layer('wet')).inked, 'nothing lies on the ink').toBe(0)
  }
  await ann.up()
  for (const tab of [ann, bob]) await tab.expectStrokes(2)
  expect(await readPixel(bob.page, 600, 280)).toEqual(ink)
  expect((await readPixel(bob.page, 500, 280))[3], 'beside it').toBeGreaterThan(60)
  await expectSameBoard(ann, bob)
})

for (const theme of ['light', 'dark'] as const) {
  test(`marks that cross mix on ${theme} paper, and look the same once they are finished @lan`, async ({
    newTab,
  }) => {
    const ann = await newTab({ colorScheme: theme })
    await ann.choose('highlighter')
    await ann.draw(line({ x: 400, y: 280 }, { x: 800, y: 280 }))
    await ann.page.getByTestId('color-8').check()
    await ann.down({ x: 600, y: 200 })
    await ann.move(line({ x: 600, y: 200 }, { x: 600, y: 420 }))
    await expect.poll(async () => (await ann.layer('wet-marks')).inked).toBeGreaterThan(1000)
    const see = async () => ({
      paper: await seenPixel(ann.page, 700, 380),
      one: await seenPixel(ann.page, 500, 280),
      other: await seenPixel(ann.page, 600, 380),
      both: await seenPixel(ann.page, 600, 280),
    })
    const wet = await see()
    await ann.up()
    await ann.expectStrokes(2)
    await expect.poll(async () => (await ann.layer('wet-marks')).inked).toBe(0)
    const dry = await see()
    // The paper is not quite white and not quite black: what is made on it is mixed with it too.
    const atMost = theme === 'light' ? 4 : 8
    for (const place of ['paper', 'one', 'other', 'both'] as const) {
      const differences = dry[place].map((value, at) => Math.abs(value - (wet[place][at] ?? 0)))
      expect(Math.max(...differences), `${place} as it was in the making`).toBeLessThanOrEqual(
        atMost,
      )
    }
    // Light is taken away on light paper and added on dark, by the second mark as by the first.
    const sum = ([r, g, b]: Rgba) => r + g + b
    const sign = theme === 'light' ? -1 : 1
    const { paper, one, other, both } = dry
    expect(sign * (sum(one) - sum(paper))).toBeGreaterThan(10)
    expect(sign * (sum(both) - sum(one))).toBeGreaterThan(10)
    expect(sign * (sum(both) - sum(other))).toBeGreaterThan(10)
  })
}

test('colours and widths are chosen in the panel and by keys, and seen by the others @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.page.getByTestId('color-2').check()
  await ann.draw(row(0))
  await bob.expectStrokes(1)
  const [red, green, blue] = await readPixel(bob.page, 500, 160)
  expect(red).toBeGreaterThan(150)
  expect(Math.max(green, blue)).toBeLessThan(120)
  await ann.press('9')
  await ann.draw(row(2))
  await bob.expectStrokes(2)
  const [r, , b] = await readPixel(bob.page, 500, 240)
  expect(b).toBeGreaterThan(r + 60)
  const thin = (await bob.layer('base')).inked
  for (let step = 0; step < 4; step += 1) await ann.press(']')
  await ann.draw(row(6))
  await bob.expectStrokes(3)
  expect((await bob.layer('base')).inked, 'the third is wider than both others').toBeGreaterThan(
    thin * 2,
  )
  await ann.page.getByTestId('width-slider').fill('0')
  await ann.draw(row(9))
  await bob.expectStrokes(4)
  await expectSameBoard(ann, bob)
})

test('a picture of the board is downloaded, with its ink in it @lan', async ({ newTab }) => {
  const ann = await newTab()
  await ann.draw(wave(0))
  await ann.draw(row(4, { from: 330, to: 900 }))
  await ann.title.fill('Plan')
  await ann.title.press('Enter')
  await ann.expectSave('saved')
  const coming = ann.page.waitForEvent('download')
  await ann.pick('export')
  const download = await coming
  expect(download.suggestedFilename()).toBe('Plan.png')
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
  const png = Buffer.concat(chunks)
  const picture = await ann.page.evaluate(async bytes => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
    const painter = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    if (painter === null) throw new Error('no 2D canvas')
    painter.drawImage(bitmap, 0, 0)
    const { data } = painter.getImageData(0, 0, bitmap.width, bitmap.height)
    let dark = 0
    for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 100) dark += 1
    return { width: bitmap.width, height: bitmap.height, dark, corner: data[0] ?? 0 }
  }, Array.from(png))
  // 570 × 400 world units and their margin, at two pixels a unit.
  expect(picture.width).toBeGreaterThan(1140)
  expect(picture.width).toBeLessThan(1400)
  expect(picture.height).toBeGreaterThan(800)
  expect(picture.height).toBeLessThan(1000)
  expect(picture.dark).toBeGreaterThan(4000)
  expect(picture.corner, 'light paper').toBeGreaterThan(240)
})
