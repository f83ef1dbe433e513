// Boards in memory, for tests and for those who want nothing kept. Asynchronous like the disk.

import type { AuthorId, RoomId } from '@inkroom/protocol'
import type {
  AuthorUpdate,
  CommitResult,
  LogTrim,
  Medium,
  RoomCommit,
  StoredAuthor,
  StoredRoom,
  TrimPiece,
} from './medium.ts'
import type { ChangedRow, Checkpoint, LogHead, RowsPage, StoredPart, StoredRow } from './storage.ts'

interface MemoryRow extends StoredRow {
  readonly id: string
}

interface MemoryRoom {
  stored: StoredRoom
  parts: StoredPart[]
  readonly authors: Map<AuthorId, StoredAuthor>
  readonly rows: MemoryRow[]
  readonly places: Map<string, number>
}

export class MemoryMedium implements Medium {
  readonly secret: Uint8Array
  private readonly rooms = new Map<string, MemoryRoom>()

  constructor(secret: Uint8Array) {
    this.secret = secret
  }

  async findRoom(name: string): Promise<StoredRoom | null> {
    return this.rooms.get(name)?.stored ?? null
  }

  async findAuthor(name: string, author: AuthorId): Promise<StoredAuthor | null> {
    return this.rooms.get(name)?.authors.get(author) ?? null
  }

  async readRows(name: string, after: number, maxBytes: number): Promise<RowsPage> {
    const all = this.rooms.get(name)?.rows ?? []
    const rows: StoredRow[] = []
    let bytes = 0
    for (let at = after; at < all.length && bytes < maxBytes; at += 1) {
      const row = all[at]
      if (row === undefined) break
      rows.push(row)
      bytes += row.head.length + row.body.length
    }
    const end = after + rows.length
    return { rows, next: end < all.length ? end : null }
  }

  async readLog(name: string, afterSeq: number, maxBytes: number): Promise<readonly StoredPart[]> {
    const all = this.rooms.get(name)?.parts ?? []
    const parts: StoredPart[] = []
    let bytes = 0
    for (let at = firstBehind(all, afterSeq); at < all.length && bytes < maxBytes; at += 1) {
      const part = all[at]
      if (part === undefined) break
      parts.push(part)
      bytes += part.bytes.length
    }
    return parts
  }

  async commit(commits: readonly RoomCommit[]): Promise<CommitResult> {
    for (const commit of commits) this.commitRoom(commit)
    return 'stored'
  }

  async saveCheckpoint(name: string, checkpoint: Checkpoint): Promise<CommitResult> {
    const room = this.rooms.get(name)
    if (room === undefined) return 'stored'
    for (const row of checkpoint.rows) putRow(room, row)
    const { seq, hash, digest } = checkpoint
    room.stored = { ...room.stored, checkpoint: { seq, hash, digest } }
    return 'stored'
  }

  async trimLog(name: string, piece: TrimPiece): Promise<LogTrim | 'full'> {
    const room = this.rooms.get(name)
    return room === undefined ? { floor: null, removedBytes: 0 } : trim(room, piece)
  }

  async close(): Promise<void> {}

  private commitRoom({ name, room: id, parts, head, authors }: RoomCommit): void {
    const room = this.rooms.get(name) ?? emptyRoom(id, head)
    this.rooms.set(name, room)
    room.stored = { ...room.stored, head, logBytes: room.stored.logBytes + bytesOf(parts) }
    room.parts.push(...parts)
    for (const update of authors) {
      room.authors.set(update.author, updated(room.authors.get(update.author), update))
    }
  }
}

function updated(stored: StoredAuthor | undefined, update: AuthorUpdate): StoredAuthor {
  const { person, last, refusals, refusalsUpTo } = update
  const all = [...(stored?.refusals ?? []), ...refusals]
  return { person, last, refusals: all.filter(({ counter }) => counter > refusalsUpTo) }
}

const bytesOf = (parts: readonly StoredPart[]): number =>
  parts.reduce((sum, { bytes }) => sum + bytes.length, 0)

/** As the database does it, one part after the other from the oldest on. */
function trim(room: MemoryRoom, { keepBytes, atOnceBytes }: TrimPiece): LogTrim {
  const coveredSeq = room.stored.checkpoint?.seq ?? 0
  let { logBytes } = room.stored
  let floor: LogHead | null = null
  for (const { last, hash, bytes } of room.parts) {
    if (last > coveredSeq || logBytes - bytes.length < keepBytes) break
    if (room.stored.logBytes - logBytes >= atOnceBytes) break
    logBytes -= bytes.length
    floor = { seq: last, hash }
  }
  const removedBytes = room.stored.logBytes - logBytes
  if (floor === null) return { floor, removedBytes }
  room.parts = room.parts.slice(firstBehind(room.parts, floor.seq))
  room.stored = { ...room.stored, logBytes, floor }
  return { floor, removedBytes }
}

function emptyRoom(room: RoomId, head: LogHead): MemoryRoom {
  const stored = { room, head, checkpoint: null, floor: null, logBytes: 0 }
  return { stored, parts: [], authors: new Map(), rows: [], places: new Map() }
}

/** The index of the first part that holds something after that seq. */
function firstBehind(parts: readonly StoredPart[], afterSeq: number): number {
  let low = 0
  let high = parts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((parts[middle]?.last ?? 0) > afterSeq) high = middle
    else low = middle + 1
  }
  return low
}

function putRow({ rows, places }: MemoryRoom, { id, head, tailAt, tail }: ChangedRow): void {
  const place = places.get(id)
  const before = place === undefined ? null : (rows[place]?.body ?? null)
  const body = new Uint8Array(tailAt + tail.length)
  if (before !== null) body.set(before.subarray(0, tailAt))
  body.set(tail, tailAt)
  if (place === undefined) places.set(id, rows.push({ id, head, body }) - 1)
  else rows[place] = { id, head, body }
}
