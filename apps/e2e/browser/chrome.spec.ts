import { expect, test } from './board-test.ts'
import { readPixel } from './layer-pixels.ts'
import { line, row } from './stroke-paths.ts'

test('a name given to the board in one tab shows in the others, and stays @lan', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.title.fill('Friday plan')
  await ann.title.press('Enter')
  await expect(bob.title).toHaveValue('Friday plan')
  await expect(bob.page).toHaveTitle('Friday plan · Inkroom')
  await bob.title.fill('Forget this')
  await bob.title.press('Escape')
  await expect(bob.title).toHaveValue('Friday plan')
  await bob.page.reload()
  await bob.joined()
  await expect(bob.title).toHaveValue('Friday plan')
  await expect(ann.title).toHaveValue('Friday plan')
})

test('a new board opens at once, and the one before is in the list of recent boards @lan', async ({
  newTab,
  board,
}) => {
  const ann = await newTab()
  const { page } = ann
  await expect(page.getByTestId('hint')).toBeVisible()
  await ann.draw(row(0))
  await expect(page.getByTestId('hint')).toHaveCount(0)
  await ann.title.fill('The first')
  await ann.title.press('Enter')
  await ann.expectSave('saved')
  await ann.pick('new-board')
  await expect(page).toHaveURL(/\/b\/[0-9A-Za-z]{22}$/)
  await ann.joined()
  await ann.expectStrokes(0)
  await expect(page.getByTestId('hint')).toBeVisible()
  await ann.pick('recent-boards')
  await page.getByTestId('recent-dialog').getByRole('button', { name: 'The first' }).click()
  await expect(page).toHaveURL(new RegExp(`/b/${board}$`))
  await ann.joined()
  await ann.expectStrokes(1)
})

test('the address without a name opens a new board @lan', async ({ newPerson }) => {
  const { context } = await newPerson()
  const page = await context.newPage()
  await page.goto('/')
  await expect(page).toHaveURL(/\/b\/[0-9A-Za-z]{22}$/)
  await expect(page.getByTestId('hint')).toBeVisible()
})

test('an address that can be no board says so @lan', async ({ newPerson }) => {
  const { context } = await newPerson()
  const page = await context.newPage()
  await page.goto('/b/%20')
  await expect(page.getByTestId('blocked')).toContainText(
    "Can't save: there can be no board of this name",
  )
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-state', 'blocked')
})

test('boards have names in any script @lan', async ({ newPerson, board }) => {
  const ann = await (await newPerson()).openTab(`课堂-${board}`)
  const bob = await (await newPerson()).openTab(`课堂-${board}`)
  await ann.draw(row(0))
  await bob.expectStrokes(1)
})

test('the theme follows the system, can be set, and turns paper and ink over @lan', async ({
  newTab,
}) => {
  const ann = await newTab({ colorScheme: 'light' })
  const root = ann.page.locator('html')
  await expect(root).toHaveAttribute('data-theme', 'light')
  await ann.draw(row(0))
  await ann.expectStrokes(1)
  expect((await readPixel(ann.page, 500, 160))[0], 'dark ink on light paper').toBeLessThan(80)
  await ann.page.emulateMedia({ colorScheme: 'dark' })
  await expect(root).toHaveAttribute('data-theme', 'dark')
  const brightness = async () => (await readPixel(ann.page, 500, 160))[0]
  await expect.poll(brightness, 'light ink on dark paper').toBeGreaterThan(200)
  await ann.openMenu()
  await ann.page.getByTestId('theme-light').click()
  await expect(root).toHaveAttribute('data-theme', 'light')
  await expect.poll(brightness).toBeLessThan(80)
  await ann.page.reload()
  await ann.joined()
  await expect(root, 'it is remembered').toHaveAttribute('data-theme', 'light')
})

