// The bar of tools on a phone, of which some is out of sight.

import type { Page } from '@playwright/test'
import { expect, test } from './board-test.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

interface Shades {
  readonly left: number
  readonly right: number
}

/** How much darker the bar is at its edges than a bar in which all is in sight. */
async function shadesOf(page: Page): Promise<Shades> {
  const bar = await page.locator('.chrome-dock').boundingBox()
  if (bar === null) throw new Error('the bar is not on the page')
  // One row through its middle, away from the rounded corners.
  const clip = { x: bar.x, y: bar.y + bar.height / 2, width: bar.width, height: 1 }
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
