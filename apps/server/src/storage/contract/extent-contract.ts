// What every storage promises of how much it keeps: a quota, and a log that is cut.

import { expect, test } from 'vitest'
import { LARGEST_ENTRY_BYTES, REMEMBERED_BATCHES } from '../../bounds.ts'
import { ANNA, appendMany, batchOf, readAll } from '../../testing/batches.ts'
import { checkpointAt, openedWith, type StoragePlace } from '../../testing/storage-place.ts'
import type { RoomLog } from '../storage.ts'

const storedBytes = async (log: RoomLog): Promise<number> =>
  (await readAll(log, log.floor.seq)).reduce((sum, { bytes }) => sum + bytes.length, 0)

export function extentContract(place: () => StoragePlace): void {
  test('[G18] a board at its quota refuses what is new, says so, and goes on answering what it has', async () => {
    const here = place()
    // Not full while it is empty, and by its first batch.
    const maxBoardBytes = LARGEST_ENTRY_BYTES + 20
    const { storage, log } = await openedWith(here, { maxBoardBytes })
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(counter => log.append(batchOf(ANNA, counter))),
    )
    const full = { kind: 'refused', refusal: 'board-full' }
    expect(outcomes).toEqual([{ kind: 'logged', seq: 1 }, full, full, full])
    expect(log.isFull).toBe(true)
    expect(await storedBytes(log)).toBeLessThanOrEqual(maxBoardBytes)
    await storage.close()
    const again = await openedWith(here, { maxBoardBytes })
    expect(again.log.isFull).toBe(true)
    expect(await again.log.append(batchOf(ANNA, 1))).toEqual({ kind: 'repeated', seq: 1 })
    expect(await again.log.append(batchOf(ANNA, 2))).toEqual(full)
    expect(again.log.settled(ANNA.author, 1).refused.map(({ counter }) => counter)).toEqual([
      2, 3, 4,
    ])
    await again.storage.close()
    const larger = await openedWith(here, { maxBoardBytes: maxBoardBytes * 2 })
    expect(larger.log.isFull).toBe(false)
    expect(await larger.log.append(batchOf(ANNA, 5))).toEqual({ kind: 'logged', seq: 2 })
    await larger.storage.close()
  })

  test('[G18] the log keeps its newest bytes, and never less than the rows do not have', async () => {
    const here = place()
    const { storage, log } = await openedWith(here, { logKeepBytes: 1 })
    for (let n = 0; n < 6; n += 1) await appendMany(log, ANNA, 1)
    const parts = await readAll(log)
    await log.trim()
    expect(log.floor.seq).toBe(0)
    await checkpointAt(log, parts[2])
    await log.trim()
    expect(log.floor).toEqual({ seq: 3, hash: parts[2]?.hash })
    await storage.close()
    const kept = (parts[4]?.bytes.length ?? 0) + (parts[5]?.bytes.length ?? 0)
    const again = await openedWith(here, { logKeepBytes: kept })
    expect(again.log.floor).toEqual({ seq: 3, hash: parts[2]?.hash })
    expect(await readAll(again.log, 3)).toEqual(parts.slice(3))
    await checkpointAt(again.log, parts[5])
    await again.log.trim()
    expect(again.log.floor.seq).toBe(4)
    expect(again.log.isTrimDue).toBe(false)
    expect(await again.log.append(batchOf(ANNA, 7))).toEqual({ kind: 'logged', seq: 7 })
    await again.storage.close()
  })

  test('[G18] what is let go of counts no more for the quota', async () => {
    const maxBoardBytes = LARGEST_ENTRY_BYTES + 5 * batchOf(ANNA, 1).bytes.length
    const { storage, log } = await openedWith(place(), { maxBoardBytes, logKeepBytes: 1 })
    for (let counter = 1; !log.isFull; counter += 1) await log.append(batchOf(ANNA, counter))
    await checkpointAt(log, (await readAll(log)).at(-1))
    await log.trim()
    expect(log.isFull).toBe(false)
    const { last } = log.settled(ANNA.author, 1)
    expect(await log.append(batchOf(ANNA, last + 1))).toMatchObject({ kind: 'logged' })
    await storage.close()
  })

  test('[G5] the chain is known from the floor on, and nothing below it', async () => {
    const { storage, log } = await openedWith(place(), { logKeepBytes: 1 })
    for (let n = 0; n < 4; n += 1) await appendMany(log, ANNA, 1)
    const parts = await readAll(log)
    await checkpointAt(log, parts[1])
    await log.trim()
    const hashes = await Promise.all([0, 1, 2, 3, 4].map(seq => log.hashAt(seq)))
    expect(hashes).toEqual([null, null, ...parts.slice(1).map(({ hash }) => hash)])
    await storage.close()
  })

  test('[G2] below the floor a repeat is answered by its counter, a refused one by its refusal', async () => {
    const here = place()
    const { storage, log } = await openedWith(here, { logKeepBytes: 1 })
    await appendMany(log, ANNA, 2)
    await log.refuse(batchOf(ANNA, 3), 'forbidden')
    await appendMany(log, ANNA, 2)
    await checkpointAt(log, (await readAll(log))[0])
    await log.trim()
    expect(log.floor.seq).toBe(2)
    await storage.close()
    const again = await openedWith(here, { logKeepBytes: 1 })
    const answers = await Promise.all([1, 3, 5].map(n => again.log.append(batchOf(ANNA, n))))
    expect(answers).toEqual([
      { kind: 'repeated', seq: 2 },
      { kind: 'refused', refusal: 'forbidden' },
      { kind: 'repeated', seq: 4 },
    ])
    expect(again.log.head.seq).toBe(4)
    await again.storage.close()
  })

  test('[G2] below the floor a refused batch is refused again, however many ended behind it', async () => {
    const { storage, log } = await openedWith(place(), { logKeepBytes: 1 })
    await log.refuse(batchOf(ANNA, 1), 'forbidden')
    await appendMany(log, ANNA, REMEMBERED_BATCHES + 2)
    await appendMany(log, ANNA, 1)
    await checkpointAt(log, (await readAll(log)).at(-1))
    await log.trim()
    const answers = await Promise.all([1, 2].map(n => log.append(batchOf(ANNA, n))))
    expect(answers).toEqual([
      { kind: 'refused', refusal: 'forbidden' },
      { kind: 'repeated', seq: log.floor.seq },
    ])
    await storage.close()
  })
}
