// Boards in one SQLite file, synchronously. It runs in a thread of its own (worker.ts), where waiting
// for the disk holds up nobody.

import type { AuthorId, BatchDigest, ChainHash, PersonId, Refusal, RoomId } from '@inkroom/protocol'
import Database from 'better-sqlite3'
import type {
  AuthorUpdate,
  CommitResult,
  LogTrim,
  RoomCommit,
  StoredAuthor,
  StoredRefusal,
  StoredRoom,
  TrimPiece,
} from '../medium.ts'
import type { Checkpoint, CheckpointMark, LogHead, RowsPage, StoredPart } from '../storage.ts'
import { keepAlive } from './kept-alive.ts'
import { LogTrimmer } from './log-trimmer.ts'
import { rowPages } from './row-pages.ts'
import { RowStore } from './row-store.ts'
import { openDatabase } from './schema.ts'

interface RoomRecord {
  readonly id: number
  readonly room: RoomId
  readonly seq: number
  readonly hash: ChainHash
  readonly checkpoint_seq: number | null
  readonly checkpoint_hash: ChainHash | null
  readonly digest_a: number | null
  readonly digest_b: number | null
  readonly log_bytes: number
  readonly floor_seq: number | null
  readonly floor_hash: ChainHash | null
}

interface AuthorRecord {
  readonly person: PersonId
  readonly last: number
}

export class SqliteStore {
  readonly database: Database.Database
  readonly secret: Uint8Array
  private readonly statements
  private readonly rows: RowStore
  private readonly trimmer: LogTrimmer
  private readonly commitAll: (commits: readonly RoomCommit[]) => void
  private readonly storeCheckpoint: (id: number, checkpoint: Checkpoint) => void

  /** `freshSecret` becomes the file's, if the file is new. */
  constructor(path: string, freshSecret: Uint8Array) {
    keepAlive(this)
    this.database = openDatabase(path, freshSecret)
    this.statements = prepare(this.database)
    this.rows = new RowStore(this.database)
    this.trimmer = new LogTrimmer(this.database)
    this.secret = this.statements.secret.get() ?? freshSecret
    const commitAll = this.database.transaction((commits: readonly RoomCommit[]) => {
      for (const commit of commits) this.commitRoom(commit)
    })
    const storeCheckpoint = this.database.transaction((id: number, checkpoint: Checkpoint) => {
      this.putCheckpoint(id, checkpoint)
    })
    // `immediate`: one that holds the file is waited for before anything is begun.
    this.commitAll = commits => commitAll.immediate(commits)
    this.storeCheckpoint = (id, checkpoint) => storeCheckpoint.immediate(id, checkpoint)
  }

  findRoom(name: string): StoredRoom | null {
    const record = this.statements.room.get(name)
    if (record === undefined) return null
    const { room, seq, hash, log_bytes: logBytes } = record
    const [checkpoint, floor] = [checkpointOf(record), floorOf(record)]
    return { room, head: { seq, hash }, checkpoint, floor, logBytes }
  }

  findAuthor(name: string, author: AuthorId): StoredAuthor | null {
    const id = this.idOf(name)
    const record = this.statements.author.get(id, author)
    if (record === undefined) return null
    return { ...record, refusals: this.statements.refusals.all(id, author) }
  }

  readRows(name: string, after: number, maxBytes: number): RowsPage {
    return this.rows.read(this.idOf(name), after, maxBytes)
  }

  readLog(name: string, afterSeq: number, maxBytes: number): StoredPart[] {
    const parts: StoredPart[] = []
    let bytes = 0
    for (const part of this.partsAfter(this.idOf(name), afterSeq)) {
      parts.push(part)
      bytes += part.bytes.length
      if (bytes >= maxBytes) break
    }
    return parts
  }

  /** @throws where it is not known whether it is stored. */
  commit(commits: readonly RoomCommit[]): CommitResult {
    return unlessFull(() => {
      this.commitAll(commits)
      return 'stored'
    })
  }

  saveCheckpoint(name: string, checkpoint: Checkpoint): CommitResult {
    return unlessFull(() => {
      this.storeCheckpoint(this.idOf(name), checkpoint)
      return 'stored'
    })
  }

  trimLog(name: string, piece: TrimPiece): LogTrim | 'full' {
    return unlessFull(() => this.trimmer.trim(this.idOf(name), piece))
  }

  close(): void {
    this.database.close()
  }

  private partsAfter(id: number, afterSeq: number): Iterable<StoredPart> {
    const read = (after: number, limit: number) => this.statements.parts.all(id, after, limit)
    return rowPages(read, { after: afterSeq, keyOf: ({ last }) => last })
  }

