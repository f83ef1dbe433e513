import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../clock.ts'
import { ANNA, batchOf } from '../../testing/batches.ts'
import { inlineSqlite } from '../../testing/inline-sqlite.ts'
import { temporaryFolder } from '../../testing/test-server.ts'
import { storageContract } from '../contract/storage-contract.ts'
import { LogStorage } from '../log-storage.ts'
import { SqliteMedium } from './sqlite-medium.ts'

describe('SQLite', () => {
  storageContract(() => {
    const folder = temporaryFolder()
    return {
      open: async options => {
        const { medium } = await inlineSqlite(folder)
        return new LogStorage({ medium, clock: systemClock, ...options })
      },
    }
  })
})

describe('SQLite in its thread', () => {
  test('answers from its thread as it does without one, and stores for the next', async () => {
    const folder = temporaryFolder()
    const threaded = new LogStorage({
      medium: await SqliteMedium.open(folder),
      clock: systemClock,
    })
    const log = await threaded.open('board')
    await log.admit(ANNA, 1)
    expect(await log.append(batchOf(ANNA, 1))).toEqual({ kind: 'logged', seq: 1 })
    const parts = await log.read(0, 1)
    await threaded.close()
    const { medium } = await inlineSqlite(folder)
    expect(await medium.readLog('board', 0, 1)).toEqual(parts)
    await medium.close()
  })

  test('says which file does not open', async () => {
    const folder = temporaryFolder()
    const { store } = await inlineSqlite(folder)
    store.database.pragma('user_version = 99')
    store.close()
    await expect(SqliteMedium.open(folder)).rejects.toThrow(/inkroom\.db does not open: .*99/)
  })

  test('says what is wrong with a file that is no database', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'inkroom.db'), 'words, not pages\n'.repeat(100))
    await expect(SqliteMedium.open(folder)).rejects.toThrow(/does not open: file is not a database/)
  })

  test('[G15] does not open in a folder that cannot be written to', async () => {
    // Where not even root may write. The system says why; SQLite would only say that it cannot.
    await expect(SqliteMedium.open('/proc/self')).rejects.toThrow(/^E[A-Z]+: .*\/proc\/self/)
  })

  test('[G15] what is asked of a thread that is gone fails', async () => {
    const medium = await SqliteMedium.open(temporaryFolder())
    await medium.close()
    await expect(medium.commit([])).rejects.toThrow('ended')
  })
})
