// Rows as bytes, for snapshots and for the server's image. Ids stand in a dictionary of the part, so
// that a thousand strokes of one author name it once.

import { bodyBytes, bodyOver } from './body.ts'
import { Reader, Writer } from './bytes.ts'
import {
  type AuthorId,
  authorOf,
  numberOf,
  type ObjectId,
  objectIdOf,
  type PersonId,
} from './ids.ts'
import {
  MAX_BATCH_OPS,
  MAX_BODY_BYTES,
  MAX_FIELD_BYTES,
  MAX_FIELD_NUMBER,
  MAX_NAMED_AUTHORS,
  MAX_OBJECT_NUMBER,
  MAX_PAGE_NUMBER,
  MAX_SEQ,
} from './limits.ts'
import type { BatchRef } from './op.ts'
import { ProtocolError } from './protocol-error.ts'
import { type Field, NO_FIELDS, type Row } from './row.ts'

const FINISHED = 0x01
const GONE = 0x02
const HAS_PARENT = 0x04
const HAS_FIELDS = 0x08
const HAS_PAGE = 0x10
const ALL_FLAGS = FINISHED | GONE | HAS_PARENT | HAS_FIELDS | HAS_PAGE

/** Numbers the public ids of a part in the order of their first use. */
class IdDictionary {
  readonly ids: string[] = []
  private readonly numbers = new Map<string, number>()

  numberOf(id: string): number {
    const known = this.numbers.get(id)
    if (known !== undefined) return known
    this.numbers.set(id, this.ids.length)
    return this.ids.push(id) - 1
  }
}

function writeRef(w: Writer, ref: BatchRef, names: IdDictionary): void {
  w.varint(names.numberOf(ref.author))
  w.varint(ref.counter)
}

function writeFields(w: Writer, fields: readonly Field[], names: IdDictionary): void {
  w.varint(fields.length)
  for (const { field, value, by } of fields) {
    w.varint(field)
    writeRef(w, by, names)
    w.sized(value)
  }
}

function flagsOf(row: Row): number {
  return (
    (row.finished ? FINISHED : 0) |
    (row.gone === null ? 0 : GONE) |
    (row.parent === null ? 0 : HAS_PARENT) |
    (row.fields.length === 0 ? 0 : HAS_FIELDS) |
    (row.page === 0 ? 0 : HAS_PAGE)
  )
}

function writeRow(w: Writer, row: Row, names: IdDictionary): void {
  w.byte(flagsOf(row))
  w.varint(names.numberOf(row.author))
  w.varint(numberOf(row.id))
  w.varint(names.numberOf(row.owner))
  w.varint(row.born)
  w.varint(row.bornAt)
  w.varint(row.seq - row.born)
  if (row.page !== 0) w.varint(row.page)
  if (row.parent !== null) {
    w.varint(names.numberOf(authorOf(row.parent)))
    w.varint(numberOf(row.parent))
  }
  if (row.gone !== null) writeRef(w, row.gone, names)
  if (row.fields.length > 0) writeFields(w, row.fields, names)
  w.sized(bodyBytes(row.body))
}

/** Rows with a dictionary of their ids in front. */
export function encodeRows(rows: Iterable<Row>): Uint8Array {
  const names = new IdDictionary()
  const body = new Writer(1024)
  for (const row of rows) writeRow(body, row, names)
  const w = new Writer(body.length + 64)
  w.varint(names.ids.length)
  for (const id of names.ids) w.hex(id)
  w.bytes(body.finish())
  return w.finish()
}

type Names = readonly string[]

function readName(r: Reader, names: Names): string {
  const id = names[r.varint()]
  if (id === undefined) throw new ProtocolError('unknown-value', 'an id outside the dictionary')
  return id
}

// A dictionary holds authors and persons alike; its reader knows which one a place asks for.
const readAuthor = (r: Reader, names: Names): AuthorId => readName(r, names) as AuthorId
const readPerson = (r: Reader, names: Names): PersonId => readName(r, names) as PersonId

function readIdOf(author: AuthorId, r: Reader): ObjectId {
  return objectIdOf(author, r.varintUpTo(MAX_OBJECT_NUMBER, 'object number'))
}

function readRef(r: Reader, names: Names): BatchRef {
  const author = readAuthor(r, names)
  return { author, counter: r.varintUpTo(MAX_SEQ, 'counter') }
}

function readFields(r: Reader, names: Names): readonly Field[] {
  const count = r.varintUpTo(MAX_FIELD_NUMBER + 1, 'fields')
  const fields: Field[] = []
  for (let i = 0; i < count; i += 1) {
    const field = r.varintUpTo(MAX_FIELD_NUMBER, 'field')
    const before = fields.at(-1)?.field ?? -1
    if (field <= before) throw new ProtocolError('range', `field ${field} behind ${before}`)
    const by = readRef(r, names)
    fields.push({ field, by, value: r.sized(MAX_FIELD_BYTES, 'value') })
  }
  return fields
}

function readRow(r: Reader, names: Names): Row {
  const flags = r.flags(ALL_FLAGS, 'row')
  const author = readAuthor(r, names)
  const id = readIdOf(author, r)
  const owner = readPerson(r, names)
  const born = r.varintUpTo(MAX_SEQ, 'seq')
  const bornAt = r.varintUpTo(MAX_BATCH_OPS, 'place in the batch')
  const seq = born + r.varintUpTo(MAX_SEQ, 'seq')
  const page = flags & HAS_PAGE ? r.varintUpTo(MAX_PAGE_NUMBER, 'page') : 0
  const parent = flags & HAS_PARENT ? readIdOf(readAuthor(r, names), r) : null
  const gone = flags & GONE ? readRef(r, names) : null
  const fields = flags & HAS_FIELDS ? readFields(r, names) : NO_FIELDS
  const body = bodyOver(r.sized(MAX_BODY_BYTES, 'body'))
  const finished = (flags & FINISHED) !== 0
  return { id, author, owner, page, parent, born, bornAt, seq, finished, gone, fields, body }
}

/** @throws {ProtocolError} Bodies and values are views of `bytes`. */
export function decodeRows(bytes: Uint8Array): Row[] {
  const r = new Reader(bytes)
  const count = r.varintUpTo(MAX_NAMED_AUTHORS, 'dictionary')
  const names: string[] = []
  for (let i = 0; i < count; i += 1) names.push(r.hex(8))
  const rows: Row[] = []
  while (r.remaining > 0) rows.push(readRow(r, names))
  return rows
}
