// One open board: what its log emits is folded into the image, and fanned out to the connections.
//
//   log ─emission─▸ image, blocks, ring ─▸ one LIVE frame ─▸ every feed that is live

import {
  type AuthorId,
  AuthorTable,
  decodeOps,
  encodeDown,
  encodeLive,
  type Mark,
  type Position,
  type Profile,
} from '@inkroom/protocol'
import type { Clock } from '../clock.ts'
import { partOf } from '../storage/commit-parts.ts'
import type { Emission, RoomLog, StoredPart } from '../storage/storage.ts'
import { type ChangedRows, changedRowsOf, type StoredBytes } from './changed-rows.ts'
import { type EphemeralListener, Ephemerals } from './ephemerals.ts'
import type { Feed, FeedSource } from './feed.ts'
import { loadImage } from './load-image.ts'
import { PartRing } from './part-ring.ts'
import { Presence, type PresenceListener, type PresentPeer } from './presence.ts'
import { SnapshotBlocks } from './snapshot-blocks.ts'
import { SnapshotWalk } from './snapshot-walk.ts'
import type { WeighedImage } from './weighed-image.ts'

export interface RoomOptions {
  readonly clock: Clock
  readonly ringBytes: number
  readonly checkpointMs: number
  /** Neither somebody here nor somebody held: called each time that comes about. */
  readonly onEmpty: (room: Room) => void
  readonly onError: (error: unknown) => void
  /** It could not follow its log: what it holds is not to be trusted any more. */
  readonly onBroken: (room: Room) => void
  /** A feed had to read the storage, since memory did not reach back so far. */
  readonly onStorageRead: () => void
}

/** One connection, as its room sees it. */
export interface Seat extends PresentPeer, PresenceListener, EphemeralListener {
  readonly profile: Profile
  readonly feed: Feed
  /** The room is of no more use to it. */
  fail(error: unknown): void
}

/** `resumed`, or why a snapshot is needed. */
export type ResumeVerdict = 'resumed' | 'other-board' | 'below-floor' | 'other-history'

const READ_BYTES = 256 * 1024

export class Room implements FeedSource {
  readonly log: RoomLog
  readonly presence: Presence
  readonly ephemerals: Ephemerals
  private readonly options: RoomOptions
  private readonly image: WeighedImage
  private readonly changed: ChangedRows
  private readonly blocks: SnapshotBlocks
  private readonly ring: PartRing
  private readonly authors = new AuthorTable()
  private readonly members = new Set<Seat>()
  private readonly unsubscribe: () => void
  private cancelCheckpoint: (() => void) | null = null
  /** The one that is under way; never rejects. */
  private checkpointing = Promise.resolve()
  private reservations = 0
  private hasEnded = false

  static async open(log: RoomLog, options: RoomOptions): Promise<Room> {
    const { image, changed } = await loadImage(log)
    return new Room(log, { ...options, image, changed })
  }

  private constructor(
    log: RoomLog,
    options: RoomOptions & { readonly image: WeighedImage; readonly changed: ChangedRows },
  ) {
    const { clock } = options
    this.log = log
    this.options = options
    this.image = options.image
    this.changed = options.changed
    this.blocks = new SnapshotBlocks(options.image)
    this.ring = new PartRing(options.ringBytes)
    this.presence = new Presence({
      clock,
      nameAuthor: peer => this.nameAuthor(peer),
      releaseAuthor: peer => {
        if (this.isNamed(peer)) this.releaseAuthor(peer.author)
      },
      onEmpty: () => this.options.onEmpty(this),
    })
    this.ephemerals = new Ephemerals({ clock, listeners: () => this.members })
    log.weighRows(this.image.storedBytes)
    this.unsubscribe = log.subscribe(emission => this.follow(emission))
    // A full board takes no batch that would bring a checkpoint about.
    if (log.isTrimDue) this.scheduleCheckpoint()
  }

  get memberCount(): number {
    return this.members.size
  }

  get isEmpty(): boolean {
    return this.members.size + this.reservations === 0 && this.presence.count === 0
  }

  /** It is of no use any more: who comes finds another one of the same board. */
  get isClosed(): boolean {
    return this.hasEnded
  }

  get headSeq(): number {
    return this.log.head.seq
  }

  get rowCount(): number {
    return this.image.size
  }

  get snapshotBytes(): number {
    return this.blocks.bytes
  }

  mark(): Mark {
    const { seq, hash } = this.log.head
    return { seq, hash, digest: this.image.digest }
  }

  caughtUpFrame(): Uint8Array {
    return encodeDown({ type: 'caught-up', ...this.mark(), authors: [...this.authors.all()] })
  }

