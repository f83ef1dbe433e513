import { expect, it } from 'vitest'
import { followDensity } from './follow-density.ts'

/** A window that asks as browsers do: each query is about one ratio. */
function fakePage() {
  const queries: { readonly media: string; readonly target: EventTarget }[] = []
  const page = {
    devicePixelRatio: 1,
    matchMedia: (media: string) => {
      const target = new EventTarget()
      queries.push({ media, target })
      return target
    },
  }
  return {
    // The ratio and its queries are all that is asked of the window.
    page: page as unknown as Window,
    turnTo: (ratio: number) => {
      page.devicePixelRatio = ratio
      queries.at(-1)?.target.dispatchEvent(new Event('change'))
    },
    queries,
  }
}

it('tells of every change of the ratio, not of the first alone', () => {
  const { page, turnTo, queries } = fakePage()
  let changes = 0
  const stop = followDensity(page, () => {
    changes += 1
  })
  turnTo(2)
  turnTo(1.5)
  turnTo(1)
  expect(changes).toBe(3)
  expect(queries.at(-1)?.media).toBe('(resolution: 1dppx)')
  stop()
  turnTo(3)
  expect(changes).toBe(3)
})
