// One board's log over any medium: gives each batch its place, once, and emits what is stored.
//
// A place (seq, counter, chain) is given as a batch comes. It stays the same however often the commit is
// tried, and nothing behind it is stored without it; so a place is never given twice.

import {
  type AuthorId,
  assert,
  type BatchDigest,
  batchDigestOf,
  type ChainHash,
  nextChain,
  type Refusal,
  type RoomId,
} from '@inkroom/protocol'
import { TRIM_BYTES, UNSETTLED_OVERHEAD_BYTES, UNSETTLED_ROOM_BYTES } from '../bounds.ts'
import { AuthorLedger, type Ended, type LedgerAuthor } from './author-ledger.ts'
import { Backlog } from './backlog.ts'
import { emissionsOf, hashWithin, type Placed, partOf, updatesOf } from './commit-parts.ts'
import type { CommitSource, GroupCommit } from './group-commit.ts'
import { LogQuota } from './log-quota.ts'
import { LogSearch } from './log-search.ts'
import type { Medium, RoomCommit } from './medium.ts'
import { CONFLICT, outcomeOf, refusedAs, repeated } from './outcome.ts'
import type {
  Admission,
  AppendOutcome,
  Checkpoint,
  CheckpointMark,
  Emission,
  LogHead,
  NewBatch,
  RoomLog,
  RowsPage,
  Settled,
  StoredPart,
  Writer,
} from './storage.ts'

interface Queued extends Placed {
  readonly resolve: (outcome: AppendOutcome) => void
}

interface Gathered {
  readonly placed: readonly Queued[]
  readonly emissions: readonly Emission[]
}

export interface OrderedLogOptions {
  readonly name: string
  readonly room: RoomId
  readonly head: LogHead
  readonly checkpoint: CheckpointMark
  readonly floor: LogHead
  readonly storedBytes: number
  readonly maxBytes: number
  /** 0 for all. */
  readonly keepBytes: number
  readonly medium: Medium
  readonly commits: GroupCommit
  /** Of all boards. */
  readonly backlog: Backlog
  /** A listener's mistake is not the log's. */
  readonly onListenerError: (error: unknown) => void
}

export class OrderedLog implements RoomLog, CommitSource {
  readonly name: string
  readonly room: RoomId
  private readonly options: OrderedLogOptions
  private readonly ledger = new AuthorLedger()
  private readonly search = new LogSearch(this)
  private readonly listeners = new Set<(emission: Emission) => void>()
  private queued: Queued[] = []
  private gathered: Gathered = { placed: [], emissions: [] }
  /** Behind the last batch that has a place. */
  private tail: LogHead
  private stored: LogHead
  private mark: CheckpointMark
  private bottom: LogHead
  private readonly quota: LogQuota
  private readonly backlog: Backlog

  constructor(options: OrderedLogOptions) {
    this.options = options
    this.name = options.name
    this.room = options.room
    this.tail = options.head
    this.stored = options.head
    this.mark = options.checkpoint
    this.bottom = options.floor
    this.quota = new LogQuota(options)
    this.backlog = new Backlog(UNSETTLED_ROOM_BYTES, options.backlog)
  }

  get head(): LogHead {
    return this.stored
  }

  get checkpoint(): CheckpointMark {
    return this.mark
  }

  get floor(): LogHead {
    return this.bottom
  }

  get isFull(): boolean {
    return this.quota.isFull
  }

  get unsettledBytes(): number {
    return this.backlog.bytes
  }

  get unsettledLoad(): number {
    return this.backlog.load
  }

  get isTrimDue(): boolean {
    const { keepBytes } = this.options
    return keepBytes > 0 && this.quota.storedBytes > keepBytes
  }

  readRows(after: number, maxBytes: number): Promise<RowsPage> {
    return this.options.medium.readRows(this.name, after, maxBytes)
  }

  read(afterSeq: number, maxBytes: number): Promise<readonly StoredPart[]> {
    return this.options.medium.readLog(this.name, afterSeq, maxBytes)
  }

  async hashAt(seq: number): Promise<ChainHash | null> {
    if (seq <= this.bottom.seq || seq >= this.stored.seq) return this.hashAtEnds(seq)
    const [part] = await this.read(seq - 1, 1)
    // It may have been cut meanwhile: what is left begins above it.
    if (part === undefined || part.first > seq) return this.hashAtEnds(seq)
    return hashWithin(part, seq)
  }

  async admit({ author, person }: Writer, floor: number): Promise<Admission> {
    const isKnown = this.ledger.find(author) !== null
    const stored = isKnown ? null : await this.options.medium.findAuthor(this.name, author)
    // Two connections may have asked at once: the first answer stands. From here on nothing waits.
    const known = this.ledger.enter(author, stored ?? { person, last: 0, refusals: [] })
    if (known.person !== person) {
      this.dismiss(author)
      return { kind: 'taken' }
    }
    known.raise(floor)
    return { kind: 'admitted' }
  }

  dismiss(author: AuthorId): void {
    this.ledger.must(author).connections -= 1
    this.ledger.release(author)
  }

  settled(author: AuthorId, floor: number): Settled {
    const known = this.ledger.must(author)
    return { last: Math.max(known.settled, floor - 1), refused: known.refusedFrom(floor) }
  }

