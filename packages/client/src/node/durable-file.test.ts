// What is asked of the file system, and in which order: only a power cut would show it otherwise.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { batchesOf, headOf } from '../keeping/outbox-store-contract.ts'
import { makeFolder, replaceFile, writeTail } from './durable-file.ts'
import { FileOutboxStore } from './file-outbox-store.ts'

const asked: string[] = []
let mostBytes = Number.POSITIVE_INFINITY

vi.mock('node:fs/promises', async importOriginal => {
  const real = await importOriginal<typeof import('node:fs/promises')>()
  const open = async (path: string, flags: string) => {
    const handle = await real.open(path, flags)
    const name = basename(path)
    return {
      write: (bytes: Uint8Array, from: number, length: number, at: number) =>
        handle.write(bytes, from, Math.min(length, mostBytes), at),
      truncate: (length: number) => handle.truncate(length),
      sync: () => {
        asked.push(`sync ${name}`)
        return handle.sync()
      },
      datasync: () => {
        asked.push(`sync ${name}`)
        return handle.datasync()
      },
      close: () => handle.close(),
    }
  }
  const rename = (from: string, to: string) => {
    asked.push(`rename ${basename(from)}`)
    return real.rename(from, to)
  }
  return { ...real, open, rename }
})

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkroom-durable-'))
  asked.length = 0
  mostBytes = Number.POSITIVE_INFINITY
  return () => rm(folder, { recursive: true })
})

describe('a file', () => {
  const bytes = new Uint8Array(100).map((_, n) => n)

  it('[G4] is whole where a call writes less than it was given', async () => {
    mostBytes = 7
    const path = join(folder, 'a')
    await writeTail(path, bytes, 0)
    await writeTail(path, bytes, 50)
    const whole = [...bytes.subarray(0, 50), ...bytes]
    expect(Array.from(await readFile(path))).toEqual(whole)
  })

  it('fails where nothing more is written at all', async () => {
    mostBytes = 0
    await expect(writeTail(join(folder, 'a'), bytes, 0)).rejects.toThrow('nothing more')
  })

  it('[G4] is on the disk with its name when it is new, and without where it grows', async () => {
    await writeTail(join(folder, 'a'), bytes, 0)
    expect(asked).toEqual(['sync a', `sync ${basename(folder)}`])
    await writeTail(join(folder, 'a'), bytes, 100)
    expect(asked.slice(2)).toEqual(['sync a'])
  })

  it('[G4] that replaces another is on the disk before it has the name, and the name is there then', async () => {
    await replaceFile(join(folder, 'a'), bytes)
    expect(asked).toEqual([
      'sync a.new',
      `sync ${basename(folder)}`,
      'rename a.new',
      `sync ${basename(folder)}`,
    ])
  })

  it('[G4] has folders that are on the disk', async () => {
    await makeFolder(join(folder, 'b', 'c'))
    expect(asked).toEqual(['sync b', `sync ${basename(folder)}`])
    await makeFolder(join(folder, 'b', 'c'))
    expect(asked.length).toBe(2)
  })
})

describe('an outbox in a file', () => {
  it('[G4] is on the disk with its folder when it is first written', async () => {
    mostBytes = 9
    const store = new FileOutboxStore(join(folder, 'outboxes'))
    const head = headOf(1)
    await store.write({ head, put: batchesOf(1, 2), remove: [] })
    const file = `sync ${head.author}.outbox`
    expect(asked).toEqual([`sync ${basename(folder)}`, file, 'sync outboxes'])
    expect((await store.load())[0]?.batches).toEqual(batchesOf(1, 2))
  })
})