  /** 0, which no room has, for a board that is not stored. */
  private idOf(name: string): number {
    return this.statements.room.get(name)?.id ?? 0
  }

  private commitRoom(commit: RoomCommit): void {
    const { name, room, parts, head, authors } = commit
    const before = parts[0]?.before ?? head.hash
    this.statements.addRoom.run(name, room, before)
    const id = this.idOf(name)
    for (const part of parts) {
      this.statements.addPart.run(id, part.last, part.first, part.before, part.hash, part.bytes)
    }
    const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0)
    const { changes } = this.statements.moveHead.run(head.seq, head.hash, bytes, id, before)
    // Two servers on one file would each tell people of another order.
    if (changes !== 1) throw new Error(`another process wrote to the board with the id ${room}`)
    for (const update of authors) this.putAuthor(id, update)
  }

  private putAuthor(id: number, update: AuthorUpdate): void {
    const { author, person, last, refusals, refusalsUpTo } = update
    this.statements.putAuthor.run(id, author, person, last)
    if (refusals.length > 0) this.statements.dropRefusals.run(id, author, refusalsUpTo)
    for (const { counter, digest, refusal } of refusals) {
      this.statements.addRefusal.run(id, author, counter, digest, refusal)
    }
  }

  private putCheckpoint(id: number, { seq, hash, digest, rows }: Checkpoint): void {
    for (const row of rows) this.rows.put(id, row)
    this.statements.moveCheckpoint.run(seq, hash, digest.a, digest.b, id)
  }
}

function prepare(database: Database.Database) {
  return {
    secret: database.prepare<[], Uint8Array>("SELECT value FROM meta WHERE key = 'secret'").pluck(),
    room: database.prepare<[string], RoomRecord>('SELECT * FROM rooms WHERE name = ?'),
    addRoom: database.prepare<[string, RoomId, ChainHash]>(
      'INSERT INTO rooms (name, room, seq, hash) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING',
    ),
    moveHead: database.prepare<[number, ChainHash, number, number, ChainHash]>(
      'UPDATE rooms SET seq = ?, hash = ?, log_bytes = log_bytes + ? WHERE id = ? AND hash = ?',
    ),
    moveCheckpoint: database.prepare<[number, ChainHash, number, number, number]>(
      `UPDATE rooms SET checkpoint_seq = ?, checkpoint_hash = ?, digest_a = ?, digest_b = ?
       WHERE id = ?`,
    ),
    parts: database.prepare<[number, number, number], StoredPart>(
      `SELECT first, last, before, hash, bytes FROM log WHERE room = ? AND last > ?
       ORDER BY last LIMIT ?`,
    ),
    addPart: database.prepare<[number, number, number, ChainHash, ChainHash, Uint8Array]>(
      'INSERT INTO log (room, last, first, before, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    author: database.prepare<[number, AuthorId], AuthorRecord>(
      'SELECT person, last FROM authors WHERE room = ? AND author = ?',
    ),
    putAuthor: database.prepare<[number, AuthorId, PersonId, number]>(
      `INSERT INTO authors (room, author, person, last) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET last = excluded.last`,
    ),
    refusals: database.prepare<[number, AuthorId], StoredRefusal>(
      `SELECT counter, digest, refusal FROM refusals WHERE room = ? AND author = ?
       ORDER BY counter`,
    ),
    dropRefusals: database.prepare<[number, AuthorId, number]>(
      'DELETE FROM refusals WHERE room = ? AND author = ? AND counter <= ?',
    ),
    addRefusal: database.prepare<[number, AuthorId, number, BatchDigest, Refusal]>(
      'INSERT INTO refusals (room, author, counter, digest, refusal) VALUES (?, ?, ?, ?, ?)',
    ),
  }
}

function checkpointOf(record: RoomRecord): CheckpointMark | null {
  const { checkpoint_seq: seq, checkpoint_hash: hash, digest_a: a, digest_b: b } = record
  const isThere = seq !== null && hash !== null && a !== null && b !== null
  return isThere ? { seq, hash, digest: { a, b } } : null
}

function floorOf({ floor_seq: seq, floor_hash: hash }: RoomRecord): LogHead | null {
  return seq !== null && hash !== null ? { seq, hash } : null
}

/** SQLite says FULL before anything is stored, and BUSY before anything is begun. */
const NOT_NOW: readonly string[] = ['SQLITE_FULL', 'SQLITE_BUSY']

function unlessFull<T>(store: () => T): T | 'full' {
  try {
    return store()
  } catch (error) {
    if (error instanceof Database.SqliteError && NOT_NOW.includes(error.code)) return 'full'
    throw error
  }
}
