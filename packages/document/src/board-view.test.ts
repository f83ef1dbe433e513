import { bodyBytes, EMPTY_BODY, type Op, objectIdOf, type Row } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { BoardView } from './board-view.ts'
import { batchOf, selfOf } from './testing/board-kit.ts'

const ann = selfOf(1)
const bob = selfOf(2)
/** An earlier visit of Ann's. */
const cleo = { author: selfOf(3).author, person: ann.person }
const annes = (counter: number) => ({ author: ann.author, counter })
const idOf = (n: number) => objectIdOf(ann.author, n)

const create = (n: number): Op => {
  return { kind: 'create', n, page: 0, parent: null, body: Uint8Array.of(n), last: false }
}
const extend = (n: number, at: number): Op => {
  return { kind: 'extend', n, at, body: Uint8Array.of(at), last: false }
}
const remove = (...numbers: number[]): Op => ({ kind: 'remove', ids: numbers.map(idOf) })
const sweep = (bornUpTo: number, person: typeof ann.person | null = null): Op => {
  return { kind: 'sweep', page: 0, person, bornUpTo }
}

/** Bob's n-th object, as a snapshot has it. */
function rowOf(n: number): Row {
  const id = objectIdOf(bob.author, n)
  const birth = { page: 0, parent: null, born: n, bornAt: 0, seq: n }
  const rest = { finished: true, gone: null, fields: [], body: EMPTY_BODY }
  return { id, author: bob.author, owner: bob.person, ...birth, ...rest }
}

/** Ann's view in a room that takes what it is given. */
class Room {
  readonly view = new BoardView(ann)
  private counter = 0
  private settled = 0
  private others = 0
  private seq = 0
  private readonly pending = new Map<number, readonly Op[]>()

  pend(...ops: Op[]): number {
    this.counter += 1
    this.pending.set(this.counter, ops)
    this.view.pend(batchOf(ann.author, this.counter, ops))
    return this.counter
  }

  /** Ann's next batch comes back. */
  settle(): void {
    this.settled += 1
    const ops = this.pending.get(this.settled) ?? []
    this.apply(ann, this.settled, ops)
  }

  settleAll(): void {
    while (this.settled < this.counter) this.settle()
  }

  byBob(...ops: Op[]): void {
    this.others += 1
    this.apply(bob, this.others, ops)
  }

  private apply(who: typeof ann, counter: number, ops: readonly Op[]): void {
    this.seq += 1
    this.view.apply({ ...who, counter, seq: this.seq, ops })
  }
}

const bytesOf = (view: BoardView, n: number): number[] => {
  const row = view.get(idOf(n))
  return row === null ? [] : Array.from(bodyBytes(row.body))
}

describe('what pending work costs', () => {
  it('is nothing for what others draw meanwhile', () => {
    const room = new Room()
    for (let n = 1; n <= 1000; n += 1) room.pend(create(n))
    for (let n = 1; n <= 1000; n += 1) room.byBob(create(n))
    expect(room.view.refoldedOps).toBe(0)
  })

  it('is nothing when batches come back in their order, be it one long stroke', () => {
    const room = new Room()
    room.pend(create(1))
    for (let at = 1; at <= 3000; at += 1) room.pend(extend(1, at))
    const before = bytesOf(room.view, 1)
    room.settleAll()
    expect(bytesOf(room.view, 1)).toEqual(before)
    expect(room.view.isSettled(idOf(1))).toBe(true)
    expect(room.view.refoldedOps).toBe(0)
  })

  it('is one op for each of thousands when a snapshot replaces 100,000 rows', () => {
    const room = new Room()
    const rows = Array.from({ length: 100_000 }, (_, n) => rowOf(n + 1))
    for (let n = 1; n <= 5000; n += 1) room.pend(create(n))
    room.view.reset()
    room.view.addRows(rows)
    expect(room.view.refoldedOps).toBe(5000)
    expect(Array.from(room.view.all())).toHaveLength(105_000)
  }, 120_000)

  it('is what reaches a row, where others change it', () => {
    const room = new Room()
    for (let n = 1; n <= 100; n += 1) room.pend(create(n))
    room.settleAll()
    room.pend(remove(1, 2, 3))
    room.pend(remove(4))
    room.byBob(remove(3))
    room.byBob(remove(50))
    expect(room.view.refoldedOps).toBe(1)
  })

  it('with a sweep is one op a row in its scope that others change', () => {
    const room = new Room()
    for (let n = 1; n <= 100; n += 1) room.pend(create(n))
    room.settleAll()
    room.pend(sweep(100))
    for (let n = 1; n <= 10; n += 1) room.byBob(remove(n))
    room.byBob(create(1))
    expect(room.view.refoldedOps).toBe(10)
  })
})

