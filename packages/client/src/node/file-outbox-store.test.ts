import { spawnSync } from 'node:child_process'
import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { batchesOf, headOf, runOutboxStoreContract } from '../keeping/outbox-store-contract.ts'
import { FileOutboxStore } from './file-outbox-store.ts'
import { decodeRecords, encodeRecord } from './outbox-record.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkroom-outbox-'))
  return () => rm(folder, { recursive: true })
})

const open = () => new FileOutboxStore(join(folder, 'outboxes'))
const pathOf = (n: number) => join(folder, 'outboxes', `${headOf(n).author}.outbox`)
const put = (n: number, ...counters: number[]) => ({
  head: headOf(n),
  put: batchesOf(...counters),
  remove: [],
})

describe('outboxes in a folder', () => {
  runOutboxStoreContract(open)

  it('leave no file behind that holds nothing', async () => {
    await open().write(put(1, 1, 2))
    await open().write({ head: headOf(1), put: [], remove: [1, 2] })
    expect(await readdir(join(folder, 'outboxes'))).toEqual([])
  })

  it('[G4] have all whole writes where the last one was torn, and go on behind them', async () => {
    await open().write(put(1, 1))
    const whole = (await stat(pathOf(1))).size
    await open().write(put(1, 2))
    await truncate(pathOf(1), (await stat(pathOf(1))).size - 1)
    expect((await open().load())[0]?.batches).toEqual(batchesOf(1))
    await open().write(put(1, 3))
    expect((await open().load())[0]?.batches).toEqual(batchesOf(1, 3))
    expect((await stat(pathOf(1))).size).toBe(2 * whole)
  })

  it('do not believe what has another checksum, nor what is no record at all', async () => {
    await open().write(put(1, 1))
    await appendFile(pathOf(1), new Uint8Array(100).fill(255))
    await writeFile(join(folder, 'outboxes', 'stray.outbox'), 'stray')
    expect((await open().load()).map(({ batches }) => batches)).toEqual([batchesOf(1)])
    const bytes = await readFile(pathOf(1))
    bytes[20] = 1 ^ (bytes[20] ?? 0)
    await writeFile(pathOf(1), bytes)
    expect(await open().load()).toEqual([])
  })

  it('stay small while work comes and goes for hours', async () => {
    const store = open()
    const bytes = new Uint8Array(50_000)
    for (let counter = 1; counter <= 60; counter += 1) {
      await store.write({ head: headOf(1), put: [{ counter, bytes }], remove: [counter - 1] })
    }
    expect((await stat(pathOf(1))).size).toBeLessThan(1_300_000)
    expect((await open().load())[0]?.batches.map(({ counter }) => counter)).toEqual([60])
    expect(await readdir(join(folder, 'outboxes'))).toHaveLength(1)
  })

  it('[G4] are whole where two stores of a process write to one of them at once', async () => {
    const stores = [open(), new FileOutboxStore(join(folder, '.', 'outboxes', '..', 'outboxes'))]
    const counters = Array.from({ length: 20 }, (_, n) => n + 1)
    await Promise.all(counters.map(counter => stores[counter % 2]?.write(put(1, counter))))
    expect((await open().load())[0]?.batches).toEqual(batchesOf(...counters))
  })

  it('[G4] are whole where a write between two others fails', async () => {
    const store = open()
    const writes = [1, -1, 3].map(counter => store.write(put(1, counter)))
    const ends = await Promise.allSettled(writes)
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await open().load())[0]?.batches).toEqual(batchesOf(1, 3))
  })

  it('go on in a new file where another process has deleted theirs', async () => {
    const store = open()
    await store.write(put(1, 1))
    await open().write({ head: headOf(1), put: [], remove: [1] })
    await store.write(put(1, 2))
    expect((await open().load())[0]?.batches).toEqual(batchesOf(2))
  })

  it('of another process live while that runs', async () => {
    const over = spawnSync(process.execPath, ['-e', '']).pid
    const running = process.ppid
    for (const [n, pid] of [over, running].entries()) {
      await open().write(put(n + 1, 1))
      await writeFile(pathOf(n + 1), encodeRecord({ ...put(n + 1, 1), pid }))
    }
    expect(Array.from(await open().roll.whoLives())).toEqual([headOf(2).author])
  })

  it('reject where the folder cannot be written', async () => {
    await writeFile(join(folder, 'outboxes'), 'a file where the folder should be')
    await expect(open().write(put(1, 1))).rejects.toThrow()
  })
})

describe('the records of a file', () => {
  it('[G17] are read up to the first byte that is wrong, whatever the rest is', () => {
    const one = encodeRecord({ ...put(1, 1), pid: 7 })
    const two = encodeRecord({ ...put(1, 2), pid: 7 })
    const file = Uint8Array.from([...one, ...two])
    const property = fc.property(
      fc.nat({ max: file.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      (at, flip) => {
        const broken = file.slice()
        broken[at] = (broken[at] ?? 0) ^ flip
        const { records, length } = decodeRecords(broken)
        expect(length).toBe(at < one.length ? 0 : one.length)
        expect(records.length).toBe(at < one.length ? 0 : 1)
        expect(decodeRecords(file.subarray(0, at)).length).toBe(at < one.length ? 0 : one.length)
      },
    )
    fc.assert(property, { numRuns: 1_000 })
  })
})
