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

export type Ended =
  | { readonly kind: 'logged'; readonly digest: BatchDigest; readonly seq: number }
  | { readonly kind: 'refused'; readonly digest: BatchDigest; readonly refusal: Refusal }

export class LedgerAuthor {
  readonly person: PersonId
  /** The last counter that has a place, stored or not. */
  placed: number
  /** The last counter that has ended, as everybody may know. */
  settled: number
  connections = 0
  readonly pending = new Map<number, Pending>()
  private readonly ended = new Map<number, Ended>()
  /** The newest, as many as a client may hold and a welcome may name; by ascending counters. */
  private readonly refusals = new Map<number, Refusal>()
  /** What ended up to here is known to the storage alone. */
  private forgottenTo: number

  constructor({ person, last, refusals }: StoredAuthor) {
    this.person = person
    this.placed = last
    this.settled = last
    this.forgottenTo = last
    for (const { counter, digest, refusal } of refusals.slice(-REFUSALS_PER_AUTHOR)) {
      this.noteRefusal(counter, refusal)
      this.ended.set(counter, { kind: 'refused', digest, refusal })
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
    this.ended.set(counter, ended)
    if (ended.kind === 'refused') this.noteRefusal(counter, ended.refusal)
    if (this.ended.size > REMEMBERED_BATCHES) this.forgetOldest()
  }

  /** Whether the storage may know of a batch that is unknown here. */
  mayHaveForgotten(counter: number): boolean {
    return counter <= this.forgottenTo
  }

  endOf(counter: number): Ended | null {
    return this.ended.get(counter) ?? null
  }

  refusedFrom(floor: number): RefusedBatch[] {
    const all = [...this.refusals].filter(([counter]) => counter >= floor)
    return all.map(([counter, refusal]) => ({ counter, refusal }))
  }

  private noteRefusal(counter: number, refusal: Refusal): void {
    this.refusals.set(counter, refusal)
    if (this.refusals.size <= REFUSALS_PER_AUTHOR) return
    for (const oldest of this.refusals.keys()) {
      this.refusals.delete(oldest)
      return
    }
  }

  private forgetOldest(): void {
    const oldest = this.ended.keys().next().value
    if (oldest === undefined) return
    this.ended.delete(oldest)
    this.forgottenTo = Math.max(this.forgottenTo, oldest)
  }
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
