// One server a database: two would each keep a board in memory, and store rows over each other's.
//
// SQLite's own lock on the database would keep backups out, so it is held on an empty file beside it. The
// system lets go of it when the process ends, however it ends.

import Database from 'better-sqlite3'
import { keepAlive } from './kept-alive.ts'

/** A server that was told to stop holds it until it has drained. */
const LONGEST_DRAIN_MS = 10_000

/** Returns what lets go of it. @throws where another server holds it for longer than `waitMs`. */
export function lockFile(path: string, waitMs = LONGEST_DRAIN_MS): () => void {
  const lock = keepAlive(new Database(`${path}.lock`, { timeout: waitMs }))
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    const isHeld = error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY'
    throw isHeld ? new Error('another server is using it', { cause: error }) : error
  }
  return () => lock.close()
}
