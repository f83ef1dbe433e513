// What every storage promises: the same tests for each.

import {
  authorIdOf,
  batchDigestOf,
  chainStart,
  decodeLogPart,
  encodeOps,
  nextChain,
  type ObjectId,
  personIdOf,
  type RoomId,
} from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { LARGEST_ENTRY_BYTES, REFUSALS_PER_AUTHOR, REMEMBERED_BATCHES } from '../bounds.ts'
import { bodyOf, create } from '../testing/ops.ts'
import { keyOf } from '../testing/wire-client.ts'
import type { LogStorageOptions } from './log-storage.ts'
import type {
  ChangedRow,
  Emission,
  NewBatch,
  RoomLog,
  Storage,
  StoredPart,
  Writer,
} from './storage.ts'

type Bounds = Pick<LogStorageOptions, 'maxBoardBytes' | 'logKeepBytes'>

/** Opens storages on one place: a second one finds what the first one stored. */
export interface StoragePlace {
  open(options?: Bounds): Promise<Storage>
}

export const ANNA: Writer = { author: authorIdOf(keyOf(1)), person: personIdOf(keyOf(101)) }
export const BERT: Writer = { author: authorIdOf(keyOf(2)), person: personIdOf(keyOf(102)) }

export function batchOf(writer: Writer, counter: number, seed = counter): NewBatch {
  return { ...writer, counter, bytes: encodeOps([create(seed, bodyOf(seed))]) }
}

export async function readAll(log: RoomLog, after = 0): Promise<StoredPart[]> {
  const all: StoredPart[] = []
  for (let at = after; at < log.head.seq; at = all.at(-1)?.last ?? log.head.seq) {
    all.push(...(await log.read(at, 100)))
  }
  return all
}

async function opened(place: StoragePlace, ...writers: readonly Writer[]) {
  const storage = await place.open()
  const log = await storage.open('board')
  const emissions: Emission[] = []
  log.subscribe(emission => emissions.push(emission))
  for (const writer of writers) await log.admit(writer, 1)
  return { storage, log, emissions }
}

async function openedWith(place: StoragePlace, bounds: Bounds) {
  const storage = await place.open(bounds)
  const log = await storage.open('board')
  await log.admit(ANNA, 1)
  return { storage, log }
}

const storedBytes = async (log: RoomLog): Promise<number> =>
  (await readAll(log, log.floor.seq)).reduce((sum, { bytes }) => sum + bytes.length, 0)

/** As if a room had stored its rows. */
async function checkpointAt(log: RoomLog, part: StoredPart | undefined): Promise<void> {
  const { last: seq, hash } = part ?? { last: 0, hash: chainStart(log.room) }
  await log.saveCheckpoint({ seq, hash, digest: { a: 0, b: 0 }, rows: [] })
}

async function appendMany(log: RoomLog, writer: Writer, count: number): Promise<void> {
  const { last } = log.settled(writer.author, 1)
  const counters = Array.from({ length: count }, (_, index) => last + 1 + index)
  await Promise.all(counters.map(counter => log.append(batchOf(writer, counter))))
}

function partOf({ first, last, before, hash, bytes }: Emission): StoredPart {
  return { first, last, before, hash, bytes }
}

function changedRow(id: string, tailAt: number, tail: Uint8Array): ChangedRow {
  // Any text will do: a storage takes an object's id as it is.
  return { id: id as ObjectId, head: bodyOf(id.length + tailAt), tailAt, tail }
}

