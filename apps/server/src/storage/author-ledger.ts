// What a log knows of its authors while they are connected: who they belong to, how far they have got,
// and what became of their recent batches, so that a batch sent twice ends once.

import {
  type AuthorId,
  type BatchDigest,
  must,
  type PersonId,
  type Refusal,
  type RefusedBatch,
} from '@inkroom/protocol'
import { REFUSALS_PER_AUTHOR, REMEMBERED_BATCHES } from '../bounds.ts'
import type { StoredAuthor } from './medium.ts'
import type { AppendOutcome } from './storage.ts'

/** A batch with its place, whose commit is under way. */
export interface Pending {
  readonly digest: BatchDigest
  readonly outcome: Promise<AppendOutcome>
}

interface Logged {
  readonly kind: 'logged'
  readonly digest: BatchDigest
  readonly seq: number
}

interface Refused {
  readonly kind: 'refused'
  readonly digest: BatchDigest
  readonly refusal: Refusal
}

export type Ended = Logged | Refused

export class LedgerAuthor {
  readonly person: PersonId
  /** The last counter that has a place, stored or not. */
  placed: number
  /** The last counter that has ended, as everybody may know. */
  settled: number
  connections = 0
  readonly pending = new Map<number, Pending>()
  /** The newest; by ascending counters. */
  private readonly logged = new Map<number, Logged>()
  /** The newest, as many as a client may hold and a welcome may name; by ascending counters. */
  private readonly refusals = new Map<number, Refused>()
  /** What is in the log up to here is known to the storage alone. */
  private forgottenTo: number

  constructor({ person, last, refusals }: StoredAuthor) {
    this.person = person
    this.placed = last
    this.settled = last
    this.forgottenTo = last
    for (const { counter, digest, refusal } of refusals.slice(-REFUSALS_PER_AUTHOR)) {
      this.refusals.set(counter, { kind: 'refused', digest, refusal })
    }
  }

  /** The client holds nothing below: those counters are used up. */
  raise(floor: number): void {
    this.placed = Math.max(this.placed, floor - 1)
    if (this.pending.size === 0) this.settled = this.placed
  }

  end(counter: number, ended: Ended): void {
    this.pending.delete(counter)
    this.settled = this.pending.size === 0 ? this.placed : Math.max(this.settled, counter)
    if (ended.kind === 'refused') this.noteRefused(counter, ended)
    else this.noteLogged(counter, ended)
  }

  /** Whether the storage may know of a batch that is unknown here. */
  mayHaveForgotten(counter: number): boolean {
    return counter <= this.forgottenTo
  }

  endOf(counter: number): Ended | null {
    return this.refusals.get(counter) ?? this.logged.get(counter) ?? null
  }

  refusedFrom(floor: number): RefusedBatch[] {
    const all = [...this.refusals].filter(([counter]) => counter >= floor)
    return all.map(([counter, { refusal }]) => ({ counter, refusal }))
  }

  private noteRefused(counter: number, refused: Refused): void {
    this.refusals.set(counter, refused)
    if (this.refusals.size > REFUSALS_PER_AUTHOR) dropOldest(this.refusals)
  }

  private noteLogged(counter: number, logged: Logged): void {
    this.logged.set(counter, logged)
    if (this.logged.size <= REMEMBERED_BATCHES) return
    this.forgottenTo = Math.max(this.forgottenTo, dropOldest(this.logged))
  }
}

/** Returns its counter. */
function dropOldest(ended: Map<number, Ended>): number {
  const oldest = ended.keys().next().value ?? 0
  ended.delete(oldest)
  return oldest
}

export class AuthorLedger {
  private readonly authors = new Map<AuthorId, LedgerAuthor>()

  find(author: AuthorId): LedgerAuthor | null {
    return this.authors.get(author) ?? null
  }

  must(author: AuthorId): LedgerAuthor {
    return must(this.find(author), 'an author is admitted before its batches')
  }

  /** One more connection of the author; `stored` counts where it is not known yet. */
  enter(author: AuthorId, stored: StoredAuthor): LedgerAuthor {
    const known = this.find(author) ?? new LedgerAuthor(stored)
    this.authors.set(author, known)
    known.connections += 1
    return known
  }

  /** Forgets an author that is neither connected nor waiting: the storage knows the rest. */
  release(author: AuthorId): void {
    const known = this.find(author)
    if (known !== null && known.connections === 0 && known.pending.size === 0) {
      this.authors.delete(author)
    }
  }
}
