import { expect, test } from './board-test.ts'
import { row } from './stroke-paths.ts'

test('[G13] who comes and who goes is counted and said, within seconds @lan', async ({
  newPerson,
}) => {
  const ann = await (await newPerson()).openTab()
  await ann.expectPeople(1)
  const bob = await newPerson()
  const tab = await bob.openTab()
  await ann.expectPeople(2)
  await tab.expectPeople(2)
  await expect(ann.notices).toContainText(/joined · 2 here/)
  await expect(tab.notices, 'nobody is told of those who were there before').not.toContainText(
    'joined',
  )
  await tab.page.close()
  await expect(ann.peopleCount).toHaveText('1', { timeout: 5000 })
  await expect(ann.notices).toContainText(/left · 1 here/)
})

test('[G13] two tabs of one browser are one person @lan', async ({ newPerson, newTab }) => {
  const ann = await newTab()
  const bob = await newPerson()
  const first = await bob.openTab()
  await ann.expectPeople(2)
  const second = await bob.openTab()
  for (const tab of [ann, first, second]) await tab.expectPeople(2)
  await ann.page.getByTestId('people').click()
  await expect(ann.page.locator('.person-details')).toHaveText('2 tabs')
  await first.page.close()
  await expect(ann.page.locator('.person-details')).toHaveCount(0)
  await ann.expectPeople(2)
  await second.page.close()
  await ann.expectPeople(1)
})

test('[G13] a reload shows nobody as leaving @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await expect(ann.notices).toContainText('joined')
  await bob.page.reload()
  await bob.joined()
  await bob.draw(row(0))
  await ann.expectStrokes(1)
  await ann.expectPeople(2)
  await expect(ann.notices).not.toContainText('left')
})

test('a name is changed in one click and shown to the others @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await bob.page.getByTestId('people').click()
  const name = bob.page.getByTestId('person-name')
  await name.fill('<b>Bob</b> 🖊')
  await name.press('Enter')
  await ann.page.getByTestId('people').click()
  await expect(ann.page.locator('.person-name'), '[G17] as text, not as markup').toHaveText(
    '<b>Bob</b> 🖊',
  )
  await bob.page.reload()
  await bob.joined()
  await bob.page.getByTestId('people').click()
  await expect(name).toHaveValue('<b>Bob</b> 🖊')
})

test('cursors have names, follow, and go with their people @lan', async ({ newPerson, newTab }) => {
  const ann = await newTab()
  const bob = await newPerson()
  const tab = await bob.openTab()
  await tab.page.getByTestId('people').click()
  const name = await tab.page.getByTestId('person-name').inputValue()
  await tab.press('Escape')
  await tab.page.mouse.move(500, 300)
  await expect(ann.cursorNames).toHaveText(name)
  await expect(tab.cursorNames, 'no cursor of one’s own').toHaveCount(0)
  const leftOf = async () => (await ann.cursorNames.boundingBox())?.x ?? 0
  const before = await leftOf()
  await tab.page.mouse.move(700, 300)
  await expect.poll(leftOf).toBeGreaterThan(before + 190)
  await tab.page.getByTestId('menu').hover()
  await expect(ann.cursorNames, 'it left the board').toHaveCount(0)
  await tab.page.mouse.move(600, 300)
  await expect(ann.cursorNames).toHaveCount(1)
  await tab.page.close()
  await expect(ann.cursorNames).toHaveCount(0)
})

test('cursors can be switched off @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await bob.page.mouse.move(500, 300)
  await expect(ann.cursorNames).toHaveCount(1)
  await ann.pick('show-cursors')
  await expect(ann.cursorNames).toHaveCount(0)
})
