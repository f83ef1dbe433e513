// Undo and redo of one's own work, step by step. A step is what a person did in one go: the batches between
// beginStep and endStep, or one batch alone.
//
//                 undo: plan the inverse, submit it, its batches are a step of their own
//   undo stack ─────────────────────────────────────────────────────────────► redo stack
//              ◄───────────────────────────────────────────────────────────── redo: the same the other way
//
// Nothing is taken back by rewinding: an undo is new ops that name what they are the inverse of, so it
// never takes what others did, and it reaches everyone like any other batch.

import type { AuthorId, Batch, Op } from '@inkroom/protocol'
import { splitIntoBatches } from './batch-cutting.ts'
import type { RowChange } from './board-view.ts'
import { Listeners } from './listeners.ts'
import { type PlanView, planUndo, type UndoPlan } from './undo-plan.ts'
import {
  type BatchChange,
  batchChangeOf,
  FieldHolds,
  type FieldKey,
  type FieldState,
  fieldKey,
  isEmptyChange,
  weightOf,
} from './undo-step.ts'

export const MAX_STEPS = 1000
/** Objects and fields that all steps may name together: some 20 MB. The oldest steps give way. */
const MAX_WEIGHT = 500_000

class Step {
  changes: BatchChange[] = []
  weight = 0

  get isEmpty(): boolean {
    return this.changes.length === 0
  }

  add(change: BatchChange): void {
    this.changes.push(change)
    this.weight += weightOf(change)
  }

  /** Takes out what the batch did. */
  remove(counter: number): BatchChange | null {
    const found = this.changes.find(change => change.counter === counter) ?? null
    if (found !== null) this.changes = this.changes.filter(change => change !== found)
    return found
  }
}

/** What becomes of the batches that are pended. */
type Mode =
  | { readonly kind: 'single' } // each is a step
  | { readonly kind: 'step'; readonly step: Step } // they belong to the open step
  | {
      readonly kind: 'replay' // they are the inverse of a step
      readonly inverse: Step
      readonly revived: ReadonlyMap<FieldKey, FieldState>
    }
  | { readonly kind: 'untracked' } // nobody will want them back

const SINGLE: Mode = { kind: 'single' }
const UNTRACKED: Mode = { kind: 'untracked' }
const NOTHING_REVIVED: ReadonlyMap<FieldKey, FieldState> = new Map()

/** Sends ops on their way. Must have pended the batch in the document when it returns. */
export type Submit = (ops: readonly Op[]) => Batch

export interface HistoryState {
  readonly canUndo: boolean
  readonly canRedo: boolean
}

export interface HistoryOptions {
  readonly author: AuthorId
  readonly view: PlanView
  readonly onListenerError: (error: unknown) => void
}

export class History {
  private readonly author: AuthorId
  private readonly view: PlanView
  private readonly holds: FieldHolds
  private readonly listeners: Listeners<HistoryState>
  private readonly undone: Step[] = []
  private readonly done: Step[] = []
  private mode: Mode = SINGLE
  private told: HistoryState = { canUndo: false, canRedo: false }

  constructor({ author, view, onListenerError }: HistoryOptions) {
    this.author = author
    this.view = view
    this.holds = new FieldHolds(author)
    this.listeners = new Listeners(onListenerError)
  }

  /** Whether there is a step. It may turn out that others have left nothing of it to undo. */
  get canUndo(): boolean {
    return this.done.length > 0 || (this.mode.kind === 'step' && !this.mode.step.isEmpty)
  }

  get canRedo(): boolean {
    return this.undone.length > 0
  }

  /** Told when canUndo or canRedo changes. Returns what takes the listener off again. */
  onChange(listener: (state: HistoryState) => void): () => void {
    return this.listeners.add(listener)
  }

  /** The batches from here to endStep are one step. Ends one that is open. */
  beginStep(): void {
    this.endStep()
    this.mode = { kind: 'step', step: new Step() }
  }

  /** Does nothing where no step is open. */
  endStep(): void {
    if (this.mode.kind !== 'step') return
    const { step } = this.mode
    this.mode = SINGLE
    this.addDone(step)
    this.tell()
  }

  /**
   * Takes the open step back and forgets it: it was no edit after all (a palm, half of a pinch). Nothing
   * that was undone before is lost for redo.
   */
  discardStep(submit: Submit): void {
    if (this.mode.kind !== 'step') return
    const { changes } = this.mode.step
    const { ops } = this.planOf(changes)
    this.mode = UNTRACKED
    try {
      for (const batch of splitIntoBatches(ops)) submit(batch)
    } finally {
      this.mode = SINGLE
      this.forgetHolds(changes)
      this.tell()
    }
  }

