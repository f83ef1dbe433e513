import { describe, expect, it } from 'vitest'
import { isSameColor, nearestWidthStop, nextWidth, WIDTH_STOPS } from './ink-style.ts'

describe('width', () => {
  it('steps through every stop and holds at both ends', () => {
    const up = WIDTH_STOPS.map(width => nextWidth(width, 1))
    expect(up).toEqual([...WIDTH_STOPS.slice(1), WIDTH_STOPS.at(-1)])
    const down = WIDTH_STOPS.map(width => nextWidth(width, -1))
    expect(down).toEqual([WIDTH_STOPS[0], ...WIDTH_STOPS.slice(0, -1)])
  })

  it('between two stops steps to the neighbour, not past it', () => {
    expect([nextWidth(5, 1), nextWidth(5, -1)]).toEqual([6, 4])
  })

  it('shows a slider the closest stop', () => {
    expect(nearestWidthStop(4)).toBe(WIDTH_STOPS.indexOf(4))
    expect(nearestWidthStop(1000)).toBe(WIDTH_STOPS.length - 1)
  })
})

describe('colours', () => {
  it('are the same by index or by channels, never across the two kinds', () => {
    const red = { kind: 'rgb', r: 255, g: 0, b: 0 } as const
    expect(isSameColor(red, { ...red })).toBe(true)
    expect(isSameColor(red, { ...red, g: 1 })).toBe(false)
    expect(isSameColor({ kind: 'palette', index: 2 }, { kind: 'palette', index: 2 })).toBe(true)
    expect(isSameColor({ kind: 'palette', index: 2 }, { kind: 'palette', index: 3 })).toBe(false)
    expect(isSameColor(red, { kind: 'palette', index: 2 })).toBe(false)
  })
})
