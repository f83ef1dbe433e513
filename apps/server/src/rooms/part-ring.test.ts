import { describe, expect, test } from 'vitest'
import type { StoredPart } from '../storage/storage.ts'
import { PartRing } from './part-ring.ts'

const HASH = 'ab'.repeat(8) as StoredPart['hash']

const partOf = (first: number, last: number, bytes = 10): StoredPart => ({
  first,
  last,
  before: HASH,
  hash: HASH,
  bytes: new Uint8Array(bytes),
})

const placesOf = (parts: readonly StoredPart[] | null) =>
  parts?.map(({ first, last }) => [first, last]) ?? null

describe('the ring', () => {
  test('reads from any seq that it reaches, and says where it does not', () => {
    const ring = new PartRing(30)
    for (const [first, last] of [
      [1, 2],
      [3, 3],
      [4, 6],
      [7, 7],
    ] as const)
      ring.push(partOf(first, last))
    expect(placesOf(ring.read(1, 1000))).toBeNull()
    expect(placesOf(ring.read(2, 1000))).toEqual([
      [3, 3],
      [4, 6],
      [7, 7],
    ])
    expect(placesOf(ring.read(4, 1000))).toEqual([
      [4, 6],
      [7, 7],
    ])
    expect(placesOf(ring.read(7, 1000))).toEqual([])
    expect(placesOf(ring.read(2, 11))).toEqual([
      [3, 3],
      [4, 6],
    ])
  })

  test('[G18] holds no more bytes than it may, however long it runs', () => {
    const ring = new PartRing(100)
    for (let seq = 1; seq <= 10_000; seq += 1) {
      ring.push(partOf(seq, seq))
      expect(ring.bytes).toBeLessThanOrEqual(100)
    }
    expect(placesOf(ring.read(9_990, 1000))?.length).toBe(10)
  })

  test('an empty ring knows nothing', () => {
    expect(new PartRing(0).read(0, 10)).toBeNull()
    const ring = new PartRing(5)
    ring.push(partOf(1, 1))
    expect(ring.read(0, 10)).toBeNull()
  })
})
