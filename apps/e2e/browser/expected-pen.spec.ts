// What the browser hands out beside the plain events: lists of those that came within a frame, and where it expects
// the pen to be.

import type { Page } from '@playwright/test'
import { expectSameBoard } from './board-page.ts'
import { expect, test } from './board-test.ts'
import { Contacts, type PenPoint } from './contacts.ts'

interface Watched {
  /** The longest list of what came within a frame. */
  coalesced: number
  /** How far to the right unfinished ink was shown. */
  shownX: number
}

declare global {
  interface Window {
    watched: Watched
  }
}

/** Notes from now on what the browser hands out and what is shown, frame by frame. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched: Watched = { coalesced: 0, shownX: 0 }
    window.watched = watched
    document.addEventListener('pointermove', event => {
      watched.coalesced = Math.max(watched.coalesced, event.getCoalescedEvents().length)
    })
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-layer="wet"]')
    const look = (): void => {
      const painter = canvas?.getContext('2d') ?? null
      if (canvas === null || painter === null) return
      const { width, height } = canvas
      const { data } = painter.getImageData(0, 0, width, height)
      for (let i = 3; i < data.length; i += 4) {
        if (data[i] !== 0) watched.shownX = Math.max(watched.shownX, ((i - 3) / 4) % width)
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

const seen = (page: Page): Promise<Watched> => page.evaluate(() => window.watched)

test('all that a fast pen reports becomes ink, and what is expected of it only its own picture', async ({
  newTab,
}) => {
  const [ann, bob] = [await newTab(), await newTab()]
  const pen = await Contacts.of(ann.page)
  // 40 px a report: no two of them leave the same ink.
  const way: PenPoint[] = Array.from({ length: 16 }, (_, i) => ({
    x: 200 + i * 40,
    y: 300 + (i % 2) * 8,
    pressure: 0.5,
  }))
  const [first, ...rest] = way
  const last = way.at(-1)
  if (first === undefined || last === undefined) throw new Error('the way has points')
  await watch(ann.page)
  await watch(bob.page)
  // Half of the width, and the soft edge.
  const reach = last.x + 4
  await pen.penDown(first)
  // So often until a frame is painted in time: on a busy machine what is expected is over before.
  await expect
    .poll(async () => {
      await pen.penBurst(rest)
      await pen.penBurst(way.toReversed())
      const { shownX } = await seen(ann.page)
      return shownX
    }, 'what the browser expects is shown')
    .toBeGreaterThan(reach)
  await pen.penBurst(rest)
  await pen.penUp(last)
  for (const tab of [ann, bob]) await tab.expectStrokes(1)
  await expectSameBoard(ann, bob)
  const [own, peer] = [await seen(ann.page), await seen(bob.page)]
  expect(own.coalesced, 'the browser made lists').toBeGreaterThan(1)
  expect(peer.shownX, 'but not to a peer').toBeLessThanOrEqual(reach)
  expect((await ann.layer('base')).box?.right, 'nor is it kept').toBeLessThanOrEqual(reach)
})
