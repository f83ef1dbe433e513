// The rows that a person sees: confirmed (the room's order and nothing else) with the pending batches
// folded over it: those adopted from an earlier visit, then the own ones. Rows do not depend on each other
// in the fold, so only those that a pending batch may reach are ever folded again, and only when their
// confirmed row changes or such a batch leaves.
//
//   log, snapshot ─ confirmed ─┬─ row as it is ──────────────┬─ view
//   pend, adopt, drop ─────────┴─ pending ops folded over it ┘

import {
  type AuthorId,
  applyBatch,
  type Batch,
  type BatchRef,
  Image,
  must,
  nextRow,
  type ObjectId,
  type PersonId,
  type PlacedBatch,
  type Row,
  type RowTable,
  type StateDigest,
} from '@inkroom/protocol'
import { type PendingBatch, PendingBatches } from './pending-batches.ts'
import { RowOverlay } from './row-overlay.ts'

export interface Self {
  readonly author: AuthorId
  readonly person: PersonId
}

/** A row before and after a batch. */
export interface RowChange {
  readonly before: Row | null
  readonly after: Row
}

/** The overlay, with a note of each row as it was before it was first written. */
function recording(overlay: RowOverlay, before: Map<ObjectId, Row | null>): RowTable {
  return {
    get: id => overlay.get(id),
    all: () => overlay.all(),
    goneBy: ref => overlay.goneBy(ref),
    put: row => {
      if (!before.has(row.id)) before.set(row.id, overlay.get(row.id))
      overlay.put(row)
    },
  }
}

export class BoardView {
  private readonly self: Self
  private readonly pending: PendingBatches
  private confirmed = new Image()
  private overlay = new RowOverlay(this.confirmed)
  /** Ops folded again because something below or before them changed: what pending work costs. */
  refoldedOps = 0

  constructor(self: Self) {
    this.self = self
    this.pending = new PendingBatches(self)
  }

  get digest(): StateDigest {
    return this.confirmed.digest
  }

  get pendingCount(): number {
    return this.pending.size
  }

  get(id: ObjectId): Row | null {
    return this.overlay.get(id)
  }

  /** Whether the row is as the room has it. */
  isSettled(id: ObjectId): boolean {
    return !this.overlay.has(id)
  }

  /** Whether the room has such a row at all. */
  isConfirmed(id: ObjectId): boolean {
    return this.confirmed.get(id) !== null
  }

  all(): Iterable<Row> {
    return this.overlay.all()
  }

  /** The rows as the room has them. */
  allConfirmed(): Iterable<Row> {
    return this.confirmed.all()
  }

  /** The rows that are gone by the own batch. */
  goneBy(counter: number): Iterable<Row> {
    return this.overlay.goneBy({ author: this.self.author, counter })
  }

  // Each of these returns the ids of the rows that may have changed in the view.

  /** Confirmed begins anew. Nothing is left in the view but what pending batches give birth to. */
  reset(): Set<ObjectId> {
    this.confirmed = new Image()
    this.overlay = new RowOverlay(this.confirmed)
    const named = new Set(this.pending.namedRows())
    for (const id of named) this.refold(id)
    return named
  }

  /** A snapshot's rows. One that is held already in a newer state stays. */
  addRows(rows: readonly Row[]): Set<ObjectId> {
    const added = new Set<ObjectId>()
    for (const row of rows) {
      const held = this.confirmed.get(row.id)
      if (held !== null && held.seq >= row.seq) continue
      this.confirmed.put(row)
      // Where nothing is pending, nothing lies above the rows.
      if (this.pending.size > 0) this.refold(row.id)
      added.add(row.id)
    }
    return added
  }

