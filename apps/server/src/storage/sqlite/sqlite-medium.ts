// SQLite as a medium: puts every question to the thread that owns the file.

import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AuthorId } from '@inkroom/protocol'
import { messageOf } from '../../message-of.ts'
import type {
  CommitResult,
  LogTrim,
  Medium,
  RoomCommit,
  StoredAuthor,
  StoredRoom,
  TrimPiece,
} from '../medium.ts'
import type { Checkpoint, RowsPage, StoredPart } from '../storage.ts'
import type { Ask } from './requests.ts'
import { StoreThread } from './store-thread.ts'

export class SqliteMedium implements Medium {
  readonly secret: Uint8Array
  private readonly ask: Ask

  /** Rejects where the file cannot be opened. */
  static async open(folder: string): Promise<SqliteMedium> {
    mkdirSync(folder, { recursive: true })
    const path = join(folder, 'inkroom.db')
    // SQLite would open what cannot be written, and the first batch would be the end.
    for (const each of [folder, path]) if (existsSync(each)) accessSync(each, constants.W_OK)
    const thread = new StoreThread({ path, freshSecret: new Uint8Array(randomBytes(16)) })
    try {
      return await SqliteMedium.over(request => thread.ask(request))
    } catch (error) {
      throw new Error(`the database ${path} does not open: ${messageOf(error)}`, { cause: error })
    }
  }

  static async over(ask: Ask): Promise<SqliteMedium> {
    return new SqliteMedium(ask, await ask({ kind: 'secret' }))
  }

  private constructor(ask: Ask, secret: Uint8Array) {
    this.ask = ask
    this.secret = secret
  }

  findRoom(name: string): Promise<StoredRoom | null> {
    return this.ask({ kind: 'find-room', name })
  }

  findAuthor(name: string, author: AuthorId): Promise<StoredAuthor | null> {
    return this.ask({ kind: 'find-author', name, author })
  }

  readRows(name: string, after: number, maxBytes: number): Promise<RowsPage> {
    return this.ask({ kind: 'read-rows', name, after, maxBytes })
  }

  readLog(name: string, after: number, maxBytes: number): Promise<readonly StoredPart[]> {
    return this.ask({ kind: 'read-log', name, after, maxBytes })
  }

  commit(commits: readonly RoomCommit[]): Promise<CommitResult> {
    return this.ask({ kind: 'commit', commits })
  }

  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<CommitResult> {
    return this.ask({ kind: 'save-checkpoint', name, checkpoint })
  }

  trimLog(name: string, piece: TrimPiece): Promise<LogTrim | 'full'> {
    return this.ask({ kind: 'trim-log', name, piece })
  }

  close(): Promise<void> {
    return this.ask({ kind: 'close' })
  }
}