  append(batch: NewBatch): Promise<AppendOutcome> {
    const digest = batchDigestOf(batch.bytes)
    const author = this.ledger.must(batch.author)
    if (batch.counter <= author.placed) return this.repeat(author, batch, digest)
    if (!this.quota.place(batch)) {
      return this.place(author, batch, refusedAs(digest, 'board-full'))
    }
    const seq = this.tail.seq + 1
    const hash = nextChain(this.tail.hash, { ...batch, digest })
    this.tail = { seq, hash }
    return this.place(author, batch, { kind: 'logged', digest, seq })
  }

  refuse(batch: NewBatch, refusal: Refusal): Promise<AppendOutcome> {
    const digest = batchDigestOf(batch.bytes)
    const author = this.ledger.must(batch.author)
    if (batch.counter <= author.placed) return this.repeat(author, batch, digest)
    return this.place(author, batch, refusedAs(digest, refusal))
  }

  subscribe(listener: (emission: Emission) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  weighRows(bytes: number): void {
    this.quota.weighRows(bytes)
  }

  async saveCheckpoint(checkpoint: Checkpoint): Promise<boolean> {
    const result = await this.options.medium.saveCheckpoint(this.name, checkpoint)
    if (result === 'full') return false
    const { seq, hash, digest } = checkpoint
    this.mark = { seq, hash, digest }
    return true
  }

  async trim(): Promise<void> {
    const { medium, keepBytes } = this.options
    // Piece by piece: what is asked of the storage meanwhile is done between them.
    for (let isMore = this.isTrimDue; isMore; ) {
      const trimmed = await medium.trimLog(this.name, { keepBytes, atOnceBytes: TRIM_BYTES })
      if (trimmed === 'full') return
      this.bottom = trimmed.floor ?? this.bottom
      this.quota.release(trimmed.removedBytes)
      isMore = trimmed.removedBytes >= TRIM_BYTES
    }
  }

  gather(): RoomCommit {
    const placed = this.queued
    this.queued = []
    const emissions = emissionsOf(placed, this.stored)
    this.gathered = { placed, emissions }
    const authors = updatesOf(placed)
    const head = emissions.at(-1) ?? { last: this.stored.seq, hash: this.stored.hash }
    return {
      name: this.name,
      room: this.room,
      parts: emissions.map(partOf),
      head: { seq: head.last, hash: head.hash },
      authors,
    }
  }

  emit(): void {
    const { placed, emissions } = this.gathered
    this.gathered = { placed: [], emissions: [] }
    for (const { batch } of placed) this.backlog.remove(weightOf(batch))
    const logged = placed.filter(({ ended }) => ended.kind === 'logged')
    this.quota.store(
      logged.map(({ batch }) => batch),
      emissions,
    )
    // First all that is asked synchronously is true, then listeners hear of it.
    for (const { batch, ended } of placed) this.ledger.must(batch.author).end(batch.counter, ended)
    for (const emission of emissions) {
      this.stored = { seq: emission.last, hash: emission.hash }
      for (const listener of this.listeners) this.tell(listener, emission)
    }
    for (const { batch, ended, resolve } of placed) {
      this.ledger.release(batch.author)
      resolve(outcomeOf(ended))
    }
  }

  private hashAtEnds(seq: number): ChainHash | null {
    const end = [this.bottom, this.stored].find(each => each.seq === seq)
    return end?.hash ?? null
  }

  private tell(listener: (emission: Emission) => void, emission: Emission): void {
    try {
      listener(emission)
    } catch (error) {
      this.options.onListenerError(error)
    }
  }

  private place(author: LedgerAuthor, batch: NewBatch, ended: Ended): Promise<AppendOutcome> {
    assert(batch.counter === author.placed + 1, 'counters come without a gap')
    author.placed = batch.counter
    this.backlog.add(weightOf(batch))
    const { digest } = ended
    const outcome = new Promise<AppendOutcome>(resolve => {
      this.queued.push({ batch, ended, hash: this.tail.hash, resolve })
    })
    author.pending.set(batch.counter, { digest, outcome })
    this.options.commits.enqueue(this)
    return outcome
  }

  private async repeat(
    author: LedgerAuthor,
    { author: id, counter }: NewBatch,
    digest: BatchDigest,
  ): Promise<AppendOutcome> {
    const pending = author.pending.get(counter)
    if (pending !== undefined && pending.digest === digest) return repeated(await pending.outcome)
    if (pending !== undefined) return CONFLICT
    const remembered = author.endOf(counter)
    const asks = remembered === null && author.mayHaveForgotten(counter)
    const ended = asks ? await this.search.find({ author: id, counter }) : remembered
    if (ended !== null) return ended.digest === digest ? repeated(outcomeOf(ended)) : CONFLICT
    return asks ? this.belowFloor() : CONFLICT
  }

  /**
   * What became of a batch that the storage has no trace of. With a floor its bytes may have been let go
   * of, so nothing can be compared. It ended in the log then, as refusals stay and are all remembered: to
   * refuse it now would tell its author that work is missing which is on the board.
   */
  private belowFloor(): AppendOutcome {
    const { seq } = this.bottom
    return seq > 0 ? { kind: 'repeated', seq } : CONFLICT
  }
}

const weightOf = ({ bytes }: NewBatch): number => bytes.length + UNSETTLED_OVERHEAD_BYTES
