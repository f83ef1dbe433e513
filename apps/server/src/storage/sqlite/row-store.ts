// Rows and their bodies in SQLite. A body is kept in the pieces that checkpoints brought: a long stroke
// is added to, never written again.

import type { Database } from 'better-sqlite3'
import type { ChangedRow, RowsPage, StoredRow } from '../storage.ts'
import { rowPages } from './row-pages.ts'

interface RowRecord {
  readonly number: number
  readonly head: Uint8Array
}

export class RowStore {
  private readonly putRow
  private readonly putPiece
  private readonly cutBody
  private readonly listRows
  private readonly listPieces

  constructor(database: Database) {
    this.putRow = database.prepare<[number, string, Uint8Array], { number: number }>(
      `INSERT INTO rows (room, id, head) VALUES (?, ?, ?)
       ON CONFLICT (room, id) DO UPDATE SET head = excluded.head RETURNING number`,
    )
    this.putPiece = database.prepare<[number, number, Uint8Array]>(
      'INSERT INTO bodies (row, at, bytes) VALUES (?, ?, ?)',
    )
    this.cutBody = database.prepare<[number, number]>(
      'DELETE FROM bodies WHERE row = ? AND at >= ?',
    )
    this.listRows = database.prepare<[number, number, number], RowRecord>(
      'SELECT number, head FROM rows WHERE room = ? AND number > ? ORDER BY number LIMIT ?',
    )
    this.listPieces = database
      .prepare<[number], Uint8Array>('SELECT bytes FROM bodies WHERE row = ? ORDER BY at')
      .pluck()
  }

  put(room: number, { id, head, tailAt, tail }: ChangedRow): void {
    const number = this.putRow.get(room, id, head)?.number ?? 0
    if (tail.length === 0) return
    // Pieces are there already where a checkpoint is stored again whose end was not known.
    this.cutBody.run(number, tailAt)
    this.putPiece.run(number, tailAt, tail)
  }

  read(room: number, after: number, maxBytes: number): RowsPage {
    const rows: StoredRow[] = []
    let bytes = 0
    let last = after
    for (const { number, head } of this.rowsAfter(room, after)) {
      if (bytes >= maxBytes) return { rows, next: last }
      const body = Buffer.concat(this.listPieces.all(number))
      rows.push({ head, body })
      bytes += head.length + body.length
      last = number
    }
    return { rows, next: null }
  }

  private rowsAfter(room: number, start: number): Iterable<RowRecord> {
    const read = (after: number, limit: number) => this.listRows.all(room, after, limit)
    return rowPages(read, { after: start, keyOf: ({ number }) => number })
  }
}
