// What differs between the storages: where bytes are put. All order and counting is above it, once.

import type { AuthorId, BatchDigest, PersonId, Refusal, RoomId } from '@inkroom/protocol'
import type { Checkpoint, CheckpointMark, LogHead, RowsPage, StoredPart } from './storage.ts'

export interface StoredRoom {
  readonly room: RoomId
  readonly head: LogHead
  /** Null before the first. */
  readonly checkpoint: CheckpointMark | null
  /** Null where the log is whole. */
  readonly floor: LogHead | null
  /** Of the log's parts. */
  readonly logBytes: number
}

export interface StoredRefusal {
  readonly counter: number
  readonly digest: BatchDigest
  readonly refusal: Refusal
}

export interface StoredAuthor {
  readonly person: PersonId
  readonly last: number
  /** By ascending counters. */
  readonly refusals: readonly StoredRefusal[]
}

export interface AuthorUpdate {
  readonly author: AuthorId
  readonly person: PersonId
  readonly last: number
  readonly refusals: readonly StoredRefusal[]
  /** What was refused up to this counter is forgotten. */
  readonly refusalsUpTo: number
}

/** One room's share of a commit. */
export interface RoomCommit {
  readonly name: string
  readonly room: RoomId
  readonly parts: readonly StoredPart[]
  readonly head: LogHead
  readonly authors: readonly AuthorUpdate[]
}

/** How much of a log stays, and how much of the rest goes at once: the part that reaches it is the last. */
export interface TrimPiece {
  readonly keepBytes: number
  readonly atOnceBytes: number
}

/** What a trimming took away. */
export interface LogTrim {
  /** Null where it took nothing. */
  readonly floor: LogHead | null
  readonly removedBytes: number
}

/** `full`: nothing of it is stored, and it may be tried again. Anything else rejects. */
export type CommitResult = 'stored' | 'full'

export interface Medium {
  /** Drawn when the medium was made, and kept with it. */
  readonly secret: Uint8Array
  findRoom(name: string): Promise<StoredRoom | null>
  findAuthor(name: string, author: AuthorId): Promise<StoredAuthor | null>
  /** See RoomLog.readRows. */
  readRows(name: string, after: number, maxBytes: number): Promise<RowsPage>
  /** See RoomLog.read. */
  readLog(name: string, afterSeq: number, maxBytes: number): Promise<readonly StoredPart[]>
  /** All of it or nothing, on disk when it resolves. */
  commit(commits: readonly RoomCommit[]): Promise<CommitResult>
  /** The rows and their mark, all of it or nothing. */
  saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<CommitResult>
  /**
   * Deletes the oldest parts, all of it or nothing, but none that the stored rows do not have in them, and
   * never so many that less than `keepBytes` stay.
   */
  trimLog(name: string, piece: TrimPiece): Promise<LogTrim | 'full'>
  close(): Promise<void>
}
