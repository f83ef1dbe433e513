import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inlineSqlite } from '../../testing/inline-sqlite.ts'
import { temporaryFolder } from '../../testing/test-server.ts'
import { lockFile } from './file-lock.ts'
import { SqliteMedium } from './sqlite-medium.ts'

test('[G1] a database that a server uses opens for no second one, and for the next when it is closed', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'inkroom.db')
  const first = await SqliteMedium.open(folder)
  expect(() => lockFile(path, 0)).toThrow('another server is using it')
  await first.close()
  lockFile(path, 0)()
  const second = await SqliteMedium.open(folder)
  expect(await second.findRoom('board')).toBeNull()
  await second.close()
})

test('what only reads the database, as a backup does, is not kept out, and the lock stays empty', async () => {
  const folder = temporaryFolder()
  const medium = await SqliteMedium.open(folder)
  const { store } = await inlineSqlite(folder)
  expect(store.findRoom('board')).toBeNull()
  store.close()
  const path = join(folder, 'inkroom.db.lock')
  expect(existsSync(path) && statSync(path).size).toBe(0)
  await medium.close()
})
