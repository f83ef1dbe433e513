// Work that outlives its page, and what the page says of it.

import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ServerProcess } from '../src/server-process.ts'
import { atRest, WirePerson } from '../wire/wire-person.ts'
import { expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import {
  boardIsKept,
  keptPartBytes,
  pageIsKept,
  storedBatches,
  workIsKept,
} from './kept-in-browser.ts'
import { row } from './stroke-paths.ts'

const SENT = /\d+ changes? from your last visit (was|were) sent/

test('[G4] what is drawn while the server is away survives a reload, with the board, and arrives once', async ({
  board,
  newPerson,
  newTab,
  ownServer,
}) => {
  const { port } = ownServer
  const ann = await newPerson({ port, serviceWorkers: 'allow' })
  const tab = await ann.openTab()
  await tab.draw(row(0))
  await tab.expectSave('saved')
  await pageIsKept(tab.page)
  await boardIsKept(tab, board)
  const before = await tab.seq()
  await ownServer.kill9()
  await tab.expectSave('offline')
  await tab.draw(row(1))
  const kept = await workIsKept(tab)
  await tab.page.reload()
  await tab.expectStrokes(2)
  await expect(tab.saveState).toHaveText(`Offline, ${kept} kept here`)
  await tab.draw(row(2))
  await tab.expectStrokes(3)
  const all = await workIsKept(tab)
  await ownServer.start()
  await tab.retryNow()
  await tab.expectSave('saved')
  await expect(tab.notices).toHaveText(SENT)
  const bob = await newTab({ port })
  await bob.expectStrokes(3)
  await expectSameBoard(tab, bob)
  expect(await bob.seq(), 'each batch once').toBe(before + all)
})

test('[G4] a tab that crashes with unsent work leaves it to the next one, which says so @lan', async ({
  newPerson,
  newTab,
  faultProxy,
}) => {
  const bob = await newTab()
  const ann = await newPerson({ port: faultProxy.port })
  const tab = await ann.openTab()
  faultProxy.refuse()
  await tab.expectSave('offline')
  await tab.draw(row(0))
  await tab.draw(row(1))
  const kept = await workIsKept(tab)
  const session = await ann.context.newCDPSession(tab.page)
  const crashed = tab.page.waitForEvent('crash')
  // The answer never comes: there is nobody left to give it.
  session.send('Page.crash').catch(() => undefined)
  await crashed
  await bob.expectStrokes(0)
  faultProxy.resume()
  const next = await ann.openTab()
  await expect(next.notices).toContainText(`${kept} changes from your last visit were sent`)
  for (const each of [next, bob]) await each.expectStrokes(2)
  await expectSameBoard(next, bob)
  expect(await bob.seq(), 'each batch once').toBe(kept)
})

test('[G2] [G16] a duplicated tab draws under an author of its own @lan', async ({
  newPerson,
  newTab,
}) => {
  const bob = await newTab()
  const ann = await newPerson()
  const tab = await ann.openTab()
  await tab.draw(row(0))
  const opened = ann.context.waitForEvent('page')
  // The opened page begins with a copy of this one's session storage, as a duplicated tab does.
  await tab.page.evaluate(() => {
    sessionStorage.setItem('copied', 'yes')
    window.open(location.href)
  })
  const copy = tab.of(await opened)
  await copy.joined()
  expect(await copy.page.evaluate(() => Object.keys(sessionStorage))).toEqual(['copied'])
  await tab.draw(row(1))
  await copy.draw(row(2))
  await tab.draw(row(3))
  for (const each of [tab, copy, bob]) await each.expectStrokes(4)
  await expectSameBoard(tab, copy, bob)
  await bob.expectPeople(2)
})

test('[G4] of two tabs without a network one is closed, and the other sends the work of both @lan', async ({
  newPerson,
  newTab,
}) => {
  const bob = await newTab()
  const ann = await newPerson()
  const [closed, stays] = [await ann.openTab(), await ann.openTab()]
  await ann.context.setOffline(true)
  await closed.draw(row(0))
  await workIsKept(closed)
  const asked: string[] = []
  closed.page.on('dialog', dialog => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await closed.page.close({ runBeforeUnload: true })
  await expect.poll(() => closed.page.isClosed()).toBe(true)
  expect(asked, 'nobody is asked about work that is kept').toEqual([])
  await stays.draw(row(1))
  await stays.expectStrokes(1)
  await ann.context.setOffline(false)
  for (const tab of [stays, bob]) await tab.expectStrokes(2)
  await expect(stays.notices).toContainText(SENT)
  await expectSameBoard(stays, bob)
})

test('[G4] [G20] a browser that stores nothing is said to keep nothing, and leaving asks first @lan', async ({
  newPerson,
  faultProxy,
}) => {
  const ann = await newPerson({ port: faultProxy.port })
  await ann.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('closed to this page', 'SecurityError')
    }
  })
  const tab = await ann.openTab()
  faultProxy.refuse()
  await tab.expectSave('offline')
  await tab.draw(row(0))
  await expect(tab.saveState).toHaveText(/^Offline, \d+ not kept$/)
  const detail = tab.page.getByTestId('offline-detail')
  await expect(detail).toContainText('reloading it loses them')
  // In a low window the style panel reaches up to it, and must not cover what is said last.
  await tab.page.setViewportSize({ width: 1024, height: 560 })
  const height = (await detail.boundingBox())?.height ?? 0
  await detail.click({ trial: true, timeout: 10_000, position: { x: 20, y: height - 8 } })
  const asked = tab.page.waitForEvent('dialog')
  await tab.page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  faultProxy.resume()
  await tab.retryNow()
  await tab.expectSave('saved')
})

