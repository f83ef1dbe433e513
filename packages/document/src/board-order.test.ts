import { objectIdOf } from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boardOrderOf, compareOrder } from './board-order.ts'
import { PENDING_SEQ } from './pending-batches.ts'
import { selfOf } from './testing/board-kit.ts'

const birth = fc
  .record({
    born: fc.oneof(
      fc.nat(40),
      fc.maxSafeNat(),
      fc.nat(2000).map(n => PENDING_SEQ + n),
    ),
    bornAt: fc.nat(1023),
    n: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ born, bornAt, n }) => ({ born, bornAt, id: objectIdOf(selfOf(1).author, n) }))

describe('board order', () => {
  it('sorts as births do in room order: by seq, then by place in the batch', () => {
    fc.assert(
      fc.property(birth, birth, (a, b) => {
        fc.pre(a.born !== b.born || a.bornAt !== b.bornAt)
        const expected = Math.sign(a.born - b.born || a.bornAt - b.bornAt)
        expect(compareOrder(boardOrderOf(a), boardOrderOf(b))).toBe(expected)
      }),
    )
  })

  it('is the same for no two objects, and no object comes before itself', () => {
    fc.assert(
      fc.property(birth, birth, (a, b) => {
        const order = compareOrder(boardOrderOf(a), boardOrderOf(b))
        const same = a.id === b.id && a.born === b.born && a.bornAt === b.bornAt
        expect(order === 0).toBe(same)
        expect(compareOrder(boardOrderOf(b), boardOrderOf(a))).toBe(-order + 0)
      }),
    )
  })

  it('puts pending work above all that the room has', () => {
    const id = objectIdOf(selfOf(1).author, 1)
    const confirmed = boardOrderOf({ born: 2 ** 50, bornAt: 1023, id })
    const pending = boardOrderOf({ born: PENDING_SEQ + 1, bornAt: 0, id })
    expect(compareOrder(confirmed, pending)).toBe(-1)
  })
})
