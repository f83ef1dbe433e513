import { describe, expect, test } from 'vitest'
import { reconnectSpreadMs } from './reconnect-spread.ts'

/** A small seeded generator: the same draws at each run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function fullestBin(clients: number, seed: number): number {
  const random = generator(seed)
  const spreadMs = reconnectSpreadMs(clients)
  const bins = new Map<number, number>()
  for (let n = 0; n < clients; n += 1) {
    const bin = Math.floor((random() * spreadMs) / 100)
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }
  return Math.max(...bins.values())
}

describe('the spread of returns', () => {
  test.each([10, 50, 100, 499])('[G9] %i clients put at most 25 into any 100 ms', clients => {
    for (let seed = 1; seed <= 20; seed += 1)
      expect(fullestBin(clients, seed)).toBeLessThanOrEqual(25)
  })

  test.each([500, 1000, 3000, 10_000])(
    '[G9] %i clients put at most 5 %% into any 100 ms',
    clients => {
      for (let seed = 1; seed <= 20; seed += 1) {
        expect(fullestBin(clients, seed)).toBeLessThanOrEqual(clients * 0.05)
      }
    },
  )

  test('nobody waits longer than half a minute, and a few not long at all', () => {
    expect([1, 100, 1_000_000].map(reconnectSpreadMs)).toEqual([500, 1000, 30_000])
  })
})
