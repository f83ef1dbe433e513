import { encodeOps } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../clock.ts'
import { ANNA, BERT, batchOf, readAll } from '../../testing/batches.ts'
import { HeldMedium } from '../../testing/held-medium.ts'
import { inlineSqlite } from '../../testing/inline-sqlite.ts'
import { ManualClock } from '../../testing/manual-clock.ts'
import { bodyOf, create } from '../../testing/ops.ts'
import { temporaryFolder } from '../../testing/test-server.ts'
import { turns } from '../../testing/turns.ts'
import { LogStorage } from '../log-storage.ts'
import type { NewBatch } from '../storage.ts'

const large = (counter: number): NewBatch => ({
  ...batchOf(ANNA, counter),
  bytes: encodeOps([create(counter, bodyOf(counter, 60_000))]),
})

async function opened(folder: string) {
  const { store, medium } = await inlineSqlite(folder)
  const storage = new LogStorage({ medium, clock: systemClock })
  const log = await storage.open('board')
  await log.admit(ANNA, 1)
  return { store, storage, log }
}

describe('the database', () => {
  test('[G3] waits for the disk at each commit', async () => {
    const { store } = await inlineSqlite(temporaryFolder())
    const pragmas = ['journal_mode', 'synchronous'].map(name =>
      store.database.pragma(name, { simple: true }),
    )
    // 2 is FULL.
    expect(pragmas).toEqual(['wal', 2])
    store.close()
  })

  test('[G15] a full disk rolls all of the commit back, and the same commit succeeds later', async () => {
    const { store, medium } = await inlineSqlite(temporaryFolder())
    const clock = new ManualClock()
    const storage = new LogStorage({ medium, clock })
    const log = await storage.open('board')
    await log.admit(ANNA, 1)
    await log.append(batchOf(ANNA, 1))
    const pages = Number(store.database.pragma('page_count', { simple: true }))
    store.database.pragma(`max_page_count = ${pages + 2}`)
    const outcomes = Promise.all([2, 3, 4].map(counter => log.append(large(counter))))
    await turns()
    expect(storage.state.kind).toBe('full')
    expect(store.findRoom('board')?.head.seq).toBe(1)
    expect(store.readLog('board', 1, 1)).toEqual([])
    store.database.pragma('max_page_count = 1000000')
    clock.advance(100)
    expect((await outcomes).map(({ kind }) => kind)).toEqual(['logged', 'logged', 'logged'])
    expect(storage.state.kind).toBe('ready')
    expect(store.findRoom('board')?.head).toEqual(log.head)
    await storage.close()
  })

  test('[G3] what was not committed when the process died never was', async () => {
    const folder = temporaryFolder()
    const { store, medium } = await inlineSqlite(folder)
    const held = new HeldMedium(medium)
    const dying = await new LogStorage({ medium: held, clock: systemClock }).open('board')
    await dying.admit(ANNA, 1)
    held.open = true
    await dying.append(batchOf(ANNA, 1))
    held.open = false
    void dying.append(batchOf(ANNA, 2))
    await held.holding()
    // From here on nothing of that process ever happens: another one opens the same file.
    const { storage, log } = await opened(folder)
    expect(log.head.seq).toBe(1)
    expect(log.settled(ANNA.author, 1).last).toBe(1)
    expect(await log.append(batchOf(ANNA, 2))).toEqual({ kind: 'logged', seq: 2 })
    store.close()
    await storage.close()
  })

  test('[G1] two servers on one file: the second to write fails, and tells nobody of its order', async () => {
    const folder = temporaryFolder()
    const [first, second] = [await opened(folder), await opened(folder)]
    await second.log.admit(BERT, 1)
    await first.log.append(batchOf(ANNA, 1))
    const emissions: unknown[] = []
    second.log.subscribe(emission => emissions.push(emission))
    void second.log.append(batchOf(BERT, 1))
    await turns()
    expect(second.storage.state.kind).toBe('failed')
    expect(emissions).toEqual([])
    expect(await readAll(first.log)).toHaveLength(1)
    await Promise.all([first.storage.close(), second.storage.close()])
  })

  test('a body is stored by its new ends alone', async () => {
    const { store, storage, log } = await opened(temporaryFolder())
    await log.append(batchOf(ANNA, 1))
    const row = { id: 'x' as never, head: bodyOf(1) }
    const mark = { ...log.head, digest: { a: 1, b: 2 } }
    for (const tailAt of [0, 100, 200]) {
      await log.saveCheckpoint({ ...mark, rows: [{ ...row, tailAt, tail: bodyOf(tailAt, 100) }] })
    }
    const pieces = store.database.prepare('SELECT at, length(bytes) AS size FROM bodies').all()
    expect(pieces).toEqual([0, 100, 200].map(at => ({ at, size: 100 })))
    await storage.close()
  })
})
