import { describe, expect, test } from 'vitest'
import { TokenBucket } from './token-bucket.ts'

describe('an allowance', () => {
  test('lets two seconds of it through at once, and then as much as flows in', () => {
    const bucket = new TokenBucket({ perSecond: 10 }, 0)
    for (let n = 0; n < 20; n += 1) expect(bucket.spend(1, 0)).toBe(0)
    expect(bucket.spend(1, 0)).toBe(100)
    expect(bucket.spend(0, 99)).toBeCloseTo(1)
    expect(bucket.spend(0, 101)).toBe(0)
  })

  test('a debt is waited out in full', () => {
    const bucket = new TokenBucket({ perSecond: 10 }, 0)
    expect(bucket.spend(120, 0)).toBe(10_000)
    expect(bucket.spend(0, 5000)).toBe(5000)
    expect(bucket.spend(10, 10_000)).toBe(1000)
  })

  test('what is not used does not grow for ever', () => {
    const bucket = new TokenBucket({ perSecond: 10 }, 0)
    expect(bucket.spend(20, 1_000_000)).toBe(0)
    expect(bucket.spend(1, 1_000_000)).toBe(100)
  })

  test('a steady sender within the allowance is never held, one beyond it gets exactly that much', () => {
    const steady = new TokenBucket({ perSecond: 50 }, 0)
    for (let ms = 0; ms < 60_000; ms += 20) expect(steady.spend(1, ms)).toBe(0)
    const eager = new TokenBucket({ perSecond: 50 }, 0)
    let nowMs = 0
    let sent = 0
    while (nowMs < 60_000) {
      nowMs += eager.spend(1, nowMs)
      sent += 1
    }
    expect(sent).toBeGreaterThanOrEqual(3000)
    expect(sent).toBeLessThanOrEqual(3101)
  })
})
