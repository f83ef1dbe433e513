// Code that loads when it is first wanted, over a link that is gone for a while.

import { expect, test } from './board-test.ts'
import { line, row } from './stroke-paths.ts'

test('an eraser whose code cannot be loaded says so, and erases once it can', async ({
  newTab,
}) => {
  const tab = await newTab()
  await tab.draw(row(0))
  await tab.expectStrokes(1)
  const script = '**/erasers-*.js'
  await tab.page.route(script, route => route.abort('internetdisconnected'))
  await tab.press('e')
  const across = line({ x: 400, y: 140 }, { x: 400, y: 180 })
  await tab.draw(across)
  const notice = tab.page.getByTestId('notices').getByRole('alert')
  await expect(notice).toContainText('could not be loaded')
  await tab.expectStrokes(1)
  await tab.page.unroute(script)
  await tab.draw(across)
  await tab.expectStrokes(0)
})