test('[G2] [G18] what a full board refuses is in the tray, with its reason, to be taken along', async ({
  board,
  newTab,
}) => {
  const server = await ServerProcess.launch({ MAX_BOARD_BYTES: String(1024 * 1024) })
  const tab = await newTab({ port: server.port })
  const filler = await new WirePerson({ url: server.socketUrl, roomName: board }).live()
  const body = new Uint8Array(60_000).fill(250)
  for (let n = 1; n <= 20; n += 1) {
    filler.submit({ kind: 'create', n, page: 0, parent: null, body, last: true })
  }
  await atRest(filler)
  await tab.draw(row(0))
  await tab.expectSave('blocked')
  await expect(tab.saveState).toHaveText("Can't save: the board is full")
  await expect(tab.page.getByTestId('tray')).toHaveText(/^\d+ changes are not on the server/)
  await tab.expectStrokes(0)
  await tab.page.getByTestId('open-tray').click()
  const tray = tab.page.getByTestId('tray-dialog')
  await expect(tray).toContainText('The board is full.')
  await expect(tray.locator('polyline')).toHaveCount(1)
  const downloading = tab.page.waitForEvent('download')
  await tab.page.getByTestId('export-tray').click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`${board}-unsent.json`)
  const file: unknown = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(file).toMatchObject({
    format: 'inkroom-unsent-work',
    lots: [{ boardId: board, why: 'refused', reason: 'board-full' }],
    strokes: [{ color: 'palette 0' }],
  })
  await tab.page.getByTestId('delete-tray').click()
  await tab.page.getByTestId('delete-tray-now').click()
  await expect(tab.page.getByTestId('tray')).toHaveCount(0)
  filler.close()
  await tab.page.close()
  await server.dispose()
})

test('[G4] work for a board that was made anew is put away for this visit, or deleted for good once that was asked', async ({
  newPerson,
  ownServer,
}) => {
  const { port, dataDir } = ownServer
  const ann = await newPerson({ port })
  const tab = await ann.openTab()
  await tab.draw(row(0))
  await tab.expectSave('saved')
  await ownServer.kill9()
  await tab.expectSave('offline')
  await tab.draw(row(1))
  const kept = await workIsKept(tab)
  for (const name of await readdir(dataDir)) await rm(join(dataDir, name), { recursive: true })
  await ownServer.start()
  const { page } = tab
  const card = page.getByTestId('tray')
  await expect(card).toContainText(`${kept} changes are not on the server`)
  await page.getByTestId('open-tray').click()
  await page.getByTestId('put-tray-away').click()
  await expect(card).toHaveCount(0)
  await page.reload()
  await expect(card).toContainText(`${kept} changes`)
  await page.getByTestId('open-tray').click()
  await page.getByTestId('delete-tray').click()
  await expect(page.getByTestId('tray-dialog')).toContainText(`Delete ${kept} changes for good?`)
  await page.getByTestId('delete-tray-now').click()
  await expect(card).toHaveCount(0)
  await expect.poll(() => storedBatches(page), 'batches in the store').toBe(0)
})

test('a kept board that was spoilt is thrown away, and comes from the server again', async ({
  board,
  newPerson,
}) => {
  const ann = await newPerson()
  const tab = await ann.openTab()
  await tab.draw(row(0))
  await tab.expectSave('saved')
  await boardIsKept(tab, board)
  await tab.page.evaluate(
    name =>
      new Promise<void>(resolve => {
        const opening = indexedDB.open('inkroom')
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('boards', 'readwrite')
          writing.objectStore('boards').put(new Uint8Array([9, 9, 9]), `${name}/0000000`)
          writing.addEventListener('complete', () => {
            opening.result.close()
            resolve()
          })
        })
      }),
    board,
  )
  await tab.page.reload()
  await tab.joined()
  await tab.expectStrokes(1)
  await expect.poll(() => keptPartBytes(tab, board), 'bytes of the part').toBeGreaterThan(3)
  await boardIsKept(tab, board)
})
