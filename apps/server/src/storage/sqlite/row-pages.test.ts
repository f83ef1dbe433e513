import { describe, expect, it } from 'vitest'
import { rowPages } from './row-pages.ts'

/** Rows are their own keys. */
function reading(rows: readonly number[]) {
  const limits: number[] = []
  const read = (after: number, limit: number): number[] => {
    limits.push(limit)
    return rows.filter(row => row > after).slice(0, limit)
  }
  return { limits, pages: rowPages(read, { after: 0, keyOf: row => row }) }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

describe('rows in pages', () => {
  it.each([0, 1, 2, 3, 7, 8, 600])('are all there, once and in order: %i', count => {
    expect([...reading(upTo(count)).pages]).toEqual(upTo(count))
  })

  it('are read one at first, for those who need no more', () => {
    const { limits, pages } = reading(upTo(100))
    expect(pages[Symbol.iterator]().next().value).toBe(1)
    expect(limits).toEqual([1])
  })

  it('double, up to a bound', () => {
    const { limits, pages } = reading(upTo(2000))
    expect([...pages]).toHaveLength(2000)
    expect(limits.slice(0, 4)).toEqual([1, 2, 4, 8])
    expect(Math.max(...limits)).toBe(256)
  })
})
