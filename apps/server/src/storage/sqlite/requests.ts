// What the server's thread asks of the storage's.

import { type AuthorId, unreachable } from '@inkroom/protocol'
import type { RoomCommit } from '../medium.ts'
import type { Checkpoint } from '../storage.ts'
import type { SqliteStore } from './store.ts'

export type StoreRequest =
  | { readonly kind: 'secret' }
  | { readonly kind: 'find-room'; readonly name: string }
  | { readonly kind: 'find-author'; readonly name: string; readonly author: AuthorId }
  | {
      readonly kind: 'read-rows' | 'read-log'
      readonly name: string
      readonly after: number
      readonly maxBytes: number
    }
  | { readonly kind: 'commit'; readonly commits: readonly RoomCommit[] }
  | { readonly kind: 'save-checkpoint'; readonly name: string; readonly checkpoint: Checkpoint }
  | { readonly kind: 'close' }

/** What each request is answered with. */
export interface StoreAnswers {
  secret: SqliteStore['secret']
  'find-room': ReturnType<SqliteStore['findRoom']>
  'find-author': ReturnType<SqliteStore['findAuthor']>
  'read-rows': ReturnType<SqliteStore['readRows']>
  'read-log': ReturnType<SqliteStore['readLog']>
  commit: ReturnType<SqliteStore['commit']>
  'save-checkpoint': ReturnType<SqliteStore['saveCheckpoint']>
  close: ReturnType<SqliteStore['close']>
}

export interface Asked {
  readonly id: number
  readonly request: StoreRequest
}

export type Answered =
  | { readonly id: number; readonly kind: 'answer'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failure'; readonly message: string }

export interface WorkerData {
  readonly path: string
  readonly freshSecret: Uint8Array
}

export function answerOf(store: SqliteStore, request: StoreRequest): unknown {
  switch (request.kind) {
    case 'secret':
      return store.secret
    case 'find-room':
      return store.findRoom(request.name)
    case 'find-author':
      return store.findAuthor(request.name, request.author)
    case 'read-rows':
      return store.readRows(request.name, request.after, request.maxBytes)
    case 'read-log':
      return store.readLog(request.name, request.after, request.maxBytes)
    case 'commit':
      return store.commit(request.commits)
    case 'save-checkpoint':
      return store.saveCheckpoint(request.name, request.checkpoint)
    case 'close':
      return store.close()
    default:
      return unreachable(request)
  }
}
