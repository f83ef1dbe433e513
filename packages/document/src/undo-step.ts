// What own batches did, as far as it can be taken back: which objects they showed or took away, and which
// fields they set. It is read off the rows before and after, so ops that did nothing leave nothing here,
// and what an undo did is recorded just like what a person did.

import { type AuthorId, type Field, fieldOf, type ObjectId } from '@inkroom/protocol'
import type { RowChange } from './board-view.ts'

/**
 * That a value of this author holds a field. An undo that puts a value back makes another batch its
 * holder; whoever shares the Hold learns that, so older steps can still be taken back after newer ones.
 */
export interface Hold {
  counter: number
}

export interface FieldState {
  readonly value: Uint8Array
  /** Null while another author's batch holds it, or none. */
  readonly hold: Hold | null
}

export interface FieldChange {
  readonly id: ObjectId
  readonly field: number
  from: FieldState
  readonly to: FieldState & { readonly hold: Hold }
}

export interface Shown {
  readonly id: ObjectId
  /** As they were then: what others set later is theirs. */
  readonly fields: readonly Field[]
}

export interface BatchChange {
  readonly counter: number
  /** Did not show before, and did after. */
  readonly shown: readonly Shown[]
  /** Showed before, and were removed. */
  readonly taken: readonly ObjectId[]
  readonly fields: readonly FieldChange[]
}

export type FieldKey = string & { readonly brand: 'field-key' }

export function fieldKey(id: ObjectId, field: number): FieldKey {
  // The birth of the brand.
  return `${id}.${field}` as FieldKey
}

export function isEmptyChange({ shown, taken, fields }: BatchChange): boolean {
  return shown.length + taken.length + fields.length === 0
}

/** How much there is to remember. */
export function weightOf({ shown, taken, fields }: BatchChange): number {
  return 1 + shown.length + taken.length + fields.length
}

/** Who holds the fields that this author set: the newest Hold of each. */
export class FieldHolds {
  private readonly author: AuthorId
  private readonly holds = new Map<FieldKey, Hold>()

  constructor(author: AuthorId) {
    this.author = author
  }

  set(key: FieldKey, hold: Hold | null): void {
    if (hold === null) this.holds.delete(key)
    else this.holds.set(key, hold)
  }

  /** No step leans on it any more. */
  forget(key: FieldKey, hold: Hold): void {
    if (this.holds.get(key) === hold) this.holds.delete(key)
  }

  isNewest(key: FieldKey, hold: Hold): boolean {
    return this.holds.get(key) === hold
  }

  stateOf(key: FieldKey, field: Field | null): FieldState {
    if (field === null) return { value: new Uint8Array(0), hold: null }
    const hold = this.holds.get(key) ?? null
    const isOwn = field.by.author === this.author && field.by.counter === hold?.counter
    return { value: field.value, hold: isOwn ? hold : null }
  }
}

/** What one batch did to the rows, `revived` being the states that an undo put back on purpose. */
export function batchChangeOf(
  counter: number,
  changes: readonly RowChange[],
  { holds, revived }: { holds: FieldHolds; revived: ReadonlyMap<FieldKey, FieldState> },
): BatchChange {
  const shown: Shown[] = []
  const taken: ObjectId[] = []
  const fields: FieldChange[] = []
  for (const change of changes) {
    const { before, after } = change
    const did = before !== null && before.gone === null
    const does = after.gone === null
    if (does && !did) shown.push({ id: after.id, fields: after.fields })
    if (did && !does) taken.push(after.id)
    // A new object's fields come and go with it.
    if (before === null) continue
    for (const field of after.fields) {
      const old = fieldOf(before, field.field)
      if (old === field || field.by.counter !== counter) continue
      const key = fieldKey(after.id, field.field)
      const from = holds.stateOf(key, old)
      const hold: Hold = revived.get(key)?.hold ?? { counter }
      hold.counter = counter
      holds.set(key, hold)
      fields.push({ id: after.id, field: field.field, from, to: { value: field.value, hold } })
    }
  }
  return { counter, shown, taken, fields }
}
