import { expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { row, swing } from './stroke-paths.ts'

test('[G3] a server that is killed and started again has all that was seen, and the tabs come back @lan', async ({
  newTab,
  ownServer,
}) => {
  const { port } = ownServer
  const [ann, bob] = [await newTab({ port }), await newTab({ port })]
  await ann.draw(row(0))
  await bob.expectStrokes(1)
  await bob.draw(row(1))
  await ann.expectStrokes(2)
  const seen = await ann.layer('base')
  await ownServer.kill9()
  for (const tab of [ann, bob]) await tab.expectSave('offline')
  expect(await ann.layer('base'), 'the board stays on the page').toEqual(seen)
  await ownServer.start()
  await expectSameBoard(ann, bob)
  await ann.expectStrokes(2)
  await ann.draw(row(2))
  await bob.expectStrokes(3)
  const late = await newTab({ port })
  await expectSameBoard(ann, bob, late)
})

test('[G14] a server that is stopped ends with 0, and the tabs come back to the next one @lan', async ({
  newTab,
  ownServer,
}) => {
  const ann = await newTab({ port: ownServer.port })
  await ann.draw(row(0))
  await ann.expectSave('saved')
  expect(await ownServer.stop()).toBe(0)
  await ann.expectSave('offline')
  await ann.draw(row(1))
  await ownServer.start()
  await ann.expectSave('saved')
  const late = await newTab({ port: ownServer.port })
  await late.expectStrokes(2)
  await expectSameBoard(ann, late)
})

test('[G7] a link that is cut in the middle of a stroke leaves the whole stroke on both sides @lan', async ({
  newTab,
  faultProxy,
}) => {
  const [ann, bob] = [await newTab({ port: faultProxy.port }), await newTab()]
  await ann.down({ x: 400, y: 300 })
  await ann.move(swing({ x: 400, y: 300 }, { x: 500, y: 300 }))
  await expect.poll(async () => (await bob.layer('wet')).inked).toBeGreaterThan(100)
  faultProxy.refuse()
  await ann.expectSave('offline')
  await ann.move(swing({ x: 500, y: 300 }, { x: 700, y: 400 }))
  faultProxy.resume()
  await ann.expectSave('saved')
  await ann.move(swing({ x: 700, y: 400 }, { x: 900, y: 300 }))
  await ann.up()
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await expectSameBoard(ann, bob)
  const { box } = await bob.layer('base')
  expect(box?.left).toBeLessThan(402)
  expect(box?.right).toBeGreaterThan(896)
  expect(box?.bottom).toBeGreaterThan(390)
})

test('[G7] a stroke of someone who is gone is shown as finished @lan', async ({ newTab }) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.down({ x: 400, y: 300 })
  await ann.move(swing({ x: 400, y: 300 }, { x: 600, y: 300 }))
  await expect.poll(async () => (await bob.layer('wet')).inked).toBeGreaterThan(100)
  await ann.page.close()
  await bob.expectStrokes(1)
  expect((await bob.layer('base')).inked).toBeGreaterThan(100)
})

test('[G2] [G4] [G20] what is drawn without a link is counted, and arrives once when the link is back @lan', async ({
  newTab,
  faultProxy,
}) => {
  const [ann, bob] = [await newTab({ port: faultProxy.port }), await newTab()]
  await ann.draw(row(0))
  await bob.expectStrokes(1)
  const before = await bob.seq()
  faultProxy.refuse()
  await ann.expectSave('offline')
  for (const at of [1, 2, 3]) await ann.draw(row(at))
  await ann.expectStrokes(4)
  await expect(ann.saveState).toHaveText(/^Offline, \d+ kept here$/)
  const kept = await ann.keptHere()
  // A stroke is at least its first point and its end.
  expect(kept).toBeGreaterThanOrEqual(6)
  await bob.expectStrokes(1)
  faultProxy.resume()
  await ann.retryNow()
  await ann.expectSave('saved')
  await bob.expectStrokes(4)
  await expectSameBoard(ann, bob)
  expect(await bob.seq(), 'each batch once').toBe(before + kept)
})

test('[G4] [G20] a device without a network goes on drawing, and sends when it has one @lan', async ({
  newPerson,
  newTab,
}) => {
  const bob = await newTab()
  const ann = await newPerson()
  const tab = await ann.openTab()
  await ann.context.setOffline(true)
  await tab.draw(row(0))
  await expect(tab.saveState).toHaveText(/^Offline, \d+ kept here$/)
  await bob.expectStrokes(0)
  await ann.context.setOffline(false)
  await tab.expectSave('saved')
  await bob.expectStrokes(1)
  await expectSameBoard(tab, bob)
})

test('[G20] while no byte gets through, what is drawn is not called saved @lan', async ({
  newTab,
  faultProxy,
}) => {
  const [ann, bob] = [await newTab({ port: faultProxy.port }), await newTab()]
  faultProxy.hold()
  await ann.draw(row(0))
  await ann.expectStrokes(1)
  await expect(ann.saveState).toHaveText(/^Saving \d+$/)
  await bob.expectStrokes(0)
  faultProxy.resume()
  await bob.expectStrokes(1)
  await expectSameBoard(ann, bob)
})
