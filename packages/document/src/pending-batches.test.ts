import { EMPTY_BODY, type Op, objectIdOf, type Row } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { ADOPTED_SEQ, PENDING_SEQ, PendingBatches } from './pending-batches.ts'
import { batchOf, selfOf } from './testing/board-kit.ts'

const { author, person } = selfOf(1)
const idOf = (n: number) => objectIdOf(author, n)

const create = (n: number): Op => {
  return { kind: 'create', n, page: 0, parent: null, body: new Uint8Array(0), last: false }
}
const remove = (...numbers: number[]): Op => ({ kind: 'remove', ids: numbers.map(idOf) })
const sweep = (page: number, bornUpTo: number): Op => {
  return { kind: 'sweep', page, person: null, bornUpTo }
}
const restore = (counter: number): Op => ({ kind: 'restore', counter })

function pendingOf(batches: Readonly<Record<number, readonly Op[]>>): PendingBatches {
  const pending = new PendingBatches({ author, person })
  for (const [counter, ops] of Object.entries(batches)) {
    pending.add(batchOf(author, Number(counter), ops))
  }
  return pending
}

function confirmed(n: number, state: Partial<Row> = {}): Row {
  const place = { page: 0, parent: null, born: 5, bornAt: 0, seq: 5, finished: true }
  const who = { id: idOf(n), author, owner: person }
  return { ...who, ...place, gone: null, fields: [], body: EMPTY_BODY, ...state }
}

/** `counter.index` of each op that may change the row. */
function reaching(pending: PendingBatches, n: number, row: Row | null = null): string[] {
  return Array.from(
    pending.opsOn(idOf(n), row),
    ({ context: { counter, index } }) => `${counter}.${index}`,
  )
}

describe('the pending ops of a row', () => {
  it('are those that name it, in order, each once', () => {
    const pending = pendingOf({ 1: [create(1), create(2)], 2: [remove(2, 2)], 3: [remove(1, 2)] })
    expect(reaching(pending, 1)).toEqual(['1.0', '3.0'])
    expect(reaching(pending, 2)).toEqual(['1.1', '2.0', '3.0'])
    expect(reaching(pending, 3)).toEqual([])
    expect(Array.from(pending.namedRows())).toEqual([idOf(1), idOf(2)])
  })

  it('are folded behind everything that the room has', () => {
    const [op] = pendingOf({ 7: [create(1)] }).opsOn(idOf(1), null)
    expect(op?.context).toEqual({ author, person, counter: 7, seq: PENDING_SEQ + 7, index: 0 })
  })

  it('include sweeps of its page that were to reach its birth', () => {
    const pending = pendingOf({
      1: [sweep(0, 4)],
      2: [sweep(1, 9)],
      3: [sweep(0, 5)],
      4: [remove(1)],
    })
    expect(reaching(pending, 1, confirmed(1))).toEqual(['3.0', '4.0'])
    expect(reaching(pending, 1, confirmed(1, { page: 1 }))).toEqual(['2.0', '4.0'])
  })

  it('include restores of batches that may have removed it, the room’s or pending ones', () => {
    const pending = pendingOf({ 3: [remove(1)], 4: [restore(3)], 5: [restore(2)], 6: [restore(1)] })
    expect(reaching(pending, 1, confirmed(1))).toEqual(['3.0', '4.0'])
    const gone = { author, counter: 2 }
    expect(reaching(pending, 1, confirmed(1, { gone }))).toEqual(['3.0', '4.0', '5.0'])
    expect(reaching(pending, 8, confirmed(8, { gone }))).toEqual(['5.0'])
  })

  it('include the restore of a sweep in its reach', () => {
    const pending = pendingOf({
      1: [sweep(0, 9)],
      2: [restore(1)],
      3: [sweep(1, 9)],
      4: [restore(3)],
    })
    expect(reaching(pending, 1, confirmed(1))).toEqual(['1.0', '2.0'])
  })

  it('leave with their batch, the oldest, the newest or one between', () => {
    for (const leaving of [1, 2, 3]) {
      const ops = [create(1), remove(1), sweep(0, 9), restore(1)]
      const pending = pendingOf({ 1: ops, 2: ops, 3: ops })
      expect(pending.delete({ author, counter: leaving })?.batch.counter).toBe(leaving)
      const left = reaching(pending, 1, confirmed(1)).map(place => Number(place[0]))
      expect(left).not.toContain(leaving)
      expect(new Set(left).size).toBe(2)
      expect(pending.delete({ author, counter: leaving })).toBeNull()
    }
  })

  it('are none when all have left', () => {
    const pending = pendingOf({ 1: [create(1), sweep(0, 9)], 2: [restore(1)] })
    for (const counter of [2, 1]) pending.delete({ author, counter })
    expect(reaching(pending, 1, confirmed(1))).toEqual([])
    expect([pending.size, pending.hasSweeps, Array.from(pending.namedRows())]).toEqual([
      0,
      false,
      [],
    ])
  })
})

describe('the oldest own batch', () => {
  const isOldest = (pending: PendingBatches, counter: number) =>
    pending.isOldestOwn({ author, counter })

  it('is the one that was pended first of those that are left', () => {
    const pending = pendingOf({ 2: [create(1)], 5: [create(2)] })
    expect([isOldest(pending, 2), isOldest(pending, 5)]).toEqual([true, false])
    pending.delete({ author, counter: 2 })
    expect(isOldest(pending, 5)).toBe(true)
    pending.delete({ author, counter: 5 })
    expect(isOldest(pending, 5)).toBe(false)
  })
})

describe('adopted batches', () => {
  const other = selfOf(2)
  const adopt = (pending: PendingBatches, counter: number, ops: readonly Op[]) =>
    pending.adopt(batchOf(other.author, counter, ops), other.person)

  it('are folded behind the room, below own ones, in the order of their adoption', () => {
    const pending = pendingOf({ 1: [remove(1)] })
    adopt(pending, 9, [remove(1)])
    adopt(pending, 4, [remove(1)])
    expect(reaching(pending, 1)).toEqual(['9.0', '4.0', '1.0'])
    const seqs = pending.opsOn(idOf(1), null).map(({ context }) => context.seq)
    expect(seqs).toEqual([ADOPTED_SEQ + 1, ADOPTED_SEQ + 2, PENDING_SEQ + 1])
  })

  it('leave by their author and counter, and take none of another author along', () => {
    const pending = pendingOf({ 1: [remove(1)] })
    adopt(pending, 1, [remove(1)])
    expect(pending.delete({ author: other.author, counter: 1 })?.person).toBe(other.person)
    expect(pending.delete({ author: other.author, counter: 1 })).toBeNull()
    expect(reaching(pending, 1)).toEqual(['1.0'])
    expect(pending.size).toBe(1)
  })

  it('restore what their own author removed, not what another did under the same counter', () => {
    const pending = pendingOf({ 3: [remove(1)] })
    adopt(pending, 4, [restore(3)])
    expect(reaching(pending, 1)).toEqual(['3.0'])
    const gone = { author: other.author, counter: 3 }
    expect(reaching(pending, 1, confirmed(1, { gone }))).toEqual(['4.0', '3.0'])
  })

  it('are never this author’s own, and adopted once', () => {
    const pending = pendingOf({})
    expect(() => pending.adopt(batchOf(author, 1, [create(1)]), person)).toThrow('not adopted')
    adopt(pending, 1, [create(1)])
    expect(() => adopt(pending, 1, [create(1)])).toThrow('twice')
  })
})