  readParts(afterSeq: number): readonly StoredPart[] | Promise<readonly StoredPart[]> {
    const inMemory = this.ring.read(afterSeq, READ_BYTES)
    if (inMemory !== null) return inMemory
    this.options.onStorageRead()
    return this.log.read(afterSeq, READ_BYTES)
  }

  startSnapshot(): SnapshotWalk {
    return new SnapshotWalk(this.blocks)
  }

  /** Whether the log goes on from there. */
  async judge({ room, seq, hash }: Position): Promise<ResumeVerdict> {
    if (room !== this.log.room) return 'other-board'
    const known = await this.log.hashAt(seq)
    // Asked behind the read: the log may have been cut meanwhile, and nothing be known there any more.
    if (seq < this.log.floor.seq) return 'below-floor'
    return known === hash ? 'resumed' : 'other-history'
  }

  /** Keeps the room open for one who is about to enter, until the returned function is called. */
  reserve(): () => void {
    this.reservations += 1
    return () => {
      this.reservations -= 1
      if (this.isEmpty) this.options.onEmpty(this)
    }
  }

  enter(member: Seat): void {
    this.members.add(member)
    this.presence.join(member, member.profile)
    this.presence.listen(member)
  }

  leave(member: Seat, heldUntilMs: number): void {
    this.members.delete(member)
    this.presence.unlisten(member)
    if (!this.hasEnded) this.presence.leave(member, heldUntilMs)
  }

  indexOf(author: AuthorId): number {
    return this.authors.find(author)?.index ?? -1
  }

  /**
   * Stores the rows that changed, and lets go of the log that they stand for. What cannot be stored now is
   * tried with the next ones: one checkpoint at a time, since the next one must know what this one has left.
   */
  checkpoint(): Promise<void> {
    this.cancelCheckpoint?.()
    this.cancelCheckpoint = null
    const done = this.checkpointing.then(() => this.saveAll())
    this.checkpointing = done.catch(() => {})
    return done
  }

  /** Resolves when it writes nothing any more. Once it is closed it begins nothing. */
  rest(): Promise<void> {
    return this.checkpointing
  }

  close(): void {
    this.hasEnded = true
    this.unsubscribe()
    this.presence.close()
    this.ephemerals.close()
    this.cancelCheckpoint?.()
  }

  /** A mistake here must not go on as a board that differs from its log: everybody joins anew. */
  private follow(emission: Emission): void {
    try {
      this.handleEmission(emission)
    } catch (error) {
      this.options.onBroken(this)
      for (const member of this.members) member.fail(error)
    }
  }

  private handleEmission(emission: Emission): void {
    for (const { bytes, ...entry } of emission.entries) {
      const ids = this.changed.apply(this.image, { ...entry, ops: decodeOps(bytes) })
      for (const id of ids) this.blocks.change(id)
    }
    this.log.weighRows(this.image.storedBytes)
    this.ring.push(partOf(emission))
    const frame = encodeLive(emission.entries, this.authors)
    for (const member of this.members) member.feed.offer(frame, emission.first)
    for (const { author, person } of emission.entries) {
      if (!this.presence.knows({ author, person })) this.releaseAuthor(author)
    }
    this.scheduleCheckpoint()
  }

  /**
   * Until its first batch is stored an author is nobody's: it may come again with another person while
   * the one that it came with is still held. The number is the newest one's.
   */
  private nameAuthor({ author, person }: PresentPeer): number {
    if (!this.isNamed({ author, person })) this.releaseAuthor(author)
    return this.authors.name(author, person, 0).index
  }

  private isNamed({ author, person }: PresentPeer): boolean {
    return this.authors.find(author)?.person === person
  }

  private releaseAuthor(author: AuthorId): void {
    this.ephemerals.forget(this.indexOf(author))
    this.authors.drop(author)
  }

  private async saveAll(): Promise<void> {
    if (this.hasEnded) return
    if (this.changed.size > 0) await this.saveChanged()
    await this.log.trim()
  }

  private async saveChanged(): Promise<void> {
    const taken = this.changed.take()
    let isSaved = false
    try {
      const rows = changedRowsOf(this.image, taken)
      isSaved = await this.log.saveCheckpoint({ ...this.mark(), rows })
    } finally {
      if (!isSaved) this.putBack(taken)
    }
  }

  private putBack(taken: StoredBytes): void {
    this.changed.putBack(taken)
    if (!this.hasEnded) this.scheduleCheckpoint()
  }

  private scheduleCheckpoint(): void {
    if (this.cancelCheckpoint !== null) return
    const { clock, checkpointMs, onError } = this.options
    this.cancelCheckpoint = clock.setTimer(() => {
      this.checkpoint().catch(onError)
    }, checkpointMs)
  }
}
