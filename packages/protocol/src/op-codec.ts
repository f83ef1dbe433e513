// Ops as bytes. One byte holds the kind (3 bits), whether a length precedes the op's body or value (on
// all ops but a batch's last, whose body runs to the end), and four flags of the kind's own.
// Grammar and rule ids: PROTOCOL.md.

import { unreachable } from './assert.ts'
import { Reader, Writer } from './bytes.ts'
import { type ObjectId, readObjectId, readPersonId, writeObjectId } from './ids.ts'
import {
  MAX_BATCH_OPS,
  MAX_BODY_BYTES,
  MAX_FIELD_BYTES,
  MAX_FIELD_NUMBER,
  MAX_OBJECT_NUMBER,
  MAX_PAGE_NUMBER,
  MAX_REMOVE_IDS,
} from './limits.ts'
import type { CreateOp, ExtendOp, Op, RemoveOp, RestoreOp, SetOp, SweepOp } from './op.ts'
import { ProtocolError } from './protocol-error.ts'

const CREATE = 1
const EXTEND = 2
const SET = 3
const REMOVE = 4
const SWEEP = 5
const RESTORE = 6
const KIND_MASK = 0x07
const SIZED = 0x08

const LAST = 0x10 // create, extend
const HAS_PARENT = 0x20 // create
const HAS_PAGE = 0x40 // create, sweep
const HAS_OVER = 0x10 // set
const HAS_PERSON = 0x10 // sweep

/** All bits that a kind's first byte may have beside the kind, by kind; 0 is no kind. */
const FLAGS: readonly (number | null)[] = [
  null,
  SIZED | LAST | HAS_PARENT | HAS_PAGE,
  SIZED | LAST,
  SIZED | HAS_OVER,
  0,
  HAS_PERSON | HAS_PAGE,
  0,
]

/** Where an op stands in its batch decides whether its body's length is written. */
interface Place {
  readonly sized: boolean
}

function writeTail(w: Writer, bytes: Uint8Array, { sized }: Place): void {
  if (sized) w.sized(bytes)
  else w.bytes(bytes)
}

function readTail(r: Reader, maxBytes: number, { sized }: Place): Uint8Array {
  if (sized) return r.sized(maxBytes, 'body')
  if (r.remaining > maxBytes) throw new ProtocolError('range', `body of ${r.remaining} bytes`)
  return r.rest()
}

function writeCreate(w: Writer, op: CreateOp, place: Place): void {
  const flags =
    (op.last ? LAST : 0) | (op.parent === null ? 0 : HAS_PARENT) | (op.page === 0 ? 0 : HAS_PAGE)
  w.byte(CREATE | flags | (place.sized ? SIZED : 0))
  w.varint(op.n)
  if (op.page !== 0) w.varint(op.page)
  if (op.parent !== null) writeObjectId(w, op.parent)
  writeTail(w, op.body, place)
}

function readCreate(r: Reader, flags: number, place: Place): CreateOp {
  const n = r.varintUpTo(MAX_OBJECT_NUMBER, 'object number')
  const page = flags & HAS_PAGE ? r.varintUpTo(MAX_PAGE_NUMBER, 'page') : 0
  const parent = flags & HAS_PARENT ? readObjectId(r) : null
  const body = readTail(r, MAX_BODY_BYTES, place)
  return { kind: 'create', n, page, parent, body, last: (flags & LAST) !== 0 }
}

function writeExtend(w: Writer, op: ExtendOp, place: Place): void {
  w.byte(EXTEND | (op.last ? LAST : 0) | (place.sized ? SIZED : 0))
  w.varint(op.n)
  w.varint(op.at)
  writeTail(w, op.body, place)
}

function readExtend(r: Reader, flags: number, place: Place): ExtendOp {
  const n = r.varintUpTo(MAX_OBJECT_NUMBER, 'object number')
  const at = r.varintUpTo(MAX_BODY_BYTES, 'body offset')
  const body = readTail(r, MAX_BODY_BYTES, place)
  return { kind: 'extend', n, at, body, last: (flags & LAST) !== 0 }
}

