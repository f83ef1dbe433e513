// SQLite without its thread: what it is asked, and answers, is copied as between threads.

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { answerOf, type RequestKind, type StoreRequest } from '../storage/sqlite/requests.ts'
import { SqliteMedium } from '../storage/sqlite/sqlite-medium.ts'
import { SqliteStore } from '../storage/sqlite/store.ts'

export interface InlineSqlite {
  readonly store: SqliteStore
  readonly medium: SqliteMedium
}

export async function inlineSqlite(folder: string): Promise<InlineSqlite> {
  const store = new SqliteStore(join(folder, 'inkroom.db'), new Uint8Array(randomBytes(16)))
  const medium = await SqliteMedium.over(
    async <Kind extends RequestKind>(request: StoreRequest<Kind>) =>
      structuredClone(answerOf(store, structuredClone(request))),
  )
  return { store, medium }
}
