import { describe, expect, it } from 'vitest'
import { byteSize } from './byte-size.ts'
import { timeAgo } from './time-ago.ts'

const NOW_MS = Date.UTC(2026, 0, 15, 12)
const HOUR_MS = 3_600_000

describe('time ago', () => {
  it.each([
    [0, 'now'],
    [59_000, 'now'],
    [61_000, '1 minute ago'],
    [3.9 * HOUR_MS, '3 hours ago'],
    [30 * HOUR_MS, 'yesterday'],
    [800 * HOUR_MS, 'last month'],
    [-HOUR_MS, 'now'],
  ])('%d ms reads %j', (elapsedMs, words) => {
    expect(timeAgo(NOW_MS - elapsedMs, NOW_MS, 'en')).toBe(words)
  })

  it('speaks the language', () => {
    expect(timeAgo(NOW_MS - 30 * HOUR_MS, NOW_MS, 'zh-CN')).toBe('昨天')
  })
})

describe('byte sizes', () => {
  it('keep their digits while they run', () => {
    expect([800, 340_000, 1_000_000, 6_950_000].map(bytes => byteSize(bytes, 'en'))).toEqual([
      '1 kB',
      '340 kB',
      '1.0 MB',
      '7.0 MB',
    ])
  })
})