export function storageContract(place: () => StoragePlace): void {
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

  test('[G2] the same batch again is the same batch: pending, stored, and after a restart', async () => {
    const here = place()
    const { storage, log, emissions } = await opened(here, ANNA)
    const first = log.append(batchOf(ANNA, 1))
    const whilePending = log.append(batchOf(ANNA, 1))
    expect(await first).toEqual({ kind: 'logged', seq: 1 })
    expect(await whilePending).toEqual({ kind: 'repeated', seq: 1 })
    expect(await log.append(batchOf(ANNA, 1))).toEqual({ kind: 'repeated', seq: 1 })
    await storage.close()
    const again = await opened(here, ANNA)
    expect(await again.log.append(batchOf(ANNA, 1))).toEqual({ kind: 'repeated', seq: 1 })
    expect([...emissions, ...again.emissions].length).toBe(1)
    await again.storage.close()
  })

  test('[G2] other bytes under a used counter are refused: pending, stored, and after a restart', async () => {
    const conflict = { kind: 'refused', refusal: 'conflict' }
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    const first = log.append(batchOf(ANNA, 1, 1))
    expect(await log.append(batchOf(ANNA, 1, 99))).toEqual(conflict)
    expect(await first).toEqual({ kind: 'logged', seq: 1 })
    expect(await log.append(batchOf(ANNA, 1, 99))).toEqual(conflict)
    await storage.close()
    const again = await opened(here, ANNA)
    expect(await again.log.append(batchOf(ANNA, 1, 99))).toEqual(conflict)
    expect(again.log.head.seq).toBe(1)
    await again.storage.close()
  })

  test('[G2] a refusal uses its counter up for good, and blocks nothing behind it', async () => {
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    const outcomes = await Promise.all([
      log.append(batchOf(ANNA, 1)),
      log.refuse(batchOf(ANNA, 2), 'forbidden'),
      log.append(batchOf(ANNA, 3)),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['logged', 'refused', 'logged'])
    await storage.close()
    const again = await opened(here, ANNA)
    const settled = { last: 3, refused: [{ counter: 2, refusal: 'forbidden' }] }
    expect(again.log.settled(ANNA.author, 1)).toEqual(settled)
    expect(again.log.settled(ANNA.author, 3)).toEqual({ last: 3, refused: [] })
    const refused = { kind: 'refused', refusal: 'forbidden' }
    expect(await again.log.append(batchOf(ANNA, 2))).toEqual(refused)
    expect(await again.log.refuse(batchOf(ANNA, 2), 'too-large')).toEqual(refused)
    expect(again.log.head.seq).toBe(2)
    await again.storage.close()
  })

  test('[G2] counters go on where the author stood, or where the client says it holds none below', async () => {
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    await appendMany(log, ANNA, 4)
    await storage.close()
    const again = await opened(here)
    await again.log.admit(ANNA, 2)
    expect(again.log.settled(ANNA.author, 2).last).toBe(4)
    await again.log.admit(ANNA, 10)
    expect(again.log.settled(ANNA.author, 10).last).toBe(9)
    expect(await again.log.append(batchOf(ANNA, 10))).toEqual({ kind: 'logged', seq: 5 })
    expect(await again.log.append(batchOf(ANNA, 7))).toEqual({
      kind: 'refused',
      refusal: 'conflict',
    })
    await again.storage.close()
  })

  test('[G16] an author belongs to the person it first came with, also after a restart', async () => {
    const here = place()
    const thief: Writer = { author: ANNA.author, person: BERT.person }
    const { storage, log } = await opened(here, ANNA)
    expect(await log.admit(thief, 1)).toEqual({ kind: 'taken' })
    await log.append(batchOf(ANNA, 1))
    await storage.close()
    const again = await opened(here)
    expect(await again.log.admit(thief, 1)).toEqual({ kind: 'taken' })
    expect(await again.log.admit(ANNA, 1)).toEqual({ kind: 'admitted' })
    await again.storage.close()
  })

  test('an author that left is known again when it comes back', async () => {
    const { storage, log } = await opened(place(), ANNA)
    await appendMany(log, ANNA, 2)
    log.dismiss(ANNA.author)
    expect(() => log.settled(ANNA.author, 1)).toThrow('admitted')
    await log.admit(ANNA, 1)
    expect(log.settled(ANNA.author, 1).last).toBe(2)
    await storage.close()
  })

  test('an author that leaves while its batch is under way loses nothing', async () => {
    const { storage, log } = await opened(place(), ANNA)
    const outcome = log.append(batchOf(ANNA, 1))
    log.dismiss(ANNA.author)
    expect(await outcome).toEqual({ kind: 'logged', seq: 1 })
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
    const large = (counter: number): NewBatch => ({
      ...batchOf(ANNA, counter),
      bytes: encodeOps([create(counter, bodyOf(counter, 30_000))]),
    })
    await Promise.all([1, 2, 3, 4, 5].map(counter => log.append(large(counter))))
    expect(emissions.map(({ first, last }) => [first, last])).toEqual([
      [1, 2],
      [3, 4],
      [5, 5],
    ])
    await storage.close()
  })

  test('rows come back in the order of birth, their bodies grown piece by piece', async () => {
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    await appendMany(log, ANNA, 1)
    const mark = { ...log.head, digest: { a: 0xffff_ffff, b: 1 } }
    await log.saveCheckpoint({
      ...mark,
      rows: [changedRow('one', 0, bodyOf(1)), changedRow('four', 0, bodyOf(2))],
    })
    await log.saveCheckpoint({
      ...mark,
      rows: [changedRow('one', 8, bodyOf(3)), changedRow('seven', 0, new Uint8Array())],
    })
    await storage.close()
    const again = await opened(here)
    expect(again.log.checkpoint).toEqual(mark)
    const bodies: number[][] = []
    const heads: number[][] = []
    for (let after: number | null = 0; after !== null; ) {
      const page = await again.log.readRows(after, 1)
      expect(page.rows.length).toBe(1)
      bodies.push(...page.rows.map(({ body }) => [...body]))
      heads.push(...page.rows.map(({ head }) => [...head]))
      after = page.next
    }
    expect(bodies).toEqual([[...bodyOf(1), ...bodyOf(3)], [...bodyOf(2)], []])
    expect(heads).toEqual([bodyOf(11), bodyOf(4), bodyOf(5)].map(head => [...head]))
    await again.storage.close()
  })

  test('a tail replaces all from where it begins, so that a checkpoint may be stored again', async () => {
    const here = place()
    const { storage, log } = await opened(here, ANNA)
    await appendMany(log, ANNA, 1)
    const mark = { ...log.head, digest: { a: 1, b: 2 } }
    const tails: readonly (readonly [at: number, tail: Uint8Array])[] = [
      [0, bodyOf(1)],
      [8, bodyOf(2)],
      [16, bodyOf(3)],
      [8, bodyOf(4, 24)],
    ]
    for (const [at, tail] of tails) {
      await log.saveCheckpoint({ ...mark, rows: [changedRow('one', at, tail)] })
    }
    const { rows } = await log.readRows(0, 1_000)
    expect(rows.map(({ body }) => [...body])).toEqual([[...bodyOf(1), ...bodyOf(4, 24)]])
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

  test('[G18] refusals are stored of the newest counters alone', async () => {
    const here = place()
    const { storage, log } = await openedWith(here, {})
    await Promise.all([1, 2].map(counter => log.refuse(batchOf(ANNA, counter), 'forbidden')))
    await log.admit(ANNA, REFUSALS_PER_AUTHOR + 2)
    await log.refuse(batchOf(ANNA, REFUSALS_PER_AUTHOR + 2), 'forbidden')
    await storage.close()
    const again = await openedWith(here, {})
    const { refused } = again.log.settled(ANNA.author, 1)
    expect(refused.map(({ counter }) => counter)).toEqual([REFUSALS_PER_AUTHOR + 2])
    await again.storage.close()
  })
}
