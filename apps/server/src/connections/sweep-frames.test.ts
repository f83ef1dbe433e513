import { describe, expect, test } from 'vitest'
import { settingsOf } from '../settings.ts'
import { sweepFrames } from './sweep-frames.ts'

describe('[G17] the cost of a sweep', () => {
  test('grows with the board', () => {
    expect([0, 5000, 10_000, 60_000].map(sweepFrames)).toEqual([100, 100, 200, 1200])
  })

  test('of four at once on a huge board is made up for before it is a flood', () => {
    const { batchesPerSecond } = settingsOf({})
    const owed = 4 * sweepFrames(10_000_000) - 2 * batchesPerSecond
    expect(owed / batchesPerSecond).toBeLessThan(20)
  })
})
