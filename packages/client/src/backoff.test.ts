import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attemptAfter, delayMs, windowMs } from './backoff.ts'
import type { ClientState } from './state.ts'
import { DEFAULT_TIMING as timing } from './timing.ts'

// A fixed generator (mulberry32), so that a bin that is too full is so each time.
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const fullestBin = (delays: readonly number[], binMs = 100) => {
  const bins = new Map<number, number>()
  for (const delay of delays) {
    const bin = Math.floor(delay / binMs)
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }
  return Math.max(...bins.values())
}

const drawn = (attempt: number, spreadMs: number, count: number) => {
  const random = seeded(42)
  return Array.from({ length: count }, () =>
    delayMs(attempt, spreadMs, { random: random(), timing }),
  )
}

describe('the wait before a try', () => {
  it('[G9] no 100 ms of a 10 s window sees more than 5 % of 500 clients come back', () => {
    expect(fullestBin(drawn(1, 10_000, 500))).toBeLessThanOrEqual(25)
  })

  it('[G9] nor of 2,000, nor in any later attempt', () => {
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      expect(fullestBin(drawn(attempt, 10_000, 2_000))).toBeLessThanOrEqual(100)
    }
  })

  it('is at first random over the whole window that the server named', () => {
    const delays = drawn(1, 10_000, 500)
    expect(Math.min(...delays)).toBeLessThan(200)
    expect(Math.max(...delays)).toBeGreaterThan(9_800)
  })

  it('has windows that double up to the cap', () => {
    const windows = [1, 2, 3, 4, 5, 6, 7, 99].map(attempt => windowMs(attempt, 1_000, timing))
    expect(windows).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  it('is never drawn from a narrower window than the server named', () => {
    expect([1, 2, 3, 5, 9].map(attempt => windowMs(attempt, 12_000, timing))).toEqual([
      12_000, 12_000, 12_000, 16_000, 30_000,
    ])
    expect(windowMs(9, 60_000, timing)).toBe(60_000)
  })

  it('is spread after the cap: late attempts do not fall together', () => {
    const delays = drawn(50, 1_000, 500)
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(29_000)
  })

  it('is inside its window for any attempt and any window', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(120_000), random, (n, spread, r) => {
        const delay = delayMs(n, spread, { random: r, timing })
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(windowMs(n, spread, timing))
      }),
    )
  })
})

describe('the count of attempts', () => {
  const live: ClientState = { kind: 'live', attempt: 4, sinceMs: 1_000 }
  const after = (state: ClientState, nowMs: number) =>
    attemptAfter(state, { nowMs, steadyAfterMs: 5_000 })

  it('[G9] begins anew only after 5 s live', () => {
    expect(after(live, 5_999)).toBe(5)
    expect(after(live, 6_000)).toBe(1)
  })

  it('goes on where the server took the hello and closed at once', () => {
    expect(after({ kind: 'connecting', attempt: 4 }, 9_999_999)).toBe(5)
  })

  it('does not begin anew for a clock that was set back', () => {
    expect(after(live, 0)).toBe(5)
  })
})
