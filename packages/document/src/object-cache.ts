// Objects of rows, made when they are first asked for and kept while their row stays the same.

import type { StrokeRange } from '@inkroom/geometry'
import {
  bodyBytes,
  decodeObjectHead,
  type ObjectId,
  type Row,
  unreachable,
} from '@inkroom/protocol'
import { type BoardObject, type ObjectBase, objectBaseOf, titleTextOf } from './board-object.ts'
import { rangesOfErasure } from './erased-strokes.ts'
import { InkReading } from './ink-reading.ts'

interface Entry {
  readonly row: Row
  readonly object: BoardObject
  readonly reading: InkReading | null
}

export class ObjectCache {
  private readonly entries = new Map<ObjectId, Entry>()

  /** The object of the row as it is now, `erased` being what is wiped out of it should it be a stroke. */
  objectOf(row: Row, isSettled: boolean, erased: readonly StrokeRange[]): BoardObject {
    const before = this.entries.get(row.id)
    if (before !== undefined && isSame(before, { row, isSettled, erased })) return before.object
    const base = objectBaseOf(row, isSettled)
    const entry = entryOf(row, { base, erased, reading: before?.reading ?? null })
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

interface Asked {
  readonly row: Row
  readonly isSettled: boolean
  readonly erased: readonly StrokeRange[]
}

function isSame({ row, object }: Entry, asked: Asked): boolean {
  if (row !== asked.row || object.isSettled !== asked.isSettled) return false
  return object.kind !== 'ink' || object.erased === asked.erased
}

interface EntryParts {
  readonly base: ObjectBase
  readonly erased: readonly StrokeRange[]
  /** What was read of the stroke before. */
  readonly reading: InkReading | null
}

function entryOf(row: Row, { base, erased, reading: before }: EntryParts): Entry {
  if (before?.isContinuedBy(row.body)) {
    before.read(row.body)
    return inkEntry(row, { base, erased, reading: before })
  }
  const head = decodeObjectHead(bodyBytes(row.body))
  switch (head.kind) {
    case 'ink':
      return inkEntry(row, {
        base,
        erased,
        reading: new InkReading(head.header, head.pointsAt, row.body),
      })
    case 'erasure': {
      const ranges = rangesOfErasure(row)
      return { row, reading: null, object: { ...base, kind: 'erasure', ranges } }
    }
    case 'title':
      return { row, reading: null, object: { ...base, kind: 'title', text: titleTextOf(row) } }
    case 'unknown':
      return { row, reading: null, object: { ...base, kind: 'unknown' } }
    default:
      return unreachable(head)
  }
}

type InkParts = Omit<EntryParts, 'reading'> & { readonly reading: InkReading }

function inkEntry(row: Row, { base, erased, reading }: InkParts): Entry {
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
    erased,
  }
  return { row, reading, object }
}
