// The ops that take a step back, as the board is now. Only what is still the step's own doing is touched:
// what others removed, restored or set since then stays theirs.

import {
  type AuthorId,
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

interface NetVisibility {
  readonly first: 'shown' | 'taken'
  readonly last: 'shown' | 'taken'
  /** The batch of the last. */
  readonly counter: number
}

/** Of each object the first and the last of what happened to it: shown and taken again is nothing. */
function netVisibility(changes: readonly BatchChange[]): Map<ObjectId, NetVisibility> {
  const net = new Map<ObjectId, NetVisibility>()
  for (const { counter, shown, taken } of changes) {
    for (const [last, ids] of [['shown', shown] as const, ['taken', taken] as const]) {
      for (const id of ids) net.set(id, { first: net.get(id)?.first ?? last, last, counter })
    }
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
  for (const [id, { first, last, counter }] of netVisibility(changes)) {
    const row = view.get(id)
    if (row === null || first !== last) continue
    if (last === 'shown' && row.gone === null && !isHeldByOthers(row, author)) toHide.push(id)
    const isOwnRemoval = row.gone?.author === author && row.gone.counter === counter
    if (last === 'taken' && isOwnRemoval) toShow.set(id, counter)
  }
  return { toShow, toHide }
}

/** An object that another has set something of is that one's work too. */
function isHeldByOthers(row: Row, author: AuthorId): boolean {
  return row.fields.some(({ by }) => by.author !== author)
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
    const by = row === null ? undefined : fieldOf(row, field)?.by
    return by?.author === author && by.counter === to.hold.counter
  })
}

function inverseSet({ id, field, from, to }: FieldChange): SetOp {
  return { kind: 'set', id, field, value: from.value, over: to.hold.counter }
}
