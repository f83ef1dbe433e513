import { expect, test } from 'vitest'
import { systemClock } from '../../clock.ts'
import { ANNA, batchOf } from '../../testing/batches.ts'
import { inlineSqlite } from '../../testing/inline-sqlite.ts'
import { temporaryFolder } from '../../testing/test-server.ts'
import { LogStorage } from '../log-storage.ts'

test('[G18] a file of the first version opens, and the size of its logs is known', async () => {
  const folder = temporaryFolder()
  const { store, medium } = await inlineSqlite(folder)
  const log = await new LogStorage({ medium, clock: systemClock }).open('board')
  await log.admit(ANNA, 1)
  for (const counter of [1, 2, 3]) await log.append(batchOf(ANNA, counter))
  const before = store.findRoom('board')
  for (const column of ['log_bytes', 'floor_seq', 'floor_hash']) {
    store.database.exec(`ALTER TABLE rooms DROP COLUMN ${column}`)
  }
  store.database.pragma('user_version = 1')
  store.close()
  const again = await inlineSqlite(folder)
  expect(again.store.findRoom('board')).toEqual(before)
  const bytes = again.store.readLog('board', 0, 1_000_000).map(part => part.bytes.length)
  expect(before?.logBytes).toBe(bytes.reduce((sum, each) => sum + each, 0))
  again.store.close()
})
