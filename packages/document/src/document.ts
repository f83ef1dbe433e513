// The board as one person sees it: what the room confirmed with the own pending batches over it, as
// objects. It is fed by the client (it is the client's replica) and by nobody else; who draws submits
// ops to the client, which pends them here.
//
//   client ─ reset, addRows, apply, pend, adopt, settle, refuse ─ rows (BoardView) ─ objects, order, title ─ listeners

import {
  type AuthorId,
  type Batch,
  type BatchRef,
  firstByteOf,
  type LogEntry,
  OBJECT_KINDS,
  type ObjectId,
  type Op,
  type PersonId,
  type Refusal,
  type Row,
  type StateDigest,
} from '@inkroom/protocol'
import type { BoardObject, InkObject } from './board-object.ts'
import { titleTextOf } from './board-object.ts'
import { boardOrderOf } from './board-order.ts'
import { BoardView } from './board-view.ts'
import { ErasedStrokes, isAllErased, isErasure } from './erased-strokes.ts'
import { History } from './history.ts'
import { Listeners } from './listeners.ts'
import { ObjectCache } from './object-cache.ts'
import { ChildIndex, isVisibleRow } from './visibility.ts'
import { VisibleObjects } from './visible-objects.ts'

export interface DocumentOptions {
  readonly author: AuthorId
  readonly person: PersonId
  /** Gets what a listener threw. Default: an unhandled rejection, for the platform to report. */
  readonly onListenerError?: (error: unknown) => void
}

/** What one call did to the view. */
export interface DocumentChange {
  /** Visible, and new or otherwise than before: in content, order or being settled. */
  readonly changed: readonly ObjectId[]
  /** Visible before and no longer. */
  readonly removed: readonly ObjectId[]
  /** Forget everything first; `changed` is all that is visible now. */
  readonly reset: boolean
}

/** Where an id is now against where it was: shown or not. */
type Placing = 'absent' | 'left' | 'came' | 'stays'

export class Document {
  readonly author: AuthorId
  readonly person: PersonId
  private readonly view: BoardView
  private readonly objects = new ObjectCache()
  private readonly children = new ChildIndex()
  private readonly visible = new VisibleObjects()
  private readonly titles = new Set<ObjectId>()
  private readonly erasures = new Set<ObjectId>()
  /** Strokes that show and of which nothing is left: those of several hands, since one removes what it wipes out. */
  private readonly wiped = new Set<ObjectId>()
  private readonly rowOf = (id: ObjectId): Row | null => this.view.get(id)
  private readonly erased = new ErasedStrokes(this.children, this.rowOf)
  private readonly listeners: Listeners<DocumentChange>
  /** Undo and redo of this author's work. */
  readonly history: History
  private newestSeq = 0

  constructor({ author, person, onListenerError }: DocumentOptions) {
    this.author = author
    this.person = person
    this.view = new BoardView({ author, person })
    const onThrow = onListenerError ?? leaveUnhandled
    this.listeners = new Listeners(onThrow)
    this.history = new History({ author, view: this.view, onListenerError: onThrow })
  }

  /** Of what is confirmed, pending work left out. */
  get digest(): StateDigest {
    return this.view.digest
  }

  /** The newest seq of the room that was seen here. */
  get seq(): number {
    return this.newestSeq
  }

  /** Own and adopted batches. */
  get pendingCount(): number {
    return this.view.pendingCount
  }

  /** Objects that show; titles, erasures and what is wiped out are left out: those are nothing to see. */
  get size(): number {
    return this.visible.size - this.titles.size - this.erasures.size - this.wiped.size
  }

  get isEmpty(): boolean {
    return this.size === 0
  }

  /** The board's title: the text of the newest title object that is not removed; '' where there is none. */
  get title(): string {
    const id = this.titleId
    const row = id === null ? null : this.view.get(id)
    return row === null ? '' : titleTextOf(row)
  }

  get titleId(): ObjectId | null {
    return this.visible.topOf(this.titles)
  }

  /** The object, visible or not; null where no row has the id. A finished, whole stroke is read anew at each call. */
  get(id: ObjectId): BoardObject | null {
    const row = this.view.get(id)
    if (row === null) return null
    const order = this.visible.orderOf(id) ?? boardOrderOf(row)
    const isSettled = this.view.isSettled(id)
    return this.objects.objectOf(row, { order, isSettled, erased: this.erased.of(id) })
  }

  /** Neither removed nor hidden with a removed parent. */
  isVisible(id: ObjectId): boolean {
    return this.visible.has(id)
  }

  /** Whether the room has it: what is pending has its birth still before it. */
  isBornInRoom(id: ObjectId): boolean {
    return this.view.isConfirmed(id)
  }

  /** The ids of what shows, titles and erasures included, from the bottom to the top. */
  idsInOrder(): Iterable<ObjectId> {
    return this.visible.inOrder()
  }

  /** The strokes of which there is something to see, from the bottom to the top; read anew as `get` says. */
  *inkInOrder(): Iterable<InkObject> {
    for (const id of this.visible.inOrder()) {
      const ink = this.visibleInk(id)
      if (ink !== null) yield ink
    }
  }

  /** The stroke of that id, read anew as `get` says; null where there is nothing of it to see. */
  visibleInk(id: ObjectId): InkObject | null {
    const object = this.visible.has(id) && !this.wiped.has(id) ? this.get(id) : null
    return object?.kind === 'ink' ? object : null
  }

