// The ops: what can be said about a board. A batch is one flush of one author, applied whole.
// The server reads all but the bodies and values.

import type { AuthorId, ObjectId, PersonId } from './ids.ts'

/** Births the row (author, n); a second create of the same id does nothing. */
export interface CreateOp {
  readonly kind: 'create'
  readonly n: number
  readonly page: number
  readonly parent: ObjectId | null
  readonly body: Uint8Array
  /** Nothing will be appended. */
  readonly last: boolean
}

/** Appends to the author's own object n, if `at` equals its body's length so far; else does nothing. */
export interface ExtendOp {
  readonly kind: 'extend'
  readonly n: number
  readonly at: number
  readonly body: Uint8Array
  readonly last: boolean
}

/**
 * The field takes the value, the last in room order wins. With `over`, only if the field is still
 * held by this author's batch of that counter. An empty value reads as the field's default.
 */
export interface SetOp {
  readonly kind: 'set'
  readonly id: ObjectId
  readonly field: number
  readonly value: Uint8Array
  readonly over: number | null
}

/** Marks objects as gone. Their rows stay and go on folding. */
export interface RemoveOp {
  readonly kind: 'remove'
  readonly ids: readonly ObjectId[]
}

/** Marks as gone all objects of a page, or a person's, born up to a seq that the author had seen. */
export interface SweepOp {
  readonly kind: 'sweep'
  readonly page: number
  readonly person: PersonId | null
  readonly bornUpTo: number
}

/** Brings back what this author's batch `counter` removed, where it is still the remover. */
export interface RestoreOp {
  readonly kind: 'restore'
  readonly counter: number
}

export type Op = CreateOp | ExtendOp | SetOp | RemoveOp | SweepOp | RestoreOp

/** Names a batch. */
export interface BatchRef {
  readonly author: AuthorId
  readonly counter: number
}

/** A batch as its author made it. */
export interface Batch extends BatchRef {
  readonly ops: readonly Op[]
  /** The bytes of `ops`: made once by the author, stored and relayed untouched. */
  readonly bytes: Uint8Array
}

/** A batch in the room's order. */
export interface LogEntry {
  readonly seq: number
  readonly author: AuthorId
  readonly person: PersonId
  readonly counter: number
  readonly bytes: Uint8Array
}
