// The one database of all boards in this browser: its stores, its version, and its opening. What is in the
// stores is the affair of those that use them.

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OutboxHead } from '../keeping/outbox-store.ts'

export interface BoardSchema extends DBSchema {
  /** By author. */
  outboxes: { key: string; value: OutboxHead }
  /** By author and counter. */
  batches: { key: [string, number]; value: StoredRecord }
  /** By the board's name: boards as they were seen last. */
  boards: { key: string; value: unknown }
}

export interface StoredRecord {
  readonly author: string
  readonly counter: number
  readonly bytes: Uint8Array
}

export const DATABASE_NAME = 'inkroom'
const VERSION = 1

/** Another tab holds an older version open, and this one waits for it to close. */
export class DatabaseBlockedError extends Error {
  constructor() {
    super('another tab holds an older version of the database open')
    this.name = 'DatabaseBlockedError'
  }
}

function upgrade(database: IDBPDatabase<BoardSchema>): void {
  database.createObjectStore('outboxes', { keyPath: 'author' })
  database.createObjectStore('batches', { keyPath: ['author', 'counter'] })
  database.createObjectStore('boards')
}

type Act<T> = (database: IDBPDatabase<BoardSchema>) => Promise<T>

/**
 * Opens when it is first used, and again after the browser or a newer version took the connection away.
 * Every failure is the caller's to bear: private windows, full disks and newer versions are normal.
 */
export class BoardDatabase {
  private readonly version: number
  private opening: Promise<IDBPDatabase<BoardSchema>> | null = null

  constructor(version = VERSION) {
    this.version = version
  }

  async run<T>(act: Act<T>): Promise<T> {
    const opening = this.open()
    try {
      return await act(await opening)
    } catch (error) {
      // The connection may be the reason. What runs on it ends as it will: closing waits for that.
      this.forget(opening)
      throw error
    }
  }

  close(): void {
    if (this.opening !== null) this.forget(this.opening)
  }

  private open(): Promise<IDBPDatabase<BoardSchema>> {
    if (this.opening !== null) return this.opening
    const opening = new Promise<IDBPDatabase<BoardSchema>>((resolve, reject) => {
      openDB<BoardSchema>(DATABASE_NAME, this.version, {
        upgrade,
        blocked: () => reject(new DatabaseBlockedError()),
        // A newer version of this app in another tab must not wait for this one.
        blocking: () => this.forget(opening),
        terminated: () => this.forget(opening),
      }).then(database => {
        resolve(database)
        // Nobody waits any more for one that was blocked.
        if (this.opening !== opening) database.close()
      }, reject)
    })
    this.opening = opening
    return opening
  }

  private forget(opening: Promise<IDBPDatabase<BoardSchema>>): void {
    if (this.opening === opening) this.opening = null
    opening.then(database => database.close(), leaveToCaller)
  }
}

/** Who wanted it open has been told that it could not be. */
function leaveToCaller(): void {}