  /** A batch of the log; it is pending no longer. */
  apply(placed: PlacedBatch): Set<ObjectId> {
    // A sweep reaches its own batch's births once they have their seq, and not before.
    const sweeps = placed.ops.some(op => op.kind === 'sweep')
    const isAsSeen = !sweeps && this.pending.isOldestOwn(placed)
    const left = this.pending.delete(placed)
    const changed = this.confirmed.apply(placed)
    for (const id of changed) {
      if (isAsSeen && left !== null) this.rebase(id, left)
      else this.refold(id)
    }
    for (const id of left?.reached ?? []) {
      if (changed.has(id)) continue
      this.refold(id)
      changed.add(id)
    }
    return changed
  }

  /** An own batch, on top of all. Returns what became of the rows that it changed. */
  pend(batch: Batch): RowChange[] {
    const before = new Map<ObjectId, Row | null>()
    const changed = this.foldOnTop(this.pending.add(batch), recording(this.overlay, before))
    return Array.from(changed, id => {
      const after = must(this.overlay.get(id), id)
      return { before: before.get(id) ?? null, after }
    })
  }

  /** A batch of another author, of an earlier visit for instance: below all own ones. */
  adopt(batch: Batch, person: PersonId): Set<ObjectId> {
    const pending = this.pending.adopt(batch, person)
    const changed = this.foldOnTop(pending, this.overlay)
    if (!this.pending.hasOwn) return changed
    // Own work was folded without it. By name it reaches certain rows; by scope it may reach any, and of
    // those that own work left as they are it has just done so.
    const byScope = batch.ops.some(({ kind }) => kind === 'sweep' || kind === 'restore')
    const covered = byScope ? Array.from(this.overlay.ids()) : []
    for (const id of [...pending.reached, ...covered]) changed.add(id)
    for (const id of changed) this.refold(id)
    return changed
  }

  /** The batch is not pending any more: it is in confirmed already, or never will be. */
  drop(ref: BatchRef): Set<ObjectId> {
    const left = this.pending.delete(ref)
    if (left === null) return new Set()
    for (const id of left.reached) this.refold(id)
    return left.reached
  }

  private foldOnTop({ batch, person, seq, reached }: PendingBatch, rows: RowTable): Set<ObjectId> {
    const { author, counter, ops } = batch
    const changed = applyBatch(rows, { author, person, counter, seq, ops })
    for (const id of changed) reached.add(id)
    return changed
  }

  private refold(id: ObjectId): void {
    const confirmed = this.confirmed.get(id)
    let row = confirmed
    for (const { op, context } of this.pending.opsOn(id, confirmed)) {
      this.refoldedOps += 1
      const next = nextRow(row, op, context)
      if (next === row) continue
      row = next
      this.pending.noteReached(context.seq, id)
    }
    if (row === null || row === confirmed) this.overlay.uncover(id)
    else this.overlay.put(row)
  }

  /**
   * The oldest own batch came back and changed the row as it had changed it in the view, since the view
   * was folded over the very row that the room had (but where an adopted batch lies below). So the rest need not be folded again; only the
   * birth is known now. (A sweep asks for the birth: with one pending, the row is folded.)
   */
  private rebase(id: ObjectId, left: PendingBatch): void {
    const confirmed = this.confirmed.get(id)
    const rest = this.pending.opsOn(id, confirmed)
    const seen = this.overlay.get(id)
    const newest = rest.at(-1)
    if ((rest[0]?.context.seq ?? left.seq) < left.seq) return this.refold(id)
    if (confirmed === null || seen === null || newest === undefined) return this.refold(id)
    const isSameBirth = seen.born === confirmed.born && seen.bornAt === confirmed.bornAt
    if (!this.overlay.has(id) || (this.pending.hasSweeps && !isSameBirth)) return this.refold(id)
    // Should none of the rest do anything to it, then the last of them uncovers it as it leaves.
    this.pending.noteReached(newest.context.seq, id)
    if (isSameBirth) return
    this.overlay.put({ ...seen, born: confirmed.born, bornAt: confirmed.bornAt })
  }
}
