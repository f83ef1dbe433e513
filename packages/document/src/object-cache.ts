// Objects of rows, made when they are asked for. Those that are likely to be asked for again are kept while their row
// stays the same: strokes that grow, or of which parts are erased. A finished, whole stroke is read anew each time: whoever
// shows it asks once for it, and a hundred thousand objects with all that they were read by are 60 MB.

import type { StrokeRange } from '@inkroom/geometry'
import {
  bodyBytes,
  decodeObjectHead,
  type ObjectId,
  type Row,
  unreachable,
} from '@inkroom/protocol'
import {
  type BoardObject,
  type ObjectBase,
  objectBaseOf,
  type RowContext,
  titleTextOf,
} from './board-object.ts'
import { InkReading } from './ink-reading.ts'

interface Entry {
  readonly row: Row
  readonly object: BoardObject
  readonly reading: InkReading | null
}

export class ObjectCache {
  private readonly entries = new Map<ObjectId, Entry>()

  /** The object of the row as it is now. */
  objectOf(row: Row, context: RowContext): BoardObject {
    const before = this.entries.get(row.id)
    if (before !== undefined && isSame(before, row, context)) return before.object
    const { erased } = context
    const base = objectBaseOf(row, context)
    const entry = entryOf(row, { base, erased, reading: before?.reading ?? null })
    if (isDone(row, erased)) this.entries.delete(row.id)
    else this.entries.set(row.id, entry)
    return entry.object
  }

  forget(id: ObjectId): void {
    this.entries.delete(id)
  }

  clear(): void {
    this.entries.clear()
  }
}

const isDone = ({ finished }: Row, erased: readonly StrokeRange[]): boolean =>
  finished && erased.length === 0

function isSame({ row, object }: Entry, asked: Row, { isSettled, erased }: RowContext): boolean {
  if (row !== asked || object.isSettled !== isSettled) return false
  return object.kind !== 'ink' || object.erased === erased
}

interface EntryParts {
  readonly base: ObjectBase
  readonly erased: readonly StrokeRange[]
  /** What was read of the stroke before. */
  readonly reading: InkReading | null
}

function entryOf(row: Row, { base, erased, reading: before }: EntryParts): Entry {
  if (before?.readOn(row.body)) return inkEntry(row, { base, erased, reading: before })
  const head = decodeObjectHead(bodyBytes(row.body))
  switch (head.kind) {
    case 'ink':
      return inkEntry(row, {
        base,
        erased,
        reading: new InkReading(head.header, head.pointsAt, row.body),
      })
    case 'title':
      return { row, reading: null, object: { ...base, kind: 'title', text: titleTextOf(row) } }
    case 'erasure':
    case 'unknown':
      return { row, reading: null, object: { ...base, kind: head.kind } }
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
