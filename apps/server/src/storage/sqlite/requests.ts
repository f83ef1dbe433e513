// What the server's thread asks of the storage's.

import type { AuthorId } from '@inkroom/protocol'
import type { RoomCommit, TrimPiece } from '../medium.ts'
import type { Checkpoint } from '../storage.ts'
import type { SqliteStore } from './store.ts'

interface PageRequest {
  readonly name: string
  readonly after: number
  readonly maxBytes: number
}

interface Questions {
  secret: unknown
  'find-room': { readonly name: string }
  'find-author': { readonly name: string; readonly author: AuthorId }
  'read-rows': PageRequest
  'read-log': PageRequest
  commit: { readonly commits: readonly RoomCommit[] }
  'save-checkpoint': { readonly name: string; readonly checkpoint: Checkpoint }
  'trim-log': { readonly name: string; readonly piece: TrimPiece }
  close: unknown
}

export type RequestKind = keyof Questions

export type StoreRequest<Kind extends RequestKind = RequestKind> = {
  [K in Kind]: { readonly kind: K } & Questions[K]
}[Kind]

/** Puts a request to a store, wherever that runs. */
export type Ask = <Kind extends RequestKind>(
  request: StoreRequest<Kind>,
) => Promise<StoreAnswers[Kind]>

/** What each request is answered with. */
export interface StoreAnswers {
  secret: SqliteStore['secret']
  'find-room': ReturnType<SqliteStore['findRoom']>
  'find-author': ReturnType<SqliteStore['findAuthor']>
  'read-rows': ReturnType<SqliteStore['readRows']>
  'read-log': ReturnType<SqliteStore['readLog']>
  commit: ReturnType<SqliteStore['commit']>
  'save-checkpoint': ReturnType<SqliteStore['saveCheckpoint']>
  'trim-log': ReturnType<SqliteStore['trimLog']>
  close: ReturnType<SqliteStore['close']>
}

export interface Asked<Kind extends RequestKind = RequestKind> {
  readonly id: number
  readonly request: StoreRequest<Kind>
}

export type Answered =
  | { readonly id: number; readonly kind: 'answer'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failure'; readonly message: string }

export interface WorkerData {
  readonly path: string
  readonly freshSecret: Uint8Array
}

type Answers = {
  readonly [Kind in RequestKind]: (
    store: SqliteStore,
    request: StoreRequest<Kind>,
  ) => StoreAnswers[Kind]
}

// Nothing of the wire's code is needed here but its types, so the thread starts without it.
const answers: Answers = {
  secret: store => store.secret,
  'find-room': (store, { name }) => store.findRoom(name),
  'find-author': (store, { name, author }) => store.findAuthor(name, author),
  'read-rows': (store, { name, after, maxBytes }) => store.readRows(name, after, maxBytes),
  'read-log': (store, { name, after, maxBytes }) => store.readLog(name, after, maxBytes),
  commit: (store, { commits }) => store.commit(commits),
  'save-checkpoint': (store, { name, checkpoint }) => store.saveCheckpoint(name, checkpoint),
  'trim-log': (store, { name, piece }) => store.trimLog(name, piece),
  close: store => store.close(),
}

export function answerOf<Kind extends RequestKind>(
  store: SqliteStore,
  request: StoreRequest<Kind>,
): StoreAnswers[Kind] {
  return answers[request.kind](store, request)
}
