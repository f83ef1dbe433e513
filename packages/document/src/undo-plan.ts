// The ops that take a step back, as the board is now. Only what is still the step's own doing is touched:
// what others removed, restored or set since then stays theirs.

import {
  type AuthorId,
  type BatchRef,
  type Field,
  fieldOf,
  type ObjectId,
  type Op,
  type Row,
  type SetOp,
} from '@inkroom/protocol'
import { removesOf } from './batch-cutting.ts'
import {
  type BatchChange,
  type FieldChange,
  type FieldKey,
  type FieldState,
  fieldKey,
} from './undo-step.ts'

/** The view of the board that a plan is made for. */
export interface PlanView {
  get(id: ObjectId): Row | null
  /** The rows that are gone by this author's batch. */
  goneBy(counter: number): Iterable<Row>
}

export interface UndoPlan {
  readonly ops: readonly Op[]
  /** The states of fields that the ops put back. */
  readonly revived: ReadonlyMap<FieldKey, FieldState>
}

export interface PlanContext {
  readonly author: AuthorId
  readonly view: PlanView
}

/** Plans the inverse of the batches' changes, the oldest first. No ops where nothing is left to undo. */
export function planUndo(changes: readonly BatchChange[], context: PlanContext): UndoPlan {
  const { toShow, toHide } = visibilityToUndo(changes, context)
  const restored = new Set(Array.from(toShow.values()))
  const hidden = new Set(toHide)
  // A restore brings back all that its batch removed. What the step itself had made is not meant.
  for (const counter of restored) {
    for (const { id } of context.view.goneBy(counter)) if (!toShow.has(id)) hidden.add(id)
  }
  const fields = fieldsToUndo(changes, context)
  const restores = Array.from(restored, (counter): Op => ({ kind: 'restore', counter }))
  return {
    ops: [...restores, ...removesOf(Array.from(hidden)), ...fields.map(inverseSet)],
    revived: new Map(fields.map(({ id, field, from }) => [fieldKey(id, field), from])),
  }
}

/** What happened to an object first and last: shown and taken again is nothing. */
interface NetVisibility {
  readonly first: 'shown' | 'taken'
  readonly last:
    | { readonly kind: 'shown'; readonly fields: readonly Field[] }
    | { readonly kind: 'taken'; readonly counter: number }
}

function netVisibility(changes: readonly BatchChange[]): Map<ObjectId, NetVisibility> {
  const net = new Map<ObjectId, NetVisibility>()
  const note = (id: ObjectId, last: NetVisibility['last']): void => {
    net.set(id, { first: net.get(id)?.first ?? last.kind, last })
  }
  for (const { counter, shown, taken } of changes) {
    for (const { id, fields } of shown) note(id, { kind: 'shown', fields })
    for (const id of taken) note(id, { kind: 'taken', counter })
  }
  return net
}

interface Visibility {
  /** By the batch whose restore brings it back. */
  readonly toShow: ReadonlyMap<ObjectId, number>
  readonly toHide: readonly ObjectId[]
}

function visibilityToUndo(
  changes: readonly BatchChange[],
  { author, view }: PlanContext,
): Visibility {
  const toShow = new Map<ObjectId, number>()
  const toHide: ObjectId[] = []
  for (const [id, { first, last }] of netVisibility(changes)) {
    const row = view.get(id)
    if (row === null || first !== last.kind) continue
    if (last.kind === 'taken') {
      if (isSameBatch(row.gone, { author, counter: last.counter })) toShow.set(id, last.counter)
    } else if (row.gone === null && !othersSetSince(row, last.fields, author)) {
      toHide.push(id)
    }
  }
  return { toShow, toHide }
}

const isSameBatch = (a: BatchRef | null, b: BatchRef): boolean =>
  a?.author === b.author && a.counter === b.counter

/** An object that another has set something of since is that one's work too. */
function othersSetSince(row: Row, before: readonly Field[], author: AuthorId): boolean {
  const isKnown = ({ by }: Field): boolean => before.some(old => isSameBatch(old.by, by))
  return row.fields.some(field => field.by.author !== author && !isKnown(field))
}

/** Each field's change over the whole step, where this author still holds the field by it. */
function fieldsToUndo(
  changes: readonly BatchChange[],
  { author, view }: PlanContext,
): FieldChange[] {
  const net = new Map<FieldKey, FieldChange>()
  for (const change of changes.flatMap(({ fields }) => fields)) {
    const key = fieldKey(change.id, change.field)
    const before = net.get(key)
    // Another's value between two of the step's own is where undoing leads back to.
    const goesOn = before !== undefined && before.to.hold === change.from.hold
    net.set(key, goesOn ? { ...change, from: before.from } : change)
  }
  return Array.from(net.values()).filter(({ id, field, to }) => {
    const row = view.get(id)
    const by = row === null ? null : (fieldOf(row, field)?.by ?? null)
    return isSameBatch(by, { author, counter: to.hold.counter })
  })
}

function inverseSet({ id, field, from, to }: FieldChange): SetOp {
  return { kind: 'set', id, field, value: from.value, over: to.hold.counter }
}
