import { randomBytes } from 'node:crypto'
import { encodeOps } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { TRIM_BYTES } from '../bounds.ts'
import { systemClock } from '../clock.ts'
import { ANNA, batchOf } from '../testing/batches.ts'
import { HeldMedium } from '../testing/held-medium.ts'
import { inlineSqlite } from '../testing/inline-sqlite.ts'
import { bodyOf, create } from '../testing/ops.ts'
import { temporaryFolder } from '../testing/test-server.ts'
import { LogStorage } from './log-storage.ts'
import type { Medium, RoomCommit } from './medium.ts'
import { MemoryMedium } from './memory-medium.ts'
import type { RoomLog } from './storage.ts'

async function opened(medium: Medium, name = 'board'): Promise<RoomLog> {
  const log = await new LogStorage({ medium, clock: systemClock, logKeepBytes: 1 }).open(name)
  await log.admit(ANNA, 1)
  return log
}

/** As if a room had stored its rows. */
const checkpoint = (log: RoomLog) =>
  log.saveCheckpoint({ ...log.head, digest: { a: 0, b: 0 }, rows: [] })

describe.each([
  ['memory', async () => new MemoryMedium(randomBytes(16))],
  ['SQLite', async () => (await inlineSqlite(temporaryFolder())).medium],
])('a log in %s', (_name, make) => {
  test('[G18] is let go of in pieces, each up to the part that makes it large enough', async () => {
    const medium = await make()
    const log = await opened(medium)
    for (let counter = 1; counter <= 6; counter += 1) await log.append(batchOf(ANNA, counter))
    await checkpoint(log)
    const [part] = await log.read(0, 1)
    const partBytes = part?.bytes.length ?? 0
    const floors = []
    for (const atOnceBytes of [1, partBytes + 1, 1_000_000, 1_000_000]) {
      const trimmed = await medium.trimLog('board', { keepBytes: 1, atOnceBytes })
      floors.push(trimmed === 'full' ? trimmed : trimmed.floor?.seq)
    }
    expect(floors).toEqual([1, 3, 5, undefined])
  })
})

/** Answers what is asked of its log's end a moment later, like the thread of a database. */
class TurnTaking extends HeldMedium {
  readonly done: string[] = []

  override async trimLog(...args: Parameters<Medium['trimLog']>) {
    await new Promise(setImmediate)
    this.done.push('trim')
    return super.trimLog(...args)
  }

  override async commit(commits: readonly RoomCommit[]) {
    this.done.push('commit')
    return super.commit(commits)
  }
}

test('[G18] while a large log is let go of others are saved in between', async () => {
  const medium = new TurnTaking(new MemoryMedium(randomBytes(16)))
  medium.open = true
  const [log, other] = [await opened(medium), await opened(medium, 'other')]
  const bytes = encodeOps([create(1, bodyOf(1, 60_000))])
  const count = Math.ceil((3 * TRIM_BYTES) / bytes.length)
  const counters = Array.from({ length: count }, (_, index) => index + 1)
  await Promise.all(counters.map(counter => log.append({ ...ANNA, counter, bytes })))
  await checkpoint(log)
  medium.done.length = 0
  const trimmed = log.trim()
  await other.append(batchOf(ANNA, 1))
  await trimmed
  expect(medium.done.filter(each => each === 'trim').length).toBe(3)
  expect(medium.done.slice(0, 2)).toContain('commit')
  expect(log.floor.seq).toBe(count - 1)
})
