import { rowHash } from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BoardCopy,
  changedParts,
  encodePart,
  headOf,
  PART_ROWS,
  readKept,
} from './kept-board.ts'
import { keptRow, keptRows, placeAt } from './testing/kept-rows.ts'

const board = (count: number): BoardCopy => ({ position: placeAt(count), rows: keptRows(count) })

function partsOf({ rows }: BoardCopy): Uint8Array[] {
  return changedParts(rows, []).map(part => encodePart(rows, part))
}

const hashes = (copy: BoardCopy | null) => copy?.rows.map(rowHash)

describe('a kept board', () => {
  it.each([1, PART_ROWS, PART_ROWS + 1, 5 * PART_ROWS])('of %d rows is read as it was', count => {
    const copy = board(count)
    const read = readKept(headOf(copy, 'stamp'), partsOf(copy))
    expect(read?.position).toEqual(copy.position)
    expect(hashes(read)).toEqual(hashes(copy))
  })

  it('is no board where anything of it is of another kind, missing or cut short', () => {
    const copy = board(PART_ROWS + 1)
    const head = headOf(copy, 'stamp')
    const parts = partsOf(copy)
    const [first = new Uint8Array(), second = new Uint8Array()] = parts
    expect(readKept(head, parts)).not.toBeNull()
    const heads = [
      null,
      7,
      {},
      { ...head, format: '0' },
      { ...head, hash: 'x' },
      { ...head, seq: -1 },
    ]
    for (const bad of heads) expect(readKept(bad, parts)).toBeNull()
    const broken = [
      [],
      [first],
      [first, null],
      [first, second.subarray(0, -1)],
      [first, second, first],
    ]
    for (const bad of broken) expect(readKept(head, bad)).toBeNull()
  })

  it('never throws, whatever bytes stand in the store', () => {
    const head = headOf(board(3), 'stamp')
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      expect(() => readKept(head, [bytes])).not.toThrow()
    })
    fc.assert(property)
  })
})

describe('the parts to be written', () => {
  it('are those with other rows than before, and one that grew', () => {
    const before = keptRows(3 * PART_ROWS)
    expect(changedParts(before, before)).toEqual([])
    const grown = [...before, keptRow(before.length + 1)]
    expect(changedParts(grown, before)).toEqual([3])
    expect(changedParts(grown.with(PART_ROWS, keptRow(PART_ROWS + 1, 900)), before)).toEqual([1, 3])
    expect(changedParts([...grown, keptRow(900)], grown)).toEqual([3])
  })

  it('are one where the board got shorter within it', () => {
    const before = keptRows(2 * PART_ROWS)
    expect(changedParts(before.slice(0, -1), before)).toEqual([1])
    expect(changedParts(before.slice(0, PART_ROWS), before)).toEqual([])
  })
})
