import { describe, expect, it } from 'vitest'
import { seededRandom } from './seeded-random.ts'
import { WRITTEN_POINTS, writing } from './written-board.ts'

const board = (count: number, seed = 1) => Array.from(writing(count, seededRandom(seed)))

function span(values: readonly number[]): { middle: number; length: number } {
  const [min, max] = [Math.min(...values), Math.max(...values)]
  return { middle: (min + max) / 2, length: max - min }
}

describe('a written board', () => {
  it('has as many strokes as asked for, each of as many points', () => {
    const strokes = board(1_000)
    expect(strokes).toHaveLength(1_000)
    expect(new Set(strokes.map(stroke => stroke.length))).toEqual(new Set([WRITTEN_POINTS]))
  })

  it('is a square around the origin', () => {
    const events = board(1_000).flat()
    const across = span(events.map(({ x }) => x))
    const down = span(events.map(({ y }) => y))
    const lineHeightPx = 110
    expect(Math.abs(across.length - down.length)).toBeLessThan(2 * lineHeightPx)
    expect(Math.abs(across.middle)).toBeLessThan(lineHeightPx)
    expect(Math.abs(down.middle)).toBeLessThan(lineHeightPx)
  })

  it('is the same again with the same seed, and another with another', () => {
    expect(board(50, 7)).toEqual(board(50, 7))
    expect(board(50, 7)).not.toEqual(board(50, 8))
  })

  it('has pens that move on in time', () => {
    for (const stroke of board(20)) {
      const times = stroke.map(({ timeMs }) => timeMs)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(times[0]).toBe(0)
      expect(times.at(-1)).toBeGreaterThanOrEqual(80)
    }
  })
})
