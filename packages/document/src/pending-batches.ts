// The batches that are not settled, in the order in which they are folded: first those adopted from other
// authors, then the own ones. They are found again by the rows that they may reach.

import type {
  AuthorId,
  Batch,
  BatchRef,
  FoldContext,
  ObjectId,
  Op,
  PersonId,
  RestoreOp,
  Row,
  SweepOp,
} from '@inkroom/protocol'
import { assert, objectIdOf, unreachable } from '@inkroom/protocol'

/**
 * Pending batches are folded as if the room had put them behind everything. A room's seqs stay far below
 * 2^52, the number of adopted batches and the counters far below 2^51: so the sums are exact, an adopted
 * batch stands behind all of the room, and an own one behind all adopted ones.
 */
export const ADOPTED_SEQ = 2 ** 52
export const PENDING_SEQ = ADOPTED_SEQ + 2 ** 51

/** An op with what the fold must know of its batch. */
export interface PendingOp<Kind extends Op = Op> {
  readonly op: Kind
  readonly context: FoldContext
}

export interface PendingBatch {
  readonly batch: Batch
  readonly person: PersonId
  /** Its place among the pending ones, and behind the room's. */
  readonly seq: number
  readonly ops: readonly PendingOp[]
  /** Rows of the view that the batch names or changed; some may have been refolded without it since. */
  readonly reached: Set<ObjectId>
}

/** Rows that the op names itself; null where it reaches by scope or by an earlier batch. */
function namedIds(batch: Batch, op: Op): readonly ObjectId[] | null {
  switch (op.kind) {
    case 'create':
    case 'extend':
      return [objectIdOf(batch.author, op.n)]
    case 'set':
      return [op.id]
    case 'remove':
      return op.ids
    case 'sweep':
    case 'restore':
      return null
    default:
      return unreachable(op)
  }
}

const inFoldOrder = (a: PendingOp, b: PendingOp): number =>
  a.context.seq - b.context.seq || a.context.index - b.context.index

const keyOf = ({ author, counter }: BatchRef): string => `${author}-${counter}`

/** By what is certain before the fold: the fold itself decides. */
function mayReach(op: SweepOp, row: Row | null): boolean {
  return row === null || (row.page === op.page && row.born <= op.bornUpTo)
}

export class PendingBatches {
  private readonly self: { readonly author: AuthorId; readonly person: PersonId }
  /** By counter. */
  private readonly own = new Map<number, PendingBatch>()
  /** By seq. */
  private readonly adopted = new Map<number, PendingBatch>()
  private readonly adoptedSeqs = new Map<string, number>()
  private readonly opsByRow = new Map<ObjectId, PendingOp[]>()
  private sweeps: PendingOp<SweepOp>[] = []
  /** By the batch that they take back. */
  private readonly restoresOf = new Map<string, PendingOp<RestoreOp>[]>()
  private newest = 0
  private newestAdopted = ADOPTED_SEQ

  constructor(self: { readonly author: AuthorId; readonly person: PersonId }) {
    this.self = self
  }

  get size(): number {
    return this.own.size + this.adopted.size
  }

  get hasSweeps(): boolean {
    return this.sweeps.length > 0
  }

  get hasOwn(): boolean {
    return this.own.size > 0
  }

  isOldestOwn({ author, counter }: BatchRef): boolean {
    if (author !== this.self.author) return false
    for (const oldest of this.own.keys()) return oldest === counter
    return false
  }

  /** The rows that pending ops name. */
  namedRows(): Iterable<ObjectId> {
    return this.opsByRow.keys()
  }

  /** An own one, behind all others. */
  add(batch: Batch): PendingBatch {
    const { counter } = batch
    assert(counter > this.newest, `batch ${counter} is pended after ${this.newest}`)
    this.newest = counter
    const pending = this.place(batch, this.self.person, PENDING_SEQ + counter)
    this.own.set(counter, pending)
    return pending
  }

  /** One of another author, behind those adopted before and below the own ones. */
  adopt(batch: Batch, person: PersonId): PendingBatch {
    const key = keyOf(batch)
    assert(batch.author !== this.self.author, 'own batches are not adopted')
    assert(!this.adoptedSeqs.has(key), `batch ${key} is adopted twice`)
    this.newestAdopted += 1
    const pending = this.place(batch, person, this.newestAdopted)
    this.adopted.set(pending.seq, pending)
    this.adoptedSeqs.set(key, pending.seq)
    return pending
  }

  /** Null where it is not pending (any more). */
  delete(ref: BatchRef): PendingBatch | null {
    const pending = ref.author === this.self.author ? this.takeOwn(ref) : this.takeAdopted(ref)
    for (const each of pending?.ops ?? []) if (pending !== null) this.unindex(pending, each)
    return pending
  }

