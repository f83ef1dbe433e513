// Lets go of the oldest part of a board's log in SQLite. What it frees the file uses again.

import type { ChainHash } from '@inkroom/protocol'
import type { Database } from 'better-sqlite3'
import type { LogTrim, TrimPiece } from '../medium.ts'
import type { LogHead } from '../storage.ts'
import { rowPages } from './row-pages.ts'

interface RoomExtent {
  readonly log_bytes: number
  readonly checkpoint_seq: number | null
}

interface PartExtent {
  readonly last: number
  readonly hash: ChainHash
  readonly bytes: number
}

export class LogTrimmer {
  private readonly extent
  /** A blob's length stands in front of it: none is read for that. */
  private readonly oldest
  private readonly deleteParts
  private readonly moveFloor
  private readonly trimAll: (room: number, piece: TrimPiece) => LogTrim

  constructor(database: Database) {
    this.extent = database.prepare<[number], RoomExtent>(
      'SELECT log_bytes, checkpoint_seq FROM rooms WHERE id = ?',
    )
    this.oldest = database.prepare<[number, number, number, number], PartExtent>(
      `SELECT last, hash, length(bytes) AS bytes FROM log
       WHERE room = ? AND last > ? AND last <= ? ORDER BY last LIMIT ?`,
    )
    this.deleteParts = database.prepare<[number, number]>(
      'DELETE FROM log WHERE room = ? AND last <= ?',
    )
    this.moveFloor = database.prepare<[number, number, ChainHash, number]>(
      'UPDATE rooms SET log_bytes = ?, floor_seq = ?, floor_hash = ? WHERE id = ?',
    )
    const trimAll = database.transaction((room: number, piece: TrimPiece) =>
      this.trimRoom(room, piece),
    )
    this.trimAll = (room, piece) => trimAll.immediate(room, piece)
  }

  /** One piece, in one transaction. */
  trim(room: number, piece: TrimPiece): LogTrim {
    return this.trimAll(room, piece)
  }

  private trimRoom(room: number, { keepBytes, atOnceBytes }: TrimPiece): LogTrim {
    const extent = this.extent.get(room)
    const storedBytes = extent?.log_bytes ?? 0
    let leftBytes = storedBytes
    let floor: LogHead | null = null
    for (const { last, hash, bytes } of this.partsUpTo(room, extent?.checkpoint_seq ?? 0)) {
      if (leftBytes - bytes < keepBytes || storedBytes - leftBytes >= atOnceBytes) break
      leftBytes -= bytes
      floor = { seq: last, hash }
    }
    if (floor !== null) {
      this.deleteParts.run(room, floor.seq)
      this.moveFloor.run(leftBytes, floor.seq, floor.hash, room)
    }
    return { floor, removedBytes: storedBytes - leftBytes }
  }

  private partsUpTo(room: number, seq: number): Iterable<PartExtent> {
    const read = (after: number, limit: number) => this.oldest.all(room, after, seq, limit)
    return rowPages(read, { after: 0, keyOf: ({ last }) => last })
  }
}
