// What loading the page costs, and that it loads without a network.

import { gzipSync } from 'node:zlib'
import { BoardPage } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { pageIsKept } from './kept-in-browser.ts'
import { row } from './stroke-paths.ts'
import { UpdatedFront } from './updated-front.ts'

const MAX_SCRIPT_BYTES = 170 * 1024
const MAX_REQUESTS = 10

test('the first load is at most ten requests and 170 KB of compressed script', async ({
  board,
  newPerson,
}) => {
  const { context } = await newPerson()
  const page = await context.newPage()
  const requests: string[] = []
  const scripts: Promise<Buffer>[] = []
  page.on('response', response => {
    requests.push(new URL(response.url()).pathname)
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  await new BoardPage(page).open(board)
  const sizes = (await Promise.all(scripts)).map(bytes => gzipSync(bytes).length)
  const sum = sizes.reduce((all, size) => all + size, 0)
  expect(sum, `bytes of ${sizes.length} scripts`).toBeLessThanOrEqual(MAX_SCRIPT_BYTES)
  expect(sum).toBeGreaterThan(0)
  expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(MAX_REQUESTS)
})

test('[G4] a page that is loaded again while the server is away is there, and so is the board once that is back', async ({
  newPerson,
  ownServer,
}) => {
  const person = await newPerson({ port: ownServer.port, serviceWorkers: 'allow' })
  const tab = await person.openTab()
  await tab.draw(row(0))
  await tab.expectStrokes(1)
  await tab.expectSave('saved')
  await pageIsKept(tab.page)
  await ownServer.kill9()
  await tab.page.reload()
  await expect(tab.page.getByTestId('tool-pen')).toBeVisible()
  await ownServer.start()
  await tab.joined()
  await tab.expectStrokes(1)
})

test('health and metrics never come from the store that the page is kept in', async ({
  newPerson,
  ownServer,
}) => {
  const person = await newPerson({ port: ownServer.port, serviceWorkers: 'allow' })
  const tab = await person.openTab()
  await pageIsKept(tab.page)
  await ownServer.kill9()
  await expect(tab.page.goto('/healthz')).rejects.toThrow('ERR_CONNECTION_REFUSED')
})

test('[G10] a page that is too old is loaded anew by its button, also over a link slower than the kept page', async ({
  newPerson,
  server,
}) => {
  const front = await UpdatedFront.open(server.origin)
  const person = await newPerson({ port: front.port, serviceWorkers: 'allow' })
  const [tab, other] = [await person.openTab(), await person.openTab()]
  await tab.draw(row(0))
  await tab.expectSave('saved')
  await pageIsKept(tab.page)
  front.update()
  for (const each of [tab, other]) await each.expectSave('blocked')
  await expect(tab.saveState).toHaveText("Can't save: the server was updated")
  await tab.page.getByTestId('reload').click()
  const isNew = tab.page.locator('meta[name=updated]')
  await expect(isNew).toBeAttached()
  await tab.joined()
  await tab.expectStrokes(1)
  // The other tab still has the old worker: what that keeps must not come back either.
  await pageIsKept(tab.page)
  await tab.page.reload()
  await tab.joined()
  await expect(isNew).toBeAttached()
  await front.close()
})