function writeSet(w: Writer, op: SetOp, place: Place): void {
  w.byte(SET | (op.over === null ? 0 : HAS_OVER) | (place.sized ? SIZED : 0))
  writeObjectId(w, op.id)
  w.varint(op.field)
  if (op.over !== null) w.varint(op.over)
  writeTail(w, op.value, place)
}

function readSet(r: Reader, flags: number, place: Place): SetOp {
  const id = readObjectId(r)
  const field = r.varintUpTo(MAX_FIELD_NUMBER, 'field')
  const over = flags & HAS_OVER ? r.varint() : null
  return { kind: 'set', id, field, value: readTail(r, MAX_FIELD_BYTES, place), over }
}

function writeRemove(w: Writer, op: RemoveOp): void {
  w.byte(REMOVE)
  w.varint(op.ids.length)
  for (const id of op.ids) writeObjectId(w, id)
}

function readRemove(r: Reader): RemoveOp {
  const count = r.varintUpTo(MAX_REMOVE_IDS, 'ids')
  const ids: ObjectId[] = []
  for (let i = 0; i < count; i += 1) ids.push(readObjectId(r))
  return { kind: 'remove', ids }
}

function writeSweep(w: Writer, op: SweepOp): void {
  const flags = (op.person === null ? 0 : HAS_PERSON) | (op.page === 0 ? 0 : HAS_PAGE)
  w.byte(SWEEP | flags)
  if (op.page !== 0) w.varint(op.page)
  if (op.person !== null) w.hex(op.person)
  w.varint(op.bornUpTo)
}

function readSweep(r: Reader, flags: number): SweepOp {
  const page = flags & HAS_PAGE ? r.varintUpTo(MAX_PAGE_NUMBER, 'page') : 0
  const person = flags & HAS_PERSON ? readPersonId(r) : null
  return { kind: 'sweep', page, person, bornUpTo: r.varint() }
}

function writeRestore(w: Writer, op: RestoreOp): void {
  w.byte(RESTORE)
  w.varint(op.counter)
}

function readRestore(r: Reader): RestoreOp {
  return { kind: 'restore', counter: r.varint() }
}

function writeOp(w: Writer, op: Op, place: Place): void {
  switch (op.kind) {
    case 'create':
      return writeCreate(w, op, place)
    case 'extend':
      return writeExtend(w, op, place)
    case 'set':
      return writeSet(w, op, place)
    case 'remove':
      return writeRemove(w, op)
    case 'sweep':
      return writeSweep(w, op)
    case 'restore':
      return writeRestore(w, op)
    default:
      return unreachable(op)
  }
}

function readOp(r: Reader): Op {
  const head = r.byte()
  const kind = head & KIND_MASK
  const flags = head & ~KIND_MASK
  const known = FLAGS[kind] ?? null
  if (known === null || (flags & ~known) !== 0) throw new ProtocolError('unknown-op', `${head}`)
  const place: Place = { sized: (head & SIZED) !== 0 }
  switch (kind) {
    case CREATE:
      return readCreate(r, flags, place)
    case EXTEND:
      return readExtend(r, flags, place)
    case SET:
      return readSet(r, flags, place)
    case REMOVE:
      return readRemove(r)
    case SWEEP:
      return readSweep(r, flags)
    case RESTORE:
      return readRestore(r)
    default:
      throw new ProtocolError('unknown-op', `kind ${kind}`)
  }
}

/** The bytes of one batch: 1 … MAX_BATCH_OPS ops. */
export function encodeOps(ops: readonly Op[]): Uint8Array {
  const w = new Writer()
  ops.forEach((op, index) => writeOp(w, op, { sized: index < ops.length - 1 }))
  return w.finish()
}

/** @throws {ProtocolError} where the bytes are not 1 … MAX_BATCH_OPS ops. Bodies are views. */
export function decodeOps(bytes: Uint8Array): Op[] {
  const r = new Reader(bytes)
  const ops: Op[] = []
  do {
    if (ops.length === MAX_BATCH_OPS) throw new ProtocolError('range', 'too many ops in a batch')
    ops.push(readOp(r))
  } while (r.remaining > 0)
  return ops
}
