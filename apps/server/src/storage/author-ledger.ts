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

/** So many, by ascending counters. Most authors only look on: the map is made with the first one. */
class NewestBatches<T> {
  private readonly maxCount: number
  private batches: Map<number, T> | null = null

  constructor(maxCount: number) {
    this.maxCount = maxCount
  }

  get(counter: number): T | null {
    return this.batches?.get(counter) ?? null
  }

  all(): Iterable<readonly [counter: number, batch: T]> {
    return this.batches ?? []
  }

  /** Returns the counter of the one that gives way, or 0. */
  put(counter: number, batch: T): number {
    this.batches ??= new Map()
    this.batches.set(counter, batch)
    if (this.batches.size <= this.maxCount) return 0
    const oldest = this.batches.keys().next().value ?? 0
    this.batches.delete(oldest)
    return oldest
  }
}

export class LedgerAuthor {
  readonly person: PersonId
  /** The last counter that has a place, stored or not. */
  placed: number
  /** The last counter that has ended, as everybody may know. */
  settled: number
  connections = 0
  readonly pending = new Map<number, Pending>()
  private readonly logged = new NewestBatches<Logged>(REMEMBERED_BATCHES)
  /** As many as a client may hold and a welcome may name. */
  private readonly refusals = new NewestBatches<Refused>(REFUSALS_PER_AUTHOR)
  /** What is in the log up to here is known to the storage alone. */
  private forgottenTo: number

  constructor({ person, last, refusals }: StoredAuthor) {
    this.person = person
    this.placed = last
    this.settled = last
    this.forgottenTo = last
    for (const { counter, digest, refusal } of refusals) {
      this.refusals.put(counter, { kind: 'refused', digest, refusal })
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
    if (ended.kind === 'refused') this.refusals.put(counter, ended)
    else this.forgottenTo = Math.max(this.forgottenTo, this.logged.put(counter, ended))
  }

  /** Whether the storage may know of a batch that is unknown here. */
  mayHaveForgotten(counter: number): boolean {
    return counter <= this.forgottenTo
  }

  endOf(counter: number): Ended | null {
    return this.refusals.get(counter) ?? this.logged.get(counter)
  }

  refusedFrom(floor: number): RefusedBatch[] {
    const all = [...this.refusals.all()].filter(([counter]) => counter >= floor)
    return all.map(([counter, { refusal }]) => ({ counter, refusal }))
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
