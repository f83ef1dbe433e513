import { expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { Contacts, type PenPoint } from './contacts.ts'
import { line, row } from './stroke-paths.ts'

const withPressure = (points: readonly { x: number; y: number }[], pressure: number): PenPoint[] =>
  points.map(point => ({ ...point, pressure }))

test('a pen draws with its pressure: harder is wider, for everyone @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab(), await newTab()]
  const pen = await Contacts.of(ann.page)
  await pen.drawPen(withPressure(row(0), 0.15))
  await bob.expectStrokes(1)
  const soft = (await bob.layer('base')).inked
  await pen.drawPen(withPressure(row(5), 0.9))
  await bob.expectStrokes(2)
  const hard = (await bob.layer('base')).inked - soft
  expect(hard).toBeGreaterThan(soft * 1.4)
  await expectSameBoard(ann, bob)
})

test('a finger draws, until a pen was seen: then it moves the board @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab({ hasTouch: true }), await newTab()]
  const contacts = await Contacts.of(ann.page)
  await contacts.drawFinger(row(0))
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await contacts.drawPen(withPressure(row(2), 0.5))
  for (const tab of [ann, bob]) await tab.expectStrokes(2)
  const before = await ann.layer('base')
  // Just after the pen a touch is a palm: so often until it is a finger.
  await expect
    .poll(async () => {
      await contacts.drawFinger(line({ x: 500, y: 300 }, { x: 560, y: 420 }))
      return (await ann.layer('base')).box?.top
    }, 'the board moved down')
    .toBeGreaterThan(before.box?.top ?? 0)
  await ann.expectStrokes(2)
  expect((await bob.layer('base')).hash, 'only Ann’s view moved').toBe(before.hash)
})

test('two fingers move and zoom the board, and leave no ink @lan', async ({ newTab }) => {
  const ann = await newTab({ hasTouch: true })
  await ann.draw(row(3))
  await ann.expectStrokes(1)
  const before = (await ann.layer('base')).box
  const contacts = await Contacts.of(ann.page)
  await contacts.fingersDown({ x: 500, y: 300 }, { x: 700, y: 300 })
  for (const step of [20, 40, 60]) {
    await contacts.fingersMove({ x: 500, y: 300 + step }, { x: 700, y: 300 + step })
  }
  await contacts.fingersUp()
  const topOf = async () => (await ann.layer('base')).box?.top ?? 0
  await expect.poll(topOf).toBe((before?.top ?? 0) + 60)
  await expect(ann.page.getByTestId('zoom-label')).toHaveText('100 %')
  await contacts.fingersDown({ x: 600, y: 400 }, { x: 700, y: 400 })
  for (const step of [25, 50]) {
    await contacts.fingersMove({ x: 600 - step, y: 400 }, { x: 700 + step, y: 400 })
  }
  await contacts.fingersUp()
  await expect(ann.page.getByTestId('zoom-label')).toHaveText('200 %')
  const widthOf = async () => {
    const { box } = await ann.layer('base')
    return box === null ? 0 : box.right - box.left
  }
  const width = (before?.right ?? 0) - (before?.left ?? 0)
  await expect.poll(widthOf, 'twice as wide').toBeGreaterThan(width * 1.9)
  await ann.expectStrokes(1)
})

test('a second finger keeps a stroke that has gone on for a while @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab({ hasTouch: true }), await newTab()]
  const contacts = await Contacts.of(ann.page)
  await contacts.fingersDown({ x: 400, y: 300 })
  // Once it is seen elsewhere and has been for the time of a glance, it is no longer half of a pinch.
  const startedMs = Date.now()
  await expect
    .poll(async () => {
      await contacts.fingersMove({ x: 400 + (Date.now() - startedMs) / 4, y: 300 })
      return Date.now() - startedMs > 200 ? (await bob.layer('wet')).inked : 0
    })
    .toBeGreaterThan(50)
  await contacts.fingersDown({ x: 450, y: 300 }, { x: 600, y: 500 })
  await contacts.fingersUp()
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await expectSameBoard(ann, bob)
})

test.describe('on a phone', () => {
  test.use({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  })

  test('tools and their style are chosen and ink is drawn by touch alone @lan', async ({
    newTab,
  }) => {
    const ann = await newTab()
    const { page } = ann
    const contacts = await Contacts.of(page)
    await page.getByTestId('tool-highlighter').tap()
    await expect(ann.canvas).toHaveAttribute('data-tool', 'highlighter')
    await page.getByTestId('tool-pen').tap()
    await page.getByTestId('style-toggle').tap()
    await page.getByTestId('color-5').tap()
    await expect(page.getByTestId('color-5')).toBeChecked()
    await contacts.drawFinger(line({ x: 80, y: 200 }, { x: 300, y: 320 }))
    await ann.expectStrokes(1)
    await expect(
      page.getByTestId('style-toggle'),
      'the sheet gives way to the pen',
    ).toHaveAttribute('aria-expanded', 'false')
    await page.getByTestId('undo').tap()
    await ann.expectStrokes(0)
    await page.getByTestId('redo').tap()
    await ann.expectStrokes(1)
    await page.getByTestId('menu').tap()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.getByTestId('theme-dark').tap()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })

  test('no tool is smaller than a fingertip, and nothing sticks out of the window', async ({
    newTab,
  }) => {
    const { page } = await newTab()
    for (const tool of ['hand', 'pen', 'highlighter', 'eraser']) {
      const box = await page.getByTestId(`tool-${tool}`).boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), tool).toBeGreaterThanOrEqual(40)
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
  })
})
