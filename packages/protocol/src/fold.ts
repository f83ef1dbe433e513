// The fold's one table: what an op makes of one row. The server and every client run this very code,
// over bytes, never over decoded bodies, so garbage folds alike everywhere.
//
//   row \ op   create   extend            set       remove   restore(n)
//   absent     born     –                 –         –        –
//   wet        –        appends¹ ²        sets³     gone     back⁴
//   finished   –        –                 sets³     gone     back⁴
//
//   ¹ its author alone, at the body's very end   ² with `last` it is finished
//   ³ with `over n` only while the author's batch n holds the field
//   ⁴ only where the author's batch n is the one that removed it
//   A row that is gone goes on folding by its wet or finished line.
//   `remove` reaches rows by id, and a later remover takes over from an earlier one: both meant that row.
//   `sweep` reaches by scope, and only rows that are not gone: else its undo would bring back all that
//   anybody had ever erased there.

import { unreachable } from './assert.ts'
import { appendBody, EMPTY_BODY } from './body.ts'
import { type AuthorId, objectIdOf, type PersonId } from './ids.ts'
import { MAX_BODY_BYTES } from './limits.ts'
import type { BatchRef, CreateOp, ExtendOp, Op, RestoreOp, SetOp, SweepOp } from './op.ts'
import { bornRow, type Field, fieldOf, type Row } from './row.ts'

/** Who does it and where in the room's order. */
export interface FoldContext {
  readonly author: AuthorId
  readonly person: PersonId
  readonly counter: number
  readonly seq: number
  /** The op's place in its batch. */
  readonly index: number
}

const sameRef = (a: BatchRef | null, author: AuthorId, counter: number): boolean =>
  a !== null && a.counter === counter && a.author === author

const refOf = ({ author, counter }: FoldContext): BatchRef => ({ author, counter })

function createdRow(op: CreateOp, context: FoldContext): Row {
  const { author, person, seq, index } = context
  const id = objectIdOf(author, op.n)
  const { page, parent, last } = op
  const row = bornRow({ id, author, owner: person, page, parent, born: seq, bornAt: index, seq })
  return { ...row, finished: last, body: appendBody(EMPTY_BODY, op.body) }
}

function extendedRow(row: Row, op: ExtendOp, context: FoldContext): Row {
  const { body } = row
  const fits = body.length === op.at && body.length + op.body.length <= MAX_BODY_BYTES
  if (row.finished || row.author !== context.author || !fits) return row
  return {
    ...row,
    seq: context.seq,
    finished: op.last,
    body: appendBody(body, op.body),
  }
}

function withField(fields: readonly Field[], field: Field): readonly Field[] {
  const others = fields.filter(each => each.field !== field.field)
  return [...others, field].toSorted((a, b) => a.field - b.field)
}

function setRow(row: Row, op: SetOp, context: FoldContext): Row {
  const holder = fieldOf(row, op.field)?.by ?? null
  if (op.over !== null && !sameRef(holder, context.author, op.over)) return row
  const field: Field = { field: op.field, value: op.value.slice(), by: refOf(context) }
  return { ...row, seq: context.seq, fields: withField(row.fields, field) }
}

function removedRow(row: Row, context: FoldContext): Row {
  return { ...row, seq: context.seq, gone: refOf(context) }
}

function restoredRow(row: Row, op: RestoreOp, context: FoldContext): Row {
  if (!sameRef(row.gone, context.author, op.counter)) return row
  return { ...row, seq: context.seq, gone: null }
}

/** Whether a sweep reaches the row: in scope, seen by its author, and not gone already. */
export function isSwept(row: Row, op: SweepOp): boolean {
  const inScope = row.page === op.page && (op.person === null || row.owner === op.person)
  return inScope && row.born <= op.bornUpTo && row.gone === null
}

/**
 * The table: the row after `op`, the same value where the op does nothing to it. The caller brings
 * each op to the rows that it names (see Image).
 */
export function nextRow(row: Row | null, op: Op, context: FoldContext): Row | null {
  if (row === null) return op.kind === 'create' ? createdRow(op, context) : null
  switch (op.kind) {
    case 'create':
      return row
    case 'extend':
      return extendedRow(row, op, context)
    case 'set':
      return setRow(row, op, context)
    case 'remove':
      return removedRow(row, context)
    case 'sweep':
      return isSwept(row, op) ? removedRow(row, context) : row
    case 'restore':
      return restoredRow(row, op, context)
    default:
      return unreachable(op)
  }
}
