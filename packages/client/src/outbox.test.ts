import { authorIdOf, type Batch } from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { floorOf, MemoryOutbox } from './outbox.ts'

const author = authorIdOf(new Uint8Array(16))
const batchOf = (counter: number, size = 10): Batch => {
  return { author, counter, ops: [], bytes: new Uint8Array(size) }
}
const filled = (count: number) => {
  const outbox = new MemoryOutbox(author)
  for (let counter = 1; counter <= count; counter += 1) outbox.add(batchOf(counter))
  return outbox
}

describe('the outbox', () => {
  it('counts from 1', () => {
    expect(new MemoryOutbox(author).nextCounter).toBe(1)
    expect(filled(3).nextCounter).toBe(4)
  })

  it('holds batches in order until each is let go', () => {
    const outbox = filled(4)
    expect(outbox.remove(2)).toBe(true)
    expect(outbox.all().map(({ counter }) => counter)).toEqual([1, 3, 4])
    expect(outbox.get(2)).toBeNull()
    expect(outbox.get(3)?.counter).toBe(3)
  })

  it('lets a batch go once', () => {
    const outbox = filled(1)
    expect(outbox.remove(1)).toBe(true)
    expect(outbox.remove(1)).toBe(false)
    expect(outbox.bytes).toBe(0)
  })

  it('never uses a counter again', () => {
    const outbox = filled(3)
    outbox.remove(3)
    expect(outbox.nextCounter).toBe(4)
    outbox.skipTo(9)
    outbox.skipTo(5)
    expect(outbox.nextCounter).toBe(9)
  })

  it('has as its floor the lowest counter held, or else the next', () => {
    const outbox = filled(3)
    expect(floorOf(outbox)).toBe(1)
    outbox.remove(1)
    expect(floorOf(outbox)).toBe(2)
    outbox.remove(2)
    outbox.remove(3)
    expect(floorOf(outbox)).toBe(4)
  })

  it('[G18] is bounded by count', () => {
    const outbox = new MemoryOutbox(author, { maxBatches: 2, maxBytes: 1_000 })
    outbox.add(batchOf(1))
    expect(outbox.hasRoomFor(10)).toBe(true)
    outbox.add(batchOf(2))
    expect(outbox.hasRoomFor(0)).toBe(false)
  })

  it('[G18] is bounded by bytes, to the last one', () => {
    const outbox = new MemoryOutbox(author, { maxBatches: 9, maxBytes: 100 })
    outbox.add(batchOf(1, 60))
    expect(outbox.hasRoomFor(40)).toBe(true)
    expect(outbox.hasRoomFor(41)).toBe(false)
  })

  it('puts another batch in the place of one, bytes and order kept right', () => {
    const outbox = filled(3)
    outbox.replace(batchOf(2, 3))
    expect(outbox.all().map(({ bytes }) => bytes.length)).toEqual([10, 3, 10])
    expect(outbox.bytes).toBe(23)
  })

  it('counts its bytes right whatever goes in and out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(99)), { maxLength: 60 }), steps => {
        const outbox = new MemoryOutbox(author)
        for (const [adds, n] of steps) {
          if (adds) outbox.add(batchOf(outbox.nextCounter, n))
          else outbox.remove(n)
        }
        const held = outbox.all().reduce((sum, { bytes }) => sum + bytes.length, 0)
        expect(outbox.bytes).toBe(held)
        expect(outbox.count).toBe(outbox.all().length)
      }),
    )
  })
})
