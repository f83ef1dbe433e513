// A row: one object as the fold leaves it. Rows are values; the fold makes new ones.

import { type Body, EMPTY_BODY } from './body.ts'
import { LANES_START, LaneMixer, type Lanes, mixBytes } from './hashes.ts'
import type { AuthorId, ObjectId, PersonId } from './ids.ts'
import type { BatchRef } from './op.ts'

export interface Field {
  readonly field: number
  readonly value: Uint8Array
  /** The batch that holds the field. */
  readonly by: BatchRef
}

export interface Row {
  readonly id: ObjectId
  readonly author: AuthorId
  /** The person behind the author. */
  readonly owner: PersonId
  readonly page: number
  readonly parent: ObjectId | null
  /** Birth in room order: the batch's seq, and the op's place in that batch. */
  readonly born: number
  readonly bornAt: number
  /** The seq of the last change. */
  readonly seq: number
  /** Nothing more will be appended. */
  readonly finished: boolean
  /** The batch that removed it, while it is gone. */
  readonly gone: BatchRef | null
  /** Ascending by number. */
  readonly fields: readonly Field[]
  readonly body: Body
}

export const NO_FIELDS: readonly Field[] = []

export type NewRow = Omit<Row, 'gone' | 'fields' | 'body' | 'finished'>

export function bornRow(birth: NewRow): Row {
  return { ...birth, finished: false, gone: null, fields: NO_FIELDS, body: EMPTY_BODY }
}

export function fieldOf(row: Row, field: number): Field | null {
  return row.fields.find(each => each.field === field) ?? null
}

const mixer = new LaneMixer()

function mixRef(ref: BatchRef | null): void {
  mixer.id(ref === null ? '' : ref.author)
  mixer.number(ref === null ? 0 : ref.counter)
}

const lanesOfFields = new WeakMap<Field, Lanes>()

/** Once a field: a row may hold 4 MiB of values, and a batch set one byte of it a thousand times. */
function fieldLanes(field: Field): Lanes {
  const known = lanesOfFields.get(field)
  if (known !== undefined) return known
  const lanes = mixBytes(LANES_START, field.value)
  lanesOfFields.set(field, lanes)
  return lanes
}

/** Over all that a later op could depend on, so that equal digests mean equal futures. */
export function rowHash(row: Row): Lanes {
  mixer.begin()
  mixer.id(row.id)
  mixer.id(row.owner)
  mixer.number(row.page)
  mixer.id(row.parent ?? '')
  mixer.number(row.born)
  mixer.number(row.bornAt)
  mixer.number(row.seq)
  mixer.number(row.finished ? 1 : 0)
  mixRef(row.gone)
  mixer.number(row.fields.length)
  for (const each of row.fields) {
    mixer.number(each.field)
    mixer.number(each.value.length)
    mixer.lanes(fieldLanes(each))
    mixRef(each.by)
  }
  mixer.number(row.body.length)
  mixer.lanes(row.body.lanes)
  return mixer.finish()
}
