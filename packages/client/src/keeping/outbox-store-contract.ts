// What every store of outboxes does. Run by the tests of each implementation.

import { authorIdOf, roomIdOf } from '@inkroom/protocol'
import { expect, it } from 'vitest'
import type { OutboxHead, OutboxStore, StoredOutbox } from './outbox-store.ts'

const keyOf = (n: number) => new Uint8Array(16).fill(n)

export function headOf(n: number, more: Partial<OutboxHead> = {}): OutboxHead {
  return {
    author: authorIdOf(keyOf(n)),
    roomName: 'sketch',
    room: null,
    former: [],
    authorKey: keyOf(n),
    personKey: keyOf(100 + n),
    capability: Uint8Array.of(7, 8),
    ...more,
  }
}

export const batchesOf = (...counters: number[]) =>
  counters.map(counter => ({ counter, bytes: Uint8Array.of(counter, 255, 0) }))

/** Plain values, in one order, however the store gives them. */
const loaded = async (store: OutboxStore): Promise<readonly StoredOutbox[]> =>
  (await store.load()).toSorted((a, b) => (a.author < b.author ? -1 : 1))

/** `open` gives the store, and afterwards the same one as another page or process would open it. */
export function runOutboxStoreContract(open: () => OutboxStore): void {
  it('has nothing at first', async () => {
    expect(await open().load()).toEqual([])
  })

  it('[G4] has what was written when it is opened anew, in the order of the counters', async () => {
    const room = roomIdOf(keyOf(9).slice(0, 8))
    const head = headOf(1, { room, former: [{ room, upTo: 1, isPassed: true }] })
    await open().write({ head, put: batchesOf(3, 1, 2, 300), remove: [] })
    expect(await open().load()).toEqual([{ ...head, batches: batchesOf(1, 2, 3, 300) }])
  })

  it('replaces and removes by counter, and does not mind what is not there', async () => {
    const store = open()
    const head = headOf(1)
    await store.write({ head, put: batchesOf(1, 2, 3), remove: [] })
    const anew = { counter: 3, bytes: Uint8Array.of(9) }
    await store.write({ head, put: [anew], remove: [1, 77] })
    expect(await open().load()).toEqual([{ ...head, batches: [...batchesOf(2), anew] }])
  })

  it('knows the newest head', async () => {
    const store = open()
    await store.write({ head: headOf(1), put: batchesOf(1), remove: [] })
    const head = headOf(1, { room: roomIdOf(keyOf(9).slice(0, 8)) })
    await store.write({ head, put: [], remove: [] })
    expect(await open().load()).toEqual([{ ...head, batches: batchesOf(1) }])
  })

  it('forgets an outbox that holds nothing', async () => {
    const store = open()
    await store.write({ head: headOf(1), put: batchesOf(1, 2), remove: [] })
    await store.write({ head: headOf(1), put: [], remove: [2, 1] })
    expect(await store.load()).toEqual([])
    expect(await open().load()).toEqual([])
    await store.write({ head: headOf(1), put: batchesOf(3), remove: [] })
    expect(await open().load()).toEqual([{ ...headOf(1), batches: batchesOf(3) }])
  })

  it('keeps outboxes apart, and one that removes from another’s leaves the rest', async () => {
    const store = open()
    await store.write({ head: headOf(1), put: batchesOf(1, 2), remove: [] })
    await store.write({ head: headOf(2), put: batchesOf(1), remove: [] })
    await open().write({ head: headOf(1), put: [], remove: [1] })
    expect(await loaded(open())).toEqual(
      [
        { ...headOf(1), batches: batchesOf(2) },
        { ...headOf(2), batches: batchesOf(1) },
      ].toSorted((a, b) => (a.author < b.author ? -1 : 1)),
    )
  })

  it('takes effect in the order of the calls, also without waiting', async () => {
    const store = open()
    const head = headOf(1)
    await Promise.all([
      store.write({ head, put: batchesOf(1, 2), remove: [] }),
      store.write({ head, put: batchesOf(3), remove: [1] }),
      store.write({ head, put: [], remove: [2] }),
    ])
    expect(await open().load()).toEqual([{ ...head, batches: batchesOf(3) }])
  })

  it('keeps bytes that are a part of something larger', async () => {
    const bytes = new Uint8Array(1_000_000).subarray(10, 13)
    await open().write({ head: headOf(1), put: [{ counter: 1, bytes }], remove: [] })
    const [stored] = await open().load()
    expect(stored?.batches).toEqual([{ counter: 1, bytes: new Uint8Array(3) }])
    expect(stored?.batches[0]?.bytes.buffer.byteLength).toBeLessThan(100_000)
  })

  it('says who lives: those who have entered, until they leave', async () => {
    const { roll } = open()
    const [one, two] = [headOf(1).author, headOf(2).author]
    const leave = roll.enter(one)
    roll.enter(two)()
    expect(Array.from(await roll.whoLives())).toEqual([one])
    leave()
    expect(Array.from(await roll.whoLives())).toEqual([])
  })
}
