import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_KEPT_BOARDS,
  MAX_KEPT_BYTES,
  readLines,
  type ShelfLine,
  shelve,
} from './board-shelf.ts'

const line = (n: number, bytes = 1): ShelfLine => ({ roomName: `board-${n}`, bytes, keptAtMs: n })
const names = (lines: readonly ShelfLine[]) => lines.map(({ roomName }) => roomName)

describe('[G18] the boards that are kept', () => {
  it('are the last few', () => {
    const lines = [3, 1, 5, 2, 4].map(n => line(n))
    const { stays, goes } = shelve(lines, line(9))
    expect(names(stays)).toEqual(['board-9', 'board-5', 'board-4', 'board-3', 'board-2'])
    expect(names(goes)).toEqual(['board-1'])
  })

  it('are one line each, however often they are kept', () => {
    const { stays, goes } = shelve([line(1), line(2)], { ...line(1), keptAtMs: 7 })
    expect(stays).toEqual([{ ...line(1), keptAtMs: 7 }, line(2)])
    expect(goes).toEqual([])
  })

  it('are bounded in number and in bytes, whatever is kept, and each has its place or goes', () => {
    const anyLine = fc.tuple(fc.nat(9), fc.nat(MAX_KEPT_BYTES)).map(([n, bytes]) => line(n, bytes))
    const property = fc.property(fc.array(anyLine), added => {
      let lines: readonly ShelfLine[] = []
      for (const each of added) {
        const { stays, goes } = shelve(lines, each)
        expect(stays.length).toBeLessThanOrEqual(MAX_KEPT_BOARDS)
        expect(stays.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MAX_KEPT_BYTES)
        const others = lines.filter(({ roomName }) => roomName !== each.roomName)
        expect(names([...stays, ...goes]).toSorted()).toEqual(names([each, ...others]).toSorted())
        lines = stays
      }
    })
    fc.assert(property)
  })
})

it('a list that is none is told from one', () => {
  expect(readLines([line(1)])).toEqual([line(1)])
  for (const bad of [undefined, {}, [7], [{ ...line(1), bytes: 'x' }]]) {
    expect(readLines(bad)).toBeNull()
  }
})
