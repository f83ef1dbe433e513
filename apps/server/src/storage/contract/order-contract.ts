// What every storage promises of a board's order: one seq after the other, one chain, and what is read is what
// was emitted.

import {
  batchDigestOf,
  chainStart,
  decodeLogPart,
  encodeOps,
  nextChain,
  type RoomId,
} from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { ANNA, appendMany, BERT, batchOf, readAll } from '../../testing/batches.ts'
import { bodyOf, create } from '../../testing/ops.ts'
import { opened, type StoragePlace } from '../../testing/storage-place.ts'
import type { Emission, NewBatch, StoredPart } from '../storage.ts'

function partOf({ first, last, before, hash, bytes }: Emission): StoredPart {
  return { first, last, before, hash, bytes }
}

const large = (counter: number): NewBatch => ({
  ...batchOf(ANNA, counter),
  bytes: encodeOps([create(counter, bodyOf(counter, 30_000))]),
})

export function orderContract(place: () => StoragePlace): void {
  test('[G18] a visit stores nothing, and the board keeps the id under which it was visited', async () => {
    const here = place()
    const first = await opened(here)
    const { room } = first.log
    await first.storage.close()
    const second = await opened(here, ANNA)
    expect(second.log.room).toBe(room)
    await second.log.append(batchOf(ANNA, 1))
    await second.storage.close()
    const third = await opened(here)
    expect(third.log.room).toBe(room)
    expect(third.log.head.seq).toBe(1)
    await third.storage.close()
  })

  test('boards of other names, and of other storages, have other ids', async () => {
    const [one, other] = [await place().open(), await place().open()]
    const rooms = new Set<RoomId>()
    for (const storage of [one, other]) {
      for (const name of ['a', 'b']) rooms.add((await storage.open(name)).room)
    }
    expect(rooms.size).toBe(4)
    await Promise.all([one.close(), other.close()])
  })

  test('[G1] batches get one seq after the other, and a chain that follows from their bytes', async () => {
    const { storage, log, emissions } = await opened(place(), ANNA, BERT)
    const outcomes = await Promise.all([
      log.append(batchOf(ANNA, 1)),
      log.append(batchOf(BERT, 1)),
      log.append(batchOf(ANNA, 2)),
    ])
    expect(outcomes).toEqual([1, 2, 3].map(seq => ({ kind: 'logged', seq })))
    const entries = emissions.flatMap(emission => emission.entries)
    expect(entries.map(({ seq, author, counter }) => [seq, author, counter])).toEqual([
      [1, ANNA.author, 1],
      [2, BERT.author, 1],
      [3, ANNA.author, 2],
    ])
    let hash = chainStart(log.room)
    for (const entry of entries)
      hash = nextChain(hash, { ...entry, digest: batchDigestOf(entry.bytes) })
    expect(log.head).toEqual({ seq: 3, hash })
    await storage.close()
  })

  test('what is stored is what was emitted, from any seq on', async () => {
    const { storage, log, emissions } = await opened(place(), ANNA)
    for (const count of [1, 3, 2]) await appendMany(log, ANNA, count)
    const stored = await readAll(log)
    expect(stored).toEqual(emissions.map(partOf))
    for (let after = 0; after < 6; after += 1) {
      const [first] = await log.read(after, 1)
      expect(first?.last).toBeGreaterThan(after)
      expect(first?.first).toBeLessThanOrEqual(after + 1)
    }
    expect(await log.read(6, 1)).toEqual([])
    await storage.close()
  })

  test('a read brings at least one part, and not many more bytes than asked for', async () => {
    const { storage, log } = await opened(place(), ANNA)
    for (let n = 0; n < 5; n += 1) await appendMany(log, ANNA, 1)
    const size = (await log.read(0, 1))[0]?.bytes.length ?? 0
    expect((await log.read(0, 1)).length).toBe(1)
    expect((await log.read(0, size + 1)).length).toBe(2)
    expect((await log.read(2, 1_000_000)).length).toBe(3)
    await storage.close()
  })

  test('[G5] knows the chain at every seq, inside of parts too, and none above its head', async () => {
    const { storage, log } = await opened(place(), ANNA)
    for (const count of [2, 1, 3]) await appendMany(log, ANNA, count)
    let hash = chainStart(log.room)
    expect(await log.hashAt(0)).toBe(hash)
    for (const part of await readAll(log)) {
      for (const entry of decodeLogPart(part.bytes)) {
        hash = nextChain(hash, { ...entry, digest: batchDigestOf(entry.bytes) })
        expect(await log.hashAt(entry.seq)).toBe(hash)
      }
    }
    expect(await log.hashAt(7)).toBeNull()
    await storage.close()
  })

  test('parts are cut so that each fits a chunk', async () => {
    const { storage, log, emissions } = await opened(place(), ANNA)
    await Promise.all([1, 2, 3, 4, 5].map(counter => log.append(large(counter))))
    expect(emissions.map(({ first, last }) => [first, last])).toEqual([
      [1, 2],
      [3, 4],
      [5, 5],
    ])
    await storage.close()
  })

  test('many batches of many boards at once end as many, in their own order', async () => {
    const storage = await place().open()
    const logs = await Promise.all(['a', 'b', 'c'].map(name => storage.open(name)))
    for (const log of logs) await log.admit(ANNA, 1)
    await Promise.all(logs.map(log => appendMany(log, ANNA, 100)))
    await storage.settle()
    for (const log of logs) {
      const entries = (await readAll(log)).flatMap(part => decodeLogPart(part.bytes))
      expect(entries.map(({ counter }) => counter)).toEqual(
        Array.from({ length: 100 }, (_, n) => n + 1),
      )
    }
    await storage.close()
  })
}
