// The bar of tools on a phone, of which some is out of sight.

import type { Page } from '@playwright/test'
import { expect, test } from './board-test.ts'
import { Contacts } from './contacts.ts'
import { line } from './stroke-paths.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

interface Shades {
  readonly left: number
  readonly right: number
}

/** How much darker the bar is at its edges than a bar in which all is in sight; history stands behind the right one. */
async function shadesOf(page: Page): Promise<Shades> {
  const bar = await page.locator('.chrome-dock').boundingBox()
  const history = await page.locator('.bar-history').boundingBox()
  if (bar === null || history === null) throw new Error('the bar is not on the page')
  // One row through its middle, away from the rounded corners.
  const y = bar.y + bar.height / 2
  const clip = { x: bar.x, y, width: history.x - bar.x, height: 1 }
  const png = (await page.screenshot({ clip, scale: 'css' })).toString('base64')
  return page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const painter = new OffscreenCanvas(image.width, 1).getContext('2d')
    if (painter === null) throw new Error('no canvas')
    painter.drawImage(image, 0, 0)
    const { data } = painter.getImageData(0, 0, image.width, 1)
    const shadeAt = (x: number): number => 255 - (data[x * 4] ?? 0)
    return { left: shadeAt(2), right: shadeAt(image.width - 3) }
  }, png)
}

const scrollTo = (page: Page, place: 'start' | 'end'): Promise<void> =>
  page.locator('.chrome-dock').evaluate((bar, to) => {
    bar.scrollLeft = to === 'end' ? bar.scrollWidth : 0
  }, place)

test('the bar of a phone is shaded at an edge behind which there is more, and not at the other', async ({
  newTab,
}) => {
  const { page } = await newTab({ colorScheme: 'light' })
  await scrollTo(page, 'start')
  const atStart = await shadesOf(page)
  expect(atStart.right).toBeGreaterThan(atStart.left + 20)
  await scrollTo(page, 'end')
  const atEnd = await shadesOf(page)
  expect(atEnd.left).toBeGreaterThan(atEnd.right + 20)
})

test('undo and redo are under the thumb wherever the bar was moved to, with the switch of pen mode in it too', async ({
  newTab,
}) => {
  const ann = await newTab()
  const { page } = ann
  const pen = await Contacts.of(page)
  const stroke = line({ x: 100, y: 300 }, { x: 300, y: 300 })
  await pen.drawPen(stroke.map(point => ({ ...point, pressure: 0.5 })))
  await ann.expectStrokes(1)
  await expect(page.getByTestId('pen-mode')).toBeAttached()
  for (const place of ['start', 'end'] as const) {
    await scrollTo(page, place)
    for (const [button, strokes] of [
      ['undo', 0],
      ['redo', 1],
    ] as const) {
      await expect(page.getByTestId(button)).toBeInViewport({ ratio: 1 })
      const box = await page.getByTestId(button).boundingBox()
      if (box === null) throw new Error('the button is on the page')
      // By its place: a tap on the element would move the bar first.
      await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
      await ann.expectStrokes(strokes)
    }
  }
})

test('a button that is reached by keyboard is not under undo and redo', async ({ newTab }) => {
  const { page } = await newTab()
  await scrollTo(page, 'start')
  const button = page.getByTestId('zoom-out')
  await button.focus()
  const [box, history] = [
    await button.boundingBox(),
    await page.locator('.bar-history').boundingBox(),
  ]
  if (box === null || history === null) throw new Error('both are on the page')
  expect(box.x + box.width).toBeLessThanOrEqual(history.x)
})

test('nothing shows through undo and redo while the bar fades below a stroke', async ({
  newTab,
}) => {
  const ann = await newTab()
  await scrollTo(ann.page, 'start')
  await ann.down({ x: 100, y: 300 })
  await ann.move([{ x: 200, y: 300 }])
  const bar = ann.page.locator('.chrome-dock')
  await expect(bar).toHaveCSS('opacity', '0.35')
  await expect(bar.locator('.bar-history')).toHaveCSS('opacity', '1')
  await ann.up()
  await expect(bar).toHaveCSS('opacity', '1')
})
