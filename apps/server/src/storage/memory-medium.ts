// Boards in memory, for tests and for those who want nothing kept. Asynchronous like the disk.

import type { AuthorId } from '@inkroom/protocol'
import type { CommitResult, Medium, RoomCommit, StoredAuthor, StoredRoom } from './medium.ts'
import type { ChangedRow, Checkpoint, RowsPage, StoredPart, StoredRow } from './storage.ts'

interface MemoryRow extends StoredRow {
  readonly id: string
}

interface MemoryRoom {
  stored: StoredRoom
  readonly parts: StoredPart[]
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

  async close(): Promise<void> {}

  private commitRoom({ name, room: id, parts, head, authors }: RoomCommit): void {
    const room = this.rooms.get(name) ?? emptyRoom({ room: id, head, checkpoint: null })
    this.rooms.set(name, room)
    room.stored = { ...room.stored, head }
    room.parts.push(...parts)
    for (const { author, person, last, refusals } of authors) {
      const before = room.authors.get(author)?.refusals ?? []
      room.authors.set(author, { person, last, refusals: [...before, ...refusals] })
    }
  }
}

function emptyRoom(stored: StoredRoom): MemoryRoom {
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
