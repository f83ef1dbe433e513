// Small pieces that the tests of this package share: authors, batches, a stroke's header.

import {
  type AuthorId,
  type Batch,
  type BatchRef,
  encodeOps,
  Image,
  type InkHeader,
  type LogEntry,
  type Op,
  type PersonId,
} from '@inkroom/protocol'
import { Document } from '../document.ts'

/** The n-th made-up author and person. */
export function selfOf(n: number): { author: AuthorId; person: PersonId } {
  const digits = n.toString(16).padStart(16, '0')
  // Ids are born from secrets elsewhere; a test names its own.
  return { author: digits as AuthorId, person: digits.replaceAll('0', 'f') as PersonId }
}

export const HEADER: InkHeader = {
  brush: 'pen',
  color: { kind: 'palette', index: 3 },
  size: 16,
  opacity: 255,
  gridExponent: 3,
  hasPressure: false,
  x: 80,
  y: 160,
  pressure: 255,
}

export const sample = (x: number, y: number) => ({ x, y, pressure: 255 })

export function batchOf(author: AuthorId, counter: number, ops: readonly Op[]): Batch {
  return { author, counter, ops, bytes: encodeOps(ops) }
}

/** A document with a client that submits at once, and a room that takes batches when it is told to. */
export class Desk {
  readonly document: Document
  readonly self: { author: AuthorId; person: PersonId }
  private counter = 0
  private readonly unsent: Batch[] = []

  constructor(n: number) {
    this.self = selfOf(n)
    this.document = new Document(this.self)
  }

  readonly submit = (ops: readonly Op[]): Batch => {
    this.counter += 1
    const batch = batchOf(this.self.author, this.counter, ops)
    this.document.pend(batch)
    this.unsent.push(batch)
    return batch
  }

  /** The desk's own batch with this counter. */
  ref(counter: number): BatchRef {
    return { author: this.self.author, counter }
  }

  /** The oldest batch that was not taken yet. */
  take(): Batch | null {
    return this.unsent.shift() ?? null
  }
}

/** A room without a server: batches in the order in which they are put. */
export class Table {
  readonly desks: readonly Desk[]
  readonly log: { entry: LogEntry; ops: readonly Op[] }[] = []
  /** What the room's log folds to. */
  readonly image = new Image()

  constructor(...desks: readonly Desk[]) {
    this.desks = desks
  }

  /** Puts the desk's oldest batch into the log; every document gets it at once. */
  put(desk: Desk): void {
    const batch = desk.take()
    if (batch === null) return
    const { author, counter, bytes, ops } = batch
    const seq = this.log.length + 1
    const entry = { seq, author, person: desk.self.person, counter, bytes }
    this.log.push({ entry, ops })
    this.image.apply({ ...entry, ops })
    for (const { document } of this.desks) document.apply(entry, ops)
  }

  /** Everything that the desks hold. */
  settle(): void {
    for (const desk of this.desks) while (desk.document.pendingCount > 0) this.put(desk)
  }
}
