import 'fake-indexeddb/auto'
import {
  IDBObjectStore as FakeObjectStore,
  IDBTransaction as FakeTransaction,
  IDBFactory,
} from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryRoll } from '../keeping/memory-outbox-store.ts'
import { batchesOf, headOf, runOutboxStoreContract } from '../keeping/outbox-store-contract.ts'
import { BoardDatabase, DATABASE_NAME } from './board-database.ts'
import { IndexedOutboxStore } from './indexed-outbox-store.ts'

let database = new BoardDatabase()

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  database = new BoardDatabase()
  return () => vi.unstubAllGlobals()
})

const open = () => new IndexedOutboxStore(new BoardDatabase(), new MemoryRoll())

describe('outboxes in IndexedDB', () => {
  runOutboxStoreContract(open)

  it('leave boards of the same database alone', async () => {
    await open().write({ head: headOf(1), put: batchesOf(1), remove: [] })
    await database.run(db => db.put('boards', { seq: 7 }, 'sketch'))
    await open().write({ head: headOf(1), put: [], remove: [1] })
    expect(await database.run(db => db.get('boards', 'sketch'))).toEqual({ seq: 7 })
    expect(await database.run(db => db.getAll('outboxes'))).toEqual([])
  })
})

describe('[G4] a write as the page goes', () => {
  it('is committed before the page hears an answer, since one that goes hears none', async () => {
    const store = open()
    const committing = vi.spyOn(FakeTransaction.prototype, 'commit')
    const commitsAtAnswers: number[] = []
    // oxlint-disable-next-line typescript/unbound-method -- it is applied to the store that it was called on
    const { put } = FakeObjectStore.prototype
    const putting = vi.spyOn(FakeObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...record
    ) {
      const request = put.apply(this, record)
      request.addEventListener('success', () => {
        commitsAtAnswers.push(committing.mock.calls.length)
      })
      return request
    })
    await store.write({ head: headOf(1), put: batchesOf(1, 2), remove: [] })
    putting.mockRestore()
    committing.mockRestore()
    expect(commitsAtAnswers).toEqual([1, 1, 1])
    expect((await store.load())[0]?.batches).toEqual(batchesOf(1, 2))
  })
})

describe('the database', () => {
  it('that a browser withholds is a failure of each write, and is tried anew by the next', async () => {
    const store = new IndexedOutboxStore(database, new MemoryRoll())
    const write = () => store.write({ head: headOf(1), put: batchesOf(1), remove: [] })
    vi.stubGlobal('indexedDB', undefined)
    await expect(write()).rejects.toThrow()
    vi.stubGlobal('indexedDB', new IDBFactory())
    await expect(write()).resolves.toBeUndefined()
  })

  it('gives way to a newer version in another tab, and then says that it cannot be opened', async () => {
    const store = new IndexedOutboxStore(database, new MemoryRoll())
    await store.write({ head: headOf(1), put: batchesOf(1), remove: [] })
    const newer = await openDB(DATABASE_NAME, 2)
    await expect(store.load()).rejects.toMatchObject({ name: 'VersionError' })
    newer.close()
  })

  it('does not wait for a tab that holds an older version open', async () => {
    const older = await openDB(DATABASE_NAME, 1)
    const newer = new BoardDatabase(2)
    const count = () => newer.run(db => db.count('outboxes'))
    await expect(count()).rejects.toMatchObject({ name: 'DatabaseBlockedError' })
    older.close()
    expect(await count()).toBe(0)
  })

  it('is opened anew after its connection was closed', async () => {
    const store = new IndexedOutboxStore(database, new MemoryRoll())
    await store.write({ head: headOf(1), put: batchesOf(1), remove: [] })
    database.close()
    expect((await store.load()).length).toBe(1)
  })

  it('that is full keeps what it had, all of the failed write or nothing', async () => {
    const store = new IndexedOutboxStore(database, new MemoryRoll())
    await store.write({ head: headOf(1), put: batchesOf(1), remove: [] })
    const full = new DOMException('no room', 'QuotaExceededError')
    const failing = vi.spyOn(FakeObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw full
    })
    await expect(
      store.write({ head: headOf(1), put: batchesOf(2), remove: [1] }),
    ).rejects.toMatchObject({ name: 'QuotaExceededError' })
    failing.mockRestore()
    expect((await store.load())[0]?.batches).toEqual(batchesOf(1))
  })
})
