// Objects of rows, made when they are first asked for and kept while their row stays the same.

import {
  bodyBytes,
  decodeObjectHead,
  type ObjectId,
  type Row,
  unreachable,
} from '@inkroom/protocol'
import { type BoardObject, type ObjectBase, objectBaseOf, titleTextOf } from './board-object.ts'
import { InkReading } from './ink-reading.ts'

interface Entry {
  readonly row: Row
  readonly object: BoardObject
  readonly reading: InkReading | null
}

export class ObjectCache {
  private readonly entries = new Map<ObjectId, Entry>()

  /** The object of the row as it is now. */
  objectOf(row: Row, isSettled: boolean): BoardObject {
    const before = this.entries.get(row.id)
    if (before !== undefined && before.row === row && before.object.isSettled === isSettled) {
      return before.object
    }
    const entry = entryOf(row, objectBaseOf(row, isSettled), before?.reading ?? null)
    this.entries.set(row.id, entry)
    return entry.object
  }

  forget(id: ObjectId): void {
    this.entries.delete(id)
  }

  clear(): void {
    this.entries.clear()
  }
}

function entryOf(row: Row, base: ObjectBase, before: InkReading | null): Entry {
  if (before?.isContinuedBy(row.body)) {
    before.read(row.body)
    return inkEntry(row, base, before)
  }
  const head = decodeObjectHead(bodyBytes(row.body))
  switch (head.kind) {
    case 'ink':
      return inkEntry(row, base, new InkReading(head.header, head.pointsAt, row.body))
    case 'title':
      return { row, reading: null, object: { ...base, kind: 'title', text: titleTextOf(row) } }
    case 'unknown':
      return { row, reading: null, object: { ...base, kind: 'unknown' } }
    default:
      return unreachable(head)
  }
}

function inkEntry(row: Row, base: ObjectBase, reading: InkReading): Entry {
  const { id, author, owner, page, parent, order, isFinished, isSettled, isGone } = base
  const { header, points, durationMs, box } = reading
  // Written out: spreading `base` took a third of the time in which 100,000 strokes become objects.
  const object: BoardObject = {
    kind: 'ink',
    id,
    author,
    owner,
    page,
    parent,
    order,
    isFinished,
    isSettled,
    isGone,
    header,
    points,
    durationMs,
    box,
  }
  return { row, reading, object }
}
