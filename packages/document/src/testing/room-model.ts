// A room without a server or sockets, for the properties of this package: it orders batches, refuses some,
// and feeds documents as a client would, in pieces and in any interleaving.

import {
  type AuthorId,
  type Batch,
  type BatchRef,
  Image,
  type LogEntry,
  type ObjectId,
  type Op,
  type PersonId,
} from '@inkroom/protocol'
import { BoardView } from '../board-view.ts'
import { Document } from '../document.ts'
import { batchOf } from './board-kit.ts'

interface Logged {
  readonly entry: LogEntry
  readonly ops: readonly Op[]
}

type Outcome = { readonly kind: 'logged'; readonly seq: number } | { readonly kind: 'refused' }

export class RoomModel {
  readonly log: Logged[] = []
  readonly image = new Image()
  private readonly outcomes = new Map<AuthorId, Outcome[]>()

  get seq(): number {
    return this.log.length
  }

  /** The batch's one outcome. Counters come without a gap, as a connection sends them. */
  take(batch: Batch, person: PersonId, accepts: boolean): void {
    const { author, counter, bytes, ops } = batch
    const outcomes = this.outcomes.get(author) ?? []
    this.outcomes.set(author, outcomes)
    if (
      outcomes.push(accepts ? { kind: 'logged', seq: this.seq + 1 } : { kind: 'refused' }) !==
      counter
    )
      throw new Error(`counter ${counter} out of turn`)
    if (!accepts) return
    const entry = { seq: this.seq + 1, author, person, counter, bytes }
    this.log.push({ entry, ops })
    this.image.apply({ ...entry, ops })
  }

  outcomesOf(author: AuthorId): readonly Outcome[] {
    return this.outcomes.get(author) ?? []
  }
}

interface Adopted {
  readonly batch: Batch
  /** The how manieth adoption it was. */
  readonly nth: number
  readonly person: PersonId
}

type Link =
  | { readonly kind: 'following' }
  /** The snapshot was begun at `seq`; the rows of these ids are still to be read. */
  | { readonly kind: 'joining'; readonly seq: number; readonly unread: ObjectId[] }

export class PeerModel {
  readonly self: { author: AuthorId; person: PersonId }
  readonly document: Document
  /** The same work again, to look at rows. */
  readonly view: BoardView
  /** And what is confirmed, alone. */
  confirmed = new Image()
  /** Earlier visits of the same person, whose work is sent on from here. */
  readonly ghosts: PeerModel[] = []
  private readonly adoptions = new Map<string, Adopted>()
  private adoptedCount = 0
  /** Minted object numbers are 1 … objects. */
  objects = 0
  private readonly room: RoomModel
  private readonly unsettled = new Map<number, Batch>()
  /** Of the newest batch. */
  counter = 0
  private sent = 0
  /** The newest seq that was delivered. */
  private seq = 0
  private link: Link = { kind: 'following' }

  constructor(room: RoomModel, self: { author: AuthorId; person: PersonId }) {
    this.room = room
    this.self = self
    this.document = new Document(self)
    this.view = new BoardView(self)
  }

  get pending(): Iterable<Batch> {
    return this.unsettled.values()
  }

  /** The pending work of ghosts, in the order of its adoption. */
  get adopted(): Iterable<Adopted> {
    return this.adoptions.values()
  }

  /** Another tab or page load of the same person. */
  visit(author: AuthorId): PeerModel {
    return new PeerModel(this.room, { author, person: this.self.person })
  }

  /** Takes on what the ghost holds. Some of it may be in the log already: nobody here knows. */
  adopt(ghost: PeerModel): void {
    this.ghosts.push(ghost)
    const { author, person } = ghost.self
    for (const batch of ghost.pending) {
      this.adoptedCount += 1
      this.adoptions.set(`${author}-${batch.counter}`, { batch, person, nth: this.adoptedCount })
      this.document.adopt(batch, person)
      this.view.adopt(batch, person)
    }
  }

  readonly submit = (ops: readonly Op[]): Batch => {
    this.counter += 1
    const batch = batchOf(this.self.author, this.counter, ops)
    this.unsettled.set(batch.counter, batch)
    this.document.pend(batch)
    this.view.pend(batch)
    return batch
  }

  /** The room gets the oldest batch that it has not got yet. */
  send(accepts: boolean): boolean {
    const batch = this.unsettled.get(this.sent + 1)
    if (batch === undefined) return false
    this.sent += 1
    this.room.take(batch, this.self.person, accepts)
    return true
  }

  /** One row or one entry. False where there is nothing. */
  receive(): boolean {
    if (this.link.kind === 'joining') return this.receiveRow(this.link)
    const next = this.room.log[this.seq]
    if (next === undefined) return false
    this.seq += 1
    this.apply(next)
    return true
  }

  /** What was refused so far, and which work of ghosts is known to be behind what is here. */
  hearRefusals(): void {
    for (const author of this.authors()) {
      this.room.outcomesOf(author).forEach(({ kind }, index) => {
        const ref = { author, counter: index + 1 }
        if (kind !== 'refused' || !this.forget(ref)) return
        this.document.refuse(ref, 'forbidden')
        this.view.drop(ref)
      })
    }
    if (this.link.kind === 'following') this.settleUpTo(this.seq)
  }

  /** A snapshot begins, for whatever reason. Its rows are read later, one by one, as they are then. */
  join(): void {
    const unread = Array.from(this.room.image.all(), ({ id }) => id)
    this.link = { kind: 'joining', seq: this.room.seq, unread }
    this.document.reset()
    this.view.reset()
    this.confirmed = new Image()
  }

  private receiveRow(link: Extract<Link, { kind: 'joining' }>): boolean {
    const id = link.unread.pop()
    const row = id === undefined ? null : this.room.image.get(id)
    if (row !== null) {
      this.document.addRows([row])
      this.view.addRows([row])
      this.confirmed.put(row)
      return true
    }
    this.seq = link.seq
    this.link = { kind: 'following' }
    this.settleUpTo(link.seq)
    return true
  }

  private apply({ entry, ops }: Logged): void {
    this.forget(entry)
    this.document.apply(entry, ops)
    this.view.apply({ ...entry, ops })
    this.confirmed.apply({ ...entry, ops })
  }

  private settleUpTo(seq: number): void {
    for (const author of this.authors()) {
      this.room.outcomesOf(author).forEach((outcome, index) => {
        const ref = { author, counter: index + 1 }
        const isIn = outcome.kind === 'logged' && outcome.seq <= seq
        if (!isIn || !this.forget(ref)) return
        this.document.settle(ref)
        this.view.drop(ref)
      })
    }
  }

  private authors(): AuthorId[] {
    return [this.self, ...this.ghosts.map(({ self }) => self)].map(({ author }) => author)
  }

  /** Whether it was pending here. */
  private forget({ author, counter }: BatchRef): boolean {
    if (author === this.self.author) return this.unsettled.delete(counter)
    return this.adoptions.delete(`${author}-${counter}`)
  }
}