  /**
   * Of what the room confirmed, pending work left out; in an order that rows keep as they change. Rows are
   * values. For keeping a copy of the board: with the place in the log that was reached, one can resume.
   */
  confirmedRows(): Iterable<Row> {
    return this.view.allConfirmed()
  }

  /** Told once a call that changed the view. Returns what takes the listener off again. */
  onChange(listener: (change: DocumentChange) => void): () => void {
    return this.listeners.add(listener)
  }

  /** A snapshot begins: what is confirmed gives way to it; pending work stays. */
  reset(): void {
    const touched = this.view.reset()
    this.objects.clear()
    this.children.clear()
    this.visible.clear()
    this.titles.clear()
    this.erasures.clear()
    this.wiped.clear()
    this.erased.clear()
    this.newestSeq = 0
    this.publish(touched, true)
  }

  addRows(rows: readonly Row[]): void {
    for (const row of rows) this.newestSeq = Math.max(this.newestSeq, row.seq)
    this.publish(this.view.addRows(rows))
  }

  /** The next entry of the room's log. What was pending leaves the pending work. */
  apply(entry: LogEntry, ops: readonly Op[]): void {
    const { author, person, counter, seq } = entry
    this.newestSeq = Math.max(this.newestSeq, seq)
    this.publish(this.view.apply({ author, person, counter, seq, ops }))
  }

  /** Submitted and not yet settled. Counters ascend. */
  pend(batch: Batch): void {
    const changes = this.view.pend(batch)
    this.history.record(batch, changes)
    this.publish(new Set(changes.map(({ after }) => after.id)))
  }

  /**
   * Unsettled work of an earlier visit: shown below the own pending work, in order of adoption. It is not
   * this author's, so there is no undo for it. Its author is another one.
   */
  adopt(batch: Batch, person: PersonId): void {
    this.publish(this.view.adopt(batch, person))
  }

  /** Leaves the pending work without an entry: it is in the snapshot's rows. */
  settle(ref: BatchRef): void {
    this.publish(this.view.drop(ref))
  }

  /** Leaves the pending work: it was not accepted. */
  refuse(ref: BatchRef, _refusal: Refusal): void {
    if (ref.author === this.author) this.history.refuse(ref.counter)
    this.publish(this.view.drop(ref))
  }

  private publish(touched: ReadonlySet<ObjectId>, reset = false): void {
    const strokes = this.noteChildren(touched)
    const own = union(touched, strokes)
    const changed: ObjectId[] = []
    const removed: ObjectId[] = []
    // Of the strokes the rows are what they were: none of their other children shows or hides.
    for (const id of union(this.children.withDescendants(touched), strokes)) {
      const placing = this.place(id)
      if (placing === 'left') removed.push(id)
      // A child shows or hides with its parent, but is not changed by it otherwise.
      if (placing === 'came' || (placing === 'stays' && own.has(id))) changed.push(id)
    }
    if (reset || changed.length > 0 || removed.length > 0) {
      this.listeners.tell({ changed, removed, reset })
    }
  }

  /** Notes whose children the touched rows are now. Returns the strokes of which more or less is erased. */
  private noteChildren(touched: ReadonlySet<ObjectId>): readonly ObjectId[] {
    const strokes: ObjectId[] = []
    for (const id of touched) {
      const row = this.view.get(id)
      const before = this.children.parentOf(id)
      this.children.note(id, row)
      const after = this.children.parentOf(id)
      if (before === null && after === null) continue
      const erases = row === null || isErasure(row) || this.erasures.has(id)
      if (before !== null && before !== after) this.erased.leave(before, id)
      if (after !== null) this.erased.note(after, id)
      if (!erases) continue
      if (before !== null) strokes.push(before)
      if (after !== null) strokes.push(after)
    }
    return strokes
  }

  /** Brings an id to where it belongs: shown in its order, or not at all. */
  private place(id: ObjectId): Placing {
    const row = this.view.get(id)
    if (row === null || !isVisibleRow(row, this.rowOf)) {
      const wasVisible = this.visible.hide(id)
      this.titles.delete(id)
      this.erasures.delete(id)
      this.wiped.delete(id)
      this.objects.forget(id)
      return wasVisible ? 'left' : 'absent'
    }
    const wasVisible = this.visible.show(id, boardOrderOf(row))
    if (isTitle(row)) this.titles.add(id)
    else this.titles.delete(id)
    if (isErasure(row)) this.erasures.add(id)
    else this.erasures.delete(id)
    if (this.isWipedOut(id)) this.wiped.add(id)
    else this.wiped.delete(id)
    return wasVisible ? 'stays' : 'came'
  }

  private isWipedOut(id: ObjectId): boolean {
    // Mostly nothing is erased, and the stroke need not be read.
    if (this.erased.of(id).length === 0) return false
    const object = this.get(id)
    return object?.kind === 'ink' && isAllErased(object)
  }
}

function union(ids: ReadonlySet<ObjectId>, more: readonly ObjectId[]): ReadonlySet<ObjectId> {
  return more.length === 0 ? ids : new Set([...ids, ...more])
}

function leaveUnhandled(thrown: unknown): void {
  void Promise.reject(thrown)
}

function isTitle(row: Row): boolean {
  // As with erasures: the kind is one byte, in the only form that it has.
  return firstByteOf(row.body) === OBJECT_KINDS.title
}