  /**
   * Undoes the newest step of which something is left to undo, by ops that `submit` has to pend (as the
   * client's submit does). Steps that others have made pointless on the way are dropped. An open step is
   * ended first, and undone. Returns whether something was undone.
   *
   * Where `submit` throws, or pends nothing, the step stays.
   */
  undo(submit: Submit): boolean {
    this.endStep()
    return this.replay({ from: this.done, to: this.undone }, submit)
  }

  /** The same for the step that was undone last. Any edit in between makes it impossible. */
  redo(submit: Submit): boolean {
    this.endStep()
    return this.replay({ from: this.undone, to: this.done }, submit)
  }

  // The document's side.

  /** A batch of this author was pended and did this to the rows. */
  record({ counter }: Batch, rows: readonly RowChange[]): void {
    const { mode } = this
    if (mode.kind === 'untracked') return
    const revived = mode.kind === 'replay' ? mode.revived : NOTHING_REVIVED
    const change = batchChangeOf(counter, rows, { holds: this.holds, revived })
    if (isEmptyChange(change)) return
    const step = mode.kind === 'step' ? mode.step : new Step()
    if (mode.kind === 'replay') mode.inverse.add(change)
    else step.add(change)
    if (mode.kind === 'single') this.addDone(step)
    this.tell()
  }

  /** A batch was not accepted: it did nothing, so there is nothing to undo. */
  refuse(counter: number): void {
    const steps = this.steps()
    for (const step of steps) {
      const refused = step.remove(counter)
      if (refused !== null) reconnect(steps, refused, this.holds)
    }
    dropEmpty(this.done)
    dropEmpty(this.undone)
    this.tell()
  }

  private steps(): Step[] {
    const { mode } = this
    const open = mode.kind === 'step' ? [mode.step] : mode.kind === 'replay' ? [mode.inverse] : []
    return [...this.done, ...this.undone, ...open]
  }

  private addDone(step: Step): void {
    if (step.isEmpty) return
    this.undone.length = 0
    this.done.push(step)
    let weight = this.done.reduce((sum, each) => sum + each.weight, 0)
    while (this.done.length > MAX_STEPS || (weight > MAX_WEIGHT && this.done.length > 1)) {
      const oldest = this.done.shift()
      weight -= oldest?.weight ?? 0
      this.forgetHolds(oldest?.changes ?? [])
    }
  }

  private forgetHolds(changes: readonly BatchChange[]): void {
    for (const { id, field, to } of changes.flatMap(({ fields }) => fields)) {
      this.holds.forget(fieldKey(id, field), to.hold)
    }
  }

  private tell(): void {
    const { canUndo, canRedo } = this
    if (canUndo === this.told.canUndo && canRedo === this.told.canRedo) return
    this.told = { canUndo, canRedo }
    this.listeners.tell(this.told)
  }

  private planOf(changes: readonly BatchChange[]): UndoPlan {
    return planUndo(changes, { author: this.author, view: this.view })
  }

  private replay({ from, to }: { from: Step[]; to: Step[] }, submit: Submit): boolean {
    for (let step = from.pop(); step !== undefined; step = from.pop()) {
      const plan = this.planOf(step.changes)
      if (plan.ops.length === 0) continue
      const inverse = new Step()
      this.mode = { kind: 'replay', inverse, revived: plan.revived }
      try {
        for (const batch of splitIntoBatches(plan.ops)) submit(batch)
      } finally {
        this.mode = SINGLE
        if (!inverse.isEmpty) to.push(inverse)
        else from.push(step)
        this.tell()
      }
      return !inverse.isEmpty
    }
    this.tell()
    return false
  }
}

/** In place: a submit may meet its refusal while an undo is at work on the stack. */
function dropEmpty(steps: Step[]): void {
  const kept = steps.filter(step => !step.isEmpty)
  steps.splice(0, steps.length, ...kept)
}

/** Where a refused batch's value would have been put back, what it had replaced is put back instead. */
function reconnect(steps: readonly Step[], refused: BatchChange, holds: FieldHolds): void {
  for (const { id, field, from, to } of refused.fields) {
    const key = fieldKey(id, field)
    if (holds.isNewest(key, to.hold)) holds.set(key, from.hold)
    for (const change of steps.flatMap(step => step.changes).flatMap(({ fields }) => fields)) {
      if (change.from.hold === to.hold) change.from = from
    }
  }
}
