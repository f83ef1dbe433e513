import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './board-test.ts'
import { row } from './stroke-paths.ts'

type AxePage = ConstructorParameters<typeof AxeBuilder>[0]['page']

/** What stands in somebody's way. */
async function barriers(page: Page): Promise<string[]> {
  // axe's types are of another copy of Playwright than the runner's; at run time it is the same page.
  const axe = new AxeBuilder({ page: page as unknown as AxePage })
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing is in anyone's way, on a desk, ${colorScheme} @lan`, async ({ newTab }) => {
    const [ann] = [await newTab({ colorScheme }), await newTab()]
    const { page } = ann
    expect(await barriers(page), 'empty board').toEqual([])
    await ann.draw(row(0))
    await ann.expectStrokes(1)
    await ann.expectSave('saved')
    await ann.openMenu()
    expect(await barriers(page), 'menu').toEqual([])
    await ann.press('Escape')
    await page.getByTestId('people').click()
    await expect(page.getByTestId('person-name')).toBeVisible()
    expect(await barriers(page), 'people').toEqual([])
    await ann.press('Escape')
    await ann.page.getByTestId('custom-color').click()
    await expect(page.getByTestId('hex')).toBeVisible()
    expect(await barriers(page), 'colour picker').toEqual([])
    await ann.press('?')
    await expect(page.getByTestId('help-dialog')).toBeVisible()
    expect(await barriers(page), 'help').toEqual([])
  })

  test(`nothing is in anyone's way, on a phone, ${colorScheme} @lan`, async ({ newTab }) => {
    const viewport = { width: 390, height: 844 }
    const { page } = await newTab({ colorScheme, viewport, hasTouch: true, isMobile: true })
    expect(await barriers(page), 'board').toEqual([])
    await page.getByTestId('style-toggle').tap()
    expect(await barriers(page), 'style sheet').toEqual([])
  })
}

test('the whole chrome is reached by keyboard, with a focus that shows @lan', async ({
  newTab,
}) => {
  const { page } = await newTab()
  const wanted = new Set([
    'menu',
    'title',
    'people',
    'copy-link',
    'undo',
    'zoom-in',
    'tool-pen',
    'help',
  ])
  for (let presses = 0; presses < 60 && wanted.size > 0; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement)) return null
      const { outlineStyle, boxShadow } = getComputedStyle(element)
      const isShown = outlineStyle !== 'none' || boxShadow !== 'none' || element.matches('input')
      return { id: element.dataset['testid'] ?? '', isShown }
    })
    if (focused === null) continue
    expect(focused.isShown, `the focus on ${focused.id} shows`).toBe(true)
    wanted.delete(focused.id)
  }
  expect([...wanted]).toEqual([])
})
