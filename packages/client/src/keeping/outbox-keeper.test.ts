import { beforeEach, describe, expect, it } from 'vitest'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { OutboxKeeper } from './outbox-keeper.ts'
import type { OutboxWrite } from './outbox-store.ts'
import { headOf } from './outbox-store-contract.ts'

const nobody = { enter: () => () => {}, whoLives: () => Promise.resolve(new Set<never>()) }

/** Answers each write when the test says so, and has it then. */
class SlowStore {
  readonly roll = nobody
  readonly writes: OutboxWrite[] = []
  /** The counters that a page which finds it would see. */
  readonly has = new Set<number>()
  private readonly answers: { done(): void; fail(error: Error): void }[] = []

  load = () => Promise.resolve([])

  write(write: OutboxWrite): Promise<void> {
    this.writes.push(write)
    const take = () => {
      for (const { counter } of write.put) this.has.add(counter)
      for (const counter of write.remove) this.has.delete(counter)
    }
    return new Promise((resolve, reject) => {
      this.answers.push({ done: () => resolve(take()), fail: reject })
    })
  }

  async answer(): Promise<void> {
    this.answers.shift()?.done()
    await new Promise(setImmediate)
  }

  async fail(): Promise<void> {
    this.answers.shift()?.fail(new DOMException('full', 'QuotaExceededError'))
    await new Promise(setImmediate)
  }

  get told() {
    return this.writes.map(({ put, remove }) => ({
      put: put.map(({ counter }) => counter).toSorted((a, b) => a - b),
      remove,
    }))
  }
}

describe('work that is kept', () => {
  let clock = new VirtualClock()
  let store = new SlowStore()
  let keeper = keeperOf()
  const changes: { isKept: boolean; unkeptCount: number }[] = []

  function keeperOf(): OutboxKeeper {
    const keeping: OutboxKeeper = new OutboxKeeper({
      write: write => store.write(write),
      clock,
      timing: { gatherMs: 50, keepRetryMs: 3_000 },
      head: () => headOf(1),
      keptChanged: () => {
        const { isKept, unkeptCount } = keeping
        changes.push({ isKept, unkeptCount })
      },
    })
    return keeping
  }

  const put = (...counters: number[]) => {
    for (const counter of counters) keeper.put(counter, Uint8Array.of(counter))
  }

  beforeEach(() => {
    clock = new VirtualClock()
    store = new SlowStore()
    keeper = keeperOf()
    changes.length = 0
  })

  it('is never written where it settles while it gathers', () => {
    put(1, 2)
    keeper.end(1)
    keeper.end(2)
    clock.advance(50)
    expect(store.writes).toEqual([])
    expect(clock.pendingTimers).toBe(0)
  })

  it('[G4] is given to the store 50 ms after the first change, all of it in one write', async () => {
    put(1)
    clock.advance(30)
    put(2)
    clock.advance(19)
    expect(store.writes).toEqual([])
    clock.advance(1)
    expect(store.told).toEqual([{ put: [1, 2], remove: [] }])
    expect(keeper.unkeptCount).toBe(2)
    await store.answer()
    expect(keeper.unkeptCount).toBe(0)
    expect(clock.pendingTimers).toBe(0)
  })

  it('gathers while a write is on its way, and is taken out once it has ended', async () => {
    put(1, 2)
    clock.advance(50)
    put(3)
    keeper.end(1)
    clock.advance(1_000)
    expect(store.writes.length).toBe(1)
    await store.answer()
    expect(keeper.unkeptCount).toBe(1)
    clock.advance(50)
    expect(store.told[1]).toEqual({ put: [3], remove: [1] })
  })

  it('[G4] is flushed at once when the page goes, also behind a write that is on its way', () => {
    put(1)
    clock.advance(50)
    put(2)
    keeper.flush()
    expect(store.told).toEqual([
      { put: [1], remove: [] },
      { put: [1, 2], remove: [] },
    ])
    keeper.flush()
    expect(store.writes.length).toBe(2)
  })

  it('[G4] has no gap in its counters where the earlier of two writes fails', async () => {
    put(1)
    clock.advance(50)
    put(2)
    keeper.flush()
    await store.fail()
    expect(keeper.unkeptCount).toBe(2)
    await store.answer()
    expect(Array.from(store.has).toSorted((a, b) => a - b)).toEqual([1, 2])
    expect(keeper.unkeptCount).toBe(0)
  })

  it('[G20] is not called kept while a write goes unanswered for 3 s, and is when it is answered', async () => {
    put(1)
    clock.advance(50)
    clock.advance(2_999)
    expect(keeper.isKept).toBe(true)
    clock.advance(1)
    expect(changes).toEqual([{ isKept: false, unkeptCount: 1 }])
    await store.answer()
    expect(changes.at(-1)).toEqual({ isKept: true, unkeptCount: 0 })
    expect(clock.pendingTimers).toBe(0)
  })

  it('[G20] is called kept again once a store can be read that could not', () => {
    keeper.storeRead(false)
    expect(keeper.isKept).toBe(false)
    keeper.storeRead(true)
    expect(changes.map(({ isKept }) => isKept)).toEqual([false, true])
  })

  it('[G20] is not called kept by a store that can be read and not written', async () => {
    put(1)
    clock.advance(50)
    await store.fail()
    keeper.storeRead(true)
    expect(keeper.isKept).toBe(false)
    keeper.storeRead(false)
    clock.advance(3_000)
    await store.answer()
    expect(keeper.isKept).toBe(true)
  })

  it('leaves no timer behind where a write is never answered', () => {
    put(1)
    keeper.stop()
    expect(clock.pendingTimers).toBe(0)
  })

  it('[G4] says so when the store fails, and tries all that is held again every 3 s', async () => {
    put(1, 2, 3)
    clock.advance(50)
    await store.answer()
    keeper.end(1)
    put(4)
    clock.advance(50)
    await store.fail()
    expect(changes).toEqual([{ isKept: false, unkeptCount: 3 }])
    put(5)
    clock.advance(2_999)
    expect(store.writes.length).toBe(2)
    clock.advance(1)
    expect(store.told[2]).toEqual({ put: [2, 3, 4, 5], remove: [1] })
    await store.answer()
    expect(changes.at(-1)).toEqual({ isKept: true, unkeptCount: 0 })
    expect(clock.pendingTimers).toBe(0)
  })

  it('tells of a failing store once, however often it fails', async () => {
    put(1)
    for (let n = 0; n < 3; n += 1) {
      clock.advance(3_000)
      await store.fail()
    }
    expect(changes.length).toBe(1)
    expect(store.writes.length).toBe(3)
  })

  it('leaves no timer behind, and nothing is tried again once it has stopped', async () => {
    put(1)
    keeper.stop()
    await store.fail()
    expect(store.writes.length).toBe(1)
    expect(clock.pendingTimers).toBe(0)
  })

  it('that was put anew is taken out all the same when it ends', async () => {
    put(1)
    clock.advance(50)
    await store.answer()
    put(1)
    keeper.end(1)
    clock.advance(50)
    expect(store.told[1]).toEqual({ put: [], remove: [1] })
    expect(keeper.unkeptCount).toBe(0)
  })

  it('learns which board it is for as soon as that is known', async () => {
    keeper.rehead()
    expect(clock.pendingTimers).toBe(0)
    put(1)
    keeper.flush()
    await store.answer()
    keeper.rehead()
    keeper.flush()
    expect(store.told).toEqual([
      { put: [1], remove: [] },
      { put: [], remove: [] },
    ])
  })
})