describe('adopted work', () => {
  const create2 = (n: number) => batchOf(cleo.author, n, [create(n)])
  const cleos = (n: number) => objectIdOf(cleo.author, n)

  it('costs own work nothing where it lies on other rows', () => {
    const room = new Room()
    for (let n = 1; n <= 100; n += 1) room.view.adopt(create2(n), cleo.person)
    room.pend(create(1))
    for (let at = 1; at <= 1000; at += 1) room.pend(extend(1, at))
    room.settleAll()
    expect(room.view.refoldedOps).toBe(0)
    expect(room.view.pendingCount).toBe(100)
  })

  it('lies below own work, also when that was there first', () => {
    const room = new Room()
    room.view.adopt(create2(1), cleo.person)
    const removal = room.pend({ kind: 'remove', ids: [cleos(1), cleos(2)] })
    room.view.adopt(create2(2), cleo.person)
    const gone = [cleos(1), cleos(2)].map(id => room.view.get(id)?.gone?.counter)
    expect(gone).toEqual([removal, removal])
  })

  it('that sweeps takes what own work has left on the board, and gives it back when it is refused', () => {
    const room = new Room()
    room.pend(create(1))
    room.settle()
    room.pend(extend(1, 1))
    room.view.adopt(batchOf(cleo.author, 5, [sweep(9)]), cleo.person)
    expect(room.view.get(idOf(1))?.gone).toEqual({ author: cleo.author, counter: 5 })
    expect(bytesOf(room.view, 1)).toEqual([1, 1])
    room.view.drop({ author: cleo.author, counter: 5 })
    expect(room.view.get(idOf(1))?.gone).toBeNull()
  })

  it('leaves as it comes in the log, by whomever it was sent', () => {
    const room = new Room()
    room.view.adopt(create2(1), cleo.person)
    expect(room.view.isSettled(cleos(1))).toBe(false)
    room.view.apply({ ...cleo, counter: 1, seq: 1, ops: [create(1)] })
    expect(room.view.isSettled(cleos(1))).toBe(true)
    expect(room.view.pendingCount).toBe(0)
  })
})

describe('a pending sweep', () => {
  it('spares what is born behind its seq, pending or not', () => {
    const room = new Room()
    room.pend(create(1))
    room.settle()
    room.pend(create(2))
    room.pend(sweep(1))
    room.byBob(create(1))
    const gone = [idOf(1), idOf(2), objectIdOf(bob.author, 1)].map(
      id => room.view.get(id)?.gone !== null,
    )
    expect(gone).toEqual([true, false, false])
  })

  it('takes its own object along once the room has given that a seq in its reach', () => {
    const room = new Room()
    room.pend(create(1))
    room.pend(extend(1, 1))
    room.pend(sweep(7))
    expect(room.view.get(idOf(1))?.gone).toBeNull()
    room.settle()
    expect(room.view.get(idOf(1))?.gone).not.toBeNull()
    room.settleAll()
    expect(room.view.get(idOf(1))?.gone).toEqual({ author: ann.author, counter: 3 })
  })

  it('takes along what its own batch gave birth to, with more pending on it', () => {
    const room = new Room()
    const counter = room.pend(create(1), sweep(1000))
    room.pend(extend(1, 1))
    expect(room.view.get(idOf(1))?.gone).toBeNull()
    room.settle()
    expect(room.view.get(idOf(1))?.gone).toEqual({ author: ann.author, counter })
    expect(bytesOf(room.view, 1)).toEqual([1, 1])
  })

  it('that does nothing to a row does not hold it back from being settled', () => {
    const room = new Room()
    room.pend(create(1))
    room.settle()
    room.pend(extend(1, 1))
    room.pend(sweep(1, bob.person))
    room.settleAll()
    expect(room.view.isSettled(idOf(1))).toBe(true)
  })

  it('reaches rows that come with a snapshot later', () => {
    const room = new Room()
    room.pend(create(1))
    room.settle()
    const rows = Array.from(room.view.all())
    room.pend(sweep(1))
    room.view.reset()
    room.view.addRows(rows)
    expect(room.view.get(idOf(1))?.gone).toEqual({ author: ann.author, counter: 2 })
    room.view.drop(annes(2))
    expect(room.view.get(idOf(1))?.gone).toBeNull()
  })
})

describe('a pending restore', () => {
  it('brings back what the room has as removed by that batch, also if it comes later', () => {
    const room = new Room()
    room.pend(create(1))
    const removal = room.pend(remove(1))
    room.settleAll()
    const rows = Array.from(room.view.all())
    room.pend({ kind: 'restore', counter: removal })
    expect(room.view.get(idOf(1))?.gone).toBeNull()
    room.view.reset()
    room.view.addRows(rows)
    expect(room.view.get(idOf(1))?.gone).toBeNull()
  })

  it('brings back what a pending batch removed, and nothing once that is refused', () => {
    const room = new Room()
    room.pend(create(1))
    room.settle()
    const first = room.pend(remove(1))
    room.pend({ kind: 'restore', counter: first })
    room.pend(remove(1))
    expect(room.view.get(idOf(1))?.gone?.counter).toBe(4)
    room.view.drop(annes(4))
    expect(room.view.get(idOf(1))?.gone).toBeNull()
    room.view.drop(annes(first))
    expect(room.view.get(idOf(1))?.gone).toBeNull()
    room.view.drop(annes(3))
    expect(room.view.isSettled(idOf(1))).toBe(true)
  })

  it('does nothing any more when another has removed the row in between', () => {
    const room = new Room()
    room.pend(create(1))
    const removal = room.pend(remove(1))
    room.settleAll()
    room.pend({ kind: 'restore', counter: removal })
    room.byBob(remove(1))
    expect(room.view.get(idOf(1))?.gone?.author).toBe(bob.author)
  })
})

describe('rows of a snapshot', () => {
  it('that are older than what is held are left aside', () => {
    const room = new Room()
    room.pend(create(1))
    room.settle()
    const old = Array.from(room.view.all())
    room.byBob(remove(1))
    expect(room.view.addRows(old).size).toBe(0)
    expect(room.view.get(idOf(1))?.gone).not.toBeNull()
  })
})

describe('pending batches', () => {
  it('must be pended in the order of their counters', () => {
    const view = new BoardView(ann)
    view.pend(batchOf(ann.author, 2, [create(1)]))
    expect(() => view.pend(batchOf(ann.author, 2, [create(2)]))).toThrow('is pended after')
  })

  it('leave once: what is not pending changes nothing', () => {
    const room = new Room()
    room.pend(create(1))
    expect(room.view.drop(annes(1))).toEqual(new Set([idOf(1)]))
    expect(room.view.drop(annes(1)).size).toBe(0)
    expect(room.view.pendingCount).toBe(0)
  })
})