test('nothing fades from one theme to the other: text stays readable on what is behind it @lan', async ({
  newTab,
}) => {
  const { page } = await newTab({ colorScheme: 'light' })
  const root = page.locator('html')
  await page.evaluate(() => {
    document.addEventListener('transitionrun', ({ target }) => {
      if (target instanceof Element) document.documentElement.dataset['faded'] = target.className
    })
  })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(root).toHaveAttribute('data-theme', 'dark')
  // Fades are told of with the first frame after them.
  await page.evaluate(
    () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  await expect(root).not.toHaveAttribute('data-faded')
})

test('the language is that of the browser, and can be set @lan', async ({ newTab }) => {
  const ann = await newTab({ locale: 'zh-CN' })
  await expect(ann.page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(ann.saveState).toHaveText(/\p{Script=Han}/u)
  await ann.openMenu()
  await ann.page.getByTestId('language-en').click()
  await expect(ann.saveState).toHaveText('Saved')
  await expect(ann.page.locator('html')).toHaveAttribute('lang', 'en')
  await ann.page.reload()
  await ann.joined()
  await expect(ann.saveState).toHaveText('Saved')
})

test('every tool and command has its key @lan', async ({ newTab }) => {
  const ann = await newTab()
  const { page, canvas } = ann
  for (const [key, tool] of [
    ['h', 'hand'],
    ['m', 'highlighter'],
    ['e', 'eraser'],
    ['p', 'pen'],
  ] as const) {
    await ann.press(key)
    await expect(canvas).toHaveAttribute('data-tool', tool)
  }
  await page.keyboard.down('Space')
  await expect(canvas).toHaveAttribute('data-tool', 'hand')
  await page.keyboard.up('Space')
  await expect(canvas).toHaveAttribute('data-tool', 'pen')
  await ann.press('3')
  await expect(page.getByTestId('color-2')).toBeChecked()
  const width = page.getByTestId('width-slider')
  const before = Number(await width.inputValue())
  await ann.press(']')
  await expect(width).toHaveValue(String(before + 1))
  await ann.press('[')
  await expect(width).toHaveValue(String(before))
  const zoom = page.getByTestId('zoom-label')
  await ann.press('+')
  await expect(zoom).toHaveText('125 %')
  await ann.press('-')
  await ann.press('-')
  await expect(zoom).toHaveText('80 %')
  await ann.press('Shift+Digit0')
  await expect(zoom).toHaveText('100 %')
  await ann.press('?')
  await expect(page.getByTestId('help-dialog')).toBeVisible()
  await ann.press('Escape')
  await expect(page.getByTestId('help-dialog')).toHaveCount(0)
})

test('holding space moves the board, and shift 1 brings the drawing back @lan', async ({
  newTab,
}) => {
  const ann = await newTab()
  await ann.draw(row(0))
  await ann.expectStrokes(1)
  const leftOf = async () => (await ann.layer('base')).box?.left ?? -1
  const before = await leftOf()
  await ann.page.keyboard.down('Space')
  await ann.draw(line({ x: 600, y: 300 }, { x: 700, y: 300 }))
  await ann.page.keyboard.up('Space')
  await expect.poll(leftOf).toBe(before + 100)
  await ann.expectStrokes(1)
  await ann.page.mouse.wheel(0, 3000)
  await expect.poll(leftOf, 'out of sight').toBe(-1)
  await ann.press('Shift+Digit1')
  await expect.poll(leftOf).toBeGreaterThan(0)
})

test('keys typed into a name are text, not commands @lan', async ({ newTab }) => {
  const ann = await newTab()
  await ann.title.fill('')
  await ann.title.pressSequentially('hep?')
  await expect(ann.title).toHaveValue('hep?')
  await expect(ann.canvas).toHaveAttribute('data-tool', 'pen')
  await expect(ann.page.getByTestId('help-dialog')).toHaveCount(0)
})

test('sharing puts the link on the clipboard, in a page without a secure context too @lan', async ({
  newTab,
}) => {
  const ann = await newTab()
  await ann.page.getByTestId('copy-link').click()
  await expect(ann.notices).toContainText('The link is copied')
  await ann.title.fill('')
  await ann.press('ControlOrMeta+v')
  await expect(ann.title).toHaveValue(ann.page.url().slice(0, 80))
})

test('[G17] no script stands in the page, and its policy allows none @lan', async ({
  newPerson,
  board,
}) => {
  const { context } = await newPerson()
  const page = await context.newPage()
  const response = await page.goto(`/b/${board}`)
  const policy = response?.headers()['content-security-policy'] ?? ''
  const rules = policy.split(';').map(rule => rule.trim())
  const scripts = ['script-src', 'default-src'].flatMap(name =>
    rules.filter(rule => rule.startsWith(`${name} `)),
  )
  expect(scripts[0], 'what holds for scripts').toMatch(/^[a-z]+-src 'self'$/)
  const inline = await page.locator('script:not([src])').count()
  expect(inline).toBe(0)
})