  /** The batch with this seq changed the row. */
  noteReached(seq: number, id: ObjectId): void {
    const pending = seq > PENDING_SEQ ? this.own.get(seq - PENDING_SEQ) : this.adopted.get(seq)
    pending?.reached.add(id)
  }

  /** All that may change the row, in order. `confirmed` is the row that they are folded over. */
  opsOn(id: ObjectId, confirmed: Row | null): readonly PendingOp[] {
    const named = this.opsByRow.get(id) ?? []
    if (this.sweeps.length === 0 && this.restoresOf.size === 0) return named
    const sweeps = this.sweeps.filter(({ op }) => mayReach(op, confirmed))
    const restores = this.restoresAfter([...named, ...sweeps], confirmed)
    if (sweeps.length === 0 && restores.length === 0) return named
    return [...named, ...sweeps, ...restores].toSorted(inFoldOrder)
  }

  /** A restore can only undo what an earlier batch of its author did to the row, confirmed or pending. */
  private restoresAfter(ops: readonly PendingOp[], confirmed: Row | null): readonly PendingOp[] {
    if (this.restoresOf.size === 0) return []
    const removers = new Set<string>()
    if (confirmed !== null && confirmed.gone !== null) removers.add(keyOf(confirmed.gone))
    for (const { op, context } of ops) {
      if (op.kind === 'remove' || op.kind === 'sweep') removers.add(keyOf(context))
    }
    return Array.from(removers).flatMap(key => this.restoresOf.get(key) ?? [])
  }

  private place(batch: Batch, person: PersonId, seq: number): PendingBatch {
    const { author, counter } = batch
    const placed = { author, person, counter, seq }
    const ops = batch.ops.map((op, index) => ({ op, context: { ...placed, index } }))
    const pending: PendingBatch = { batch, person, seq, ops, reached: new Set() }
    for (const each of ops) this.index(pending, each)
    return pending
  }

  private takeOwn({ counter }: BatchRef): PendingBatch | null {
    const pending = this.own.get(counter) ?? null
    this.own.delete(counter)
    return pending
  }

  private takeAdopted(ref: BatchRef): PendingBatch | null {
    const seq = this.adoptedSeqs.get(keyOf(ref))
    if (seq === undefined) return null
    const pending = this.adopted.get(seq) ?? null
    this.adoptedSeqs.delete(keyOf(ref))
    this.adopted.delete(seq)
    return pending
  }

  private index(pending: PendingBatch, each: PendingOp): void {
    const { op, context } = each
    const { author } = context
    if (op.kind === 'sweep') insert(this.sweeps, { op, context })
    if (op.kind === 'restore') {
      addTo(this.restoresOf, keyOf({ author, counter: op.counter }), { op, context })
    }
    // An id named twice in one remove is one reach.
    for (const id of new Set(namedIds(pending.batch, op))) {
      addTo(this.opsByRow, id, each)
      pending.reached.add(id)
    }
  }

  private unindex({ batch, seq }: PendingBatch, { op }: PendingOp): void {
    const { author } = batch
    if (op.kind === 'sweep') this.sweeps = withoutBatch(this.sweeps, seq)
    if (op.kind === 'restore') {
      removeFrom(this.restoresOf, keyOf({ author, counter: op.counter }), seq)
    }
    for (const id of namedIds(batch, op) ?? []) removeFrom(this.opsByRow, id, seq)
  }
}

/** Keeps the list in order. Mostly the newest op comes last; an adopted one goes below the own ones. */
function insert<O extends PendingOp>(ops: O[], op: O): void {
  let at = ops.length
  while (at > 0 && (ops[at - 1]?.context.seq ?? 0) > op.context.seq) at -= 1
  if (at === ops.length) ops.push(op)
  else ops.splice(at, 0, op)
}

function addTo<K, O extends PendingOp>(lists: Map<K, O[]>, key: K, op: O): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [op])
  else insert(list, op)
}

/** Takes a batch's ops out of an ascending list. Mostly the oldest batch leaves: then nothing is copied. */
function withoutBatch<O extends PendingOp>(ops: O[], seq: number): O[] {
  while (ops[0]?.context.seq === seq) ops.shift()
  const mayHoldMore = (ops[0]?.context.seq ?? seq) < seq
  return mayHoldMore ? ops.filter(each => each.context.seq !== seq) : ops
}

function removeFrom<K, O extends PendingOp>(lists: Map<K, O[]>, key: K, seq: number): void {
  const list = lists.get(key)
  if (list === undefined) return
  const left = withoutBatch(list, seq)
  if (left.length === 0) lists.delete(key)
  else lists.set(key, left)
}
