import { expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { line, row, swing, wave } from './stroke-paths.ts'

test('[G6] a stroke is seen in the other tab while the pen is still down @lan @smoke', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.down({ x: 400, y: 300 })
  await ann.move(swing({ x: 400, y: 300 }, { x: 500, y: 320 }))
  await expect
    .poll(async () => (await bob.layer('wet')).inked, 'wet ink at Bob’s')
    .toBeGreaterThan(100)
  const before = await bob.layer('wet')
  await ann.move(swing({ x: 500, y: 320 }, { x: 800, y: 400 }))
  await expect
    .poll(async () => (await bob.layer('wet')).box?.right ?? 0, 'the wet ink goes on')
    .toBeGreaterThan((before.box?.right ?? 0) + 100)
  expect((await bob.layer('base')).inked, 'nothing is dry yet').toBe(0)
  await ann.up()
  await ann.expectStrokes(1)
  await bob.expectStrokes(1)
  await expectSameBoard(ann, bob)
  await expect.poll(async () => (await bob.layer('wet')).inked, 'no ink is left wet').toBe(0)
})

test('[G6] who joins late sees the same pixels as those who drew @lan @smoke', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  await ann.draw(wave(0))
  await bob.draw(row(2))
  await ann.choose('highlighter')
  await ann.draw(row(3, { from: 330, to: 700 }))
  await bob.press('3')
  await bob.draw(wave(3))
  await bob.choose('highlighter')
  await bob.draw(row(4, { from: 330, to: 700 }))
  for (const tab of [ann, bob]) await tab.expectStrokes(5)
  const late = await newTab()
  await late.expectStrokes(5)
  await expectSameBoard(ann, bob, late)
  expect((await late.layer('base')).inked).toBeGreaterThan(5000)
})

test('[G6] who joins in the middle of a stroke sees it so far, and the rest as it comes @lan', async ({
  newTab,
}) => {
  const ann = await newTab()
  await ann.draw(row(0))
  await ann.down({ x: 400, y: 300 })
  await ann.move(swing({ x: 400, y: 300 }, { x: 600, y: 340 }))
  const late = await newTab()
  await late.expectStrokes(1)
  await expect.poll(async () => (await late.layer('wet')).inked).toBeGreaterThan(100)
  await ann.move(swing({ x: 600, y: 340 }, { x: 800, y: 300 }))
  await ann.up()
  await late.expectStrokes(2)
  await expectSameBoard(ann, late)
})

test('[G3] a reload keeps everything @lan @smoke', async ({ newTab }) => {
  const ann = await newTab()
  await ann.draw(row(0))
  await ann.press('4')
  await ann.draw(wave(2))
  await ann.expectStrokes(2)
  await ann.expectSave('saved')
  const [digest, picture] = [await ann.digest(), await ann.layer('base')]
  await ann.page.reload()
  await ann.joined()
  await ann.expectStrokes(2)
  expect(await ann.digest()).toBe(digest)
  expect(await ann.layer('base')).toEqual(picture)
})

test('[G1] four tabs that draw fifty strokes at once end with the same board @lan', async ({
  newTab,
}) => {
  // Four small windows: what is tried is the order of the strokes, not how quickly they are painted.
  const small = { viewport: { width: 800, height: 600 } }
  const tabs = await Promise.all([1, 2, 3, 4].map(() => newTab(small)))
  const strokes = Array.from({ length: 50 }, (_, at) => at)
  await Promise.all(
    tabs.map(async (tab, index) => {
      for (const at of strokes.filter(each => each % tabs.length === index)) {
        const y = 80 + at * 6
        await tab.draw(line({ x: 300 + at, y }, { x: 750 - at, y: y + 60 }, 3))
      }
    }),
  )
  for (const tab of tabs) await tab.expectStrokes(strokes.length)
  await expectSameBoard(...tabs)
})

test('two boards never mix @lan', async ({ newPerson, board }) => {
  const [ann, bob] = [await newPerson(), await newPerson()]
  const here = await ann.openTab()
  const there = await bob.openTab(`${board}-other`)
  const both = await ann.openTab(`${board}-other`)
  await here.draw(row(0))
  await there.draw(row(1))
  await there.draw(row(2))
  await here.expectStrokes(1)
  await both.expectStrokes(2)
  await here.expectPeople(1)
  await there.expectPeople(2)
  await expectSameBoard(there, both)
  expect(await here.digest()).not.toBe(await there.digest())
  await here.page.reload()
  await here.joined()
  await here.expectStrokes(1)
})
