// The own batches that are not settled, in their order, found again by the rows that they may reach.

import type {
  Batch,
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
 * Pending batches are folded as if the room had put them behind everything. Seqs and counters stay far
 * below 2^52, so the sum is exact and greater than any seq of the room.
 */
export const PENDING_SEQ = 2 ** 52

/** An op with what the fold must know of its batch. */
export interface PendingOp<Kind extends Op = Op> {
  readonly op: Kind
  readonly context: FoldContext
}

export interface PendingBatch {
  readonly batch: Batch
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

const inRoomOrder = (a: PendingOp, b: PendingOp): number =>
  a.context.counter - b.context.counter || a.context.index - b.context.index

/** By what is certain before the fold: the fold itself decides. */
function mayReach(op: SweepOp, row: Row | null): boolean {
  return row === null || (row.page === op.page && row.born <= op.bornUpTo)
}

export class PendingBatches {
  private readonly person: PersonId
  private readonly batches = new Map<number, PendingBatch>()
  private readonly opsByRow = new Map<ObjectId, PendingOp[]>()
  private sweeps: PendingOp<SweepOp>[] = []
  private readonly restoresOf = new Map<number, PendingOp<RestoreOp>[]>()
  private newest = 0

  constructor(person: PersonId) {
    this.person = person
  }

  get size(): number {
    return this.batches.size
  }

  get hasSweeps(): boolean {
    return this.sweeps.length > 0
  }

  isOldest(counter: number): boolean {
    for (const oldest of this.batches.keys()) return oldest === counter
    return false
  }

  /** The rows that pending ops name. */
  namedRows(): Iterable<ObjectId> {
    return this.opsByRow.keys()
  }

  /** Behind all others. */
  add(batch: Batch): PendingBatch {
    const { author, counter } = batch
    assert(counter > this.newest, `batch ${counter} is pended after ${this.newest}`)
    this.newest = counter
    const placed = { author, person: this.person, counter, seq: PENDING_SEQ + counter }
    const ops = batch.ops.map((op, index) => ({ op, context: { ...placed, index } }))
    const pending: PendingBatch = { batch, ops, reached: new Set() }
    this.batches.set(counter, pending)
    for (const each of ops) this.index(pending, each)
    return pending
  }

  /** Null where it is not pending (any more). */
  delete(counter: number): PendingBatch | null {
    const pending = this.batches.get(counter)
    if (pending === undefined) return null
    this.batches.delete(counter)
    for (const each of pending.ops) this.unindex(pending, each)
    return pending
  }

  get(counter: number): PendingBatch | null {
    return this.batches.get(counter) ?? null
  }

  /** All that may change the row, in order. `confirmed` is the row that they are folded over. */
  opsOn(id: ObjectId, confirmed: Row | null): readonly PendingOp[] {
    const named = this.opsByRow.get(id) ?? []
    if (this.sweeps.length === 0 && this.restoresOf.size === 0) return named
    const sweeps = this.sweeps.filter(({ op }) => mayReach(op, confirmed))
    const restores = this.restoresAfter([...named, ...sweeps], confirmed)
    if (sweeps.length === 0 && restores.length === 0) return named
    return [...named, ...sweeps, ...restores].toSorted(inRoomOrder)
  }

  /** A restore can only undo what an earlier own batch did to the row, confirmed or pending. */
  private restoresAfter(ops: readonly PendingOp[], confirmed: Row | null): readonly PendingOp[] {
    if (this.restoresOf.size === 0) return []
    const removers = new Set<number>()
    if (confirmed !== null && confirmed.gone !== null) removers.add(confirmed.gone.counter)
    for (const { op, context } of ops) {
      if (op.kind === 'remove' || op.kind === 'sweep') removers.add(context.counter)
    }
    return Array.from(removers).flatMap(counter => this.restoresOf.get(counter) ?? [])
  }

  private index(pending: PendingBatch, each: PendingOp): void {
    const { op, context } = each
    if (op.kind === 'sweep') this.sweeps.push({ op, context })
    if (op.kind === 'restore') addTo(this.restoresOf, op.counter, { op, context })
    // An id named twice in one remove is one reach.
    for (const id of new Set(namedIds(pending.batch, op))) {
      addTo(this.opsByRow, id, each)
      pending.reached.add(id)
    }
  }

  private unindex(pending: PendingBatch, { op }: PendingOp): void {
    const { counter } = pending.batch
    if (op.kind === 'sweep') this.sweeps = withoutBatch(this.sweeps, counter)
    if (op.kind === 'restore') removeFrom(this.restoresOf, op.counter, counter)
    for (const id of namedIds(pending.batch, op) ?? []) removeFrom(this.opsByRow, id, counter)
  }
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Takes a batch's ops out of an ascending list. Mostly the oldest batch leaves: then nothing is copied. */
function withoutBatch<O extends PendingOp>(ops: O[], counter: number): O[] {
  while (ops[0]?.context.counter === counter) ops.shift()
  const mayHoldMore = (ops[0]?.context.counter ?? counter) < counter
  return mayHoldMore ? ops.filter(each => each.context.counter !== counter) : ops
}

function removeFrom<K, O extends PendingOp>(lists: Map<K, O[]>, key: K, counter: number): void {
  const list = lists.get(key)
  if (list === undefined) return
  const left = withoutBatch(list, counter)
  if (left.length === 0) lists.delete(key)
  else lists.set(key, left)
}
