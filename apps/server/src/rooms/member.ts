// One connection's seat in a room: its welcome, the places of its batches, and its feed.

import {
  type AuthorId,
  encodeDown,
  limits,
  type PersonId,
  type Position,
  type Profile,
  type Refusal,
  type RoomId,
} from '@inkroom/protocol'
import type { AppendOutcome, NewBatch } from '../storage/storage.ts'
import { checkBatch } from './batch-check.ts'
import { Feed, type FeedEvents } from './feed.ts'
import type { Outlet } from './outlet.ts'
import type { Room, Seat } from './room.ts'

/** What a server tells everybody who comes. */
export interface Terms {
  readonly reconnectSpreadMs: number
  readonly beatMs: number
}

/** Methods and no closures, here and in what connections are made of: each would be there once for each of them. */
export interface MemberEvents extends FeedEvents {
  onOutcome(outcome: AppendOutcome, member: Member): void
  /** It cannot be told of a refusal, its buffer being full of what it does not read. */
  onTooSlow(): void
}

export interface MemberOptions {
  readonly room: Room
  readonly author: AuthorId
  readonly person: PersonId
  readonly profile: Profile
  /** The lowest counter that the client may still send. */
  readonly floor: number
  readonly mayDraw: boolean
  readonly outlet: Outlet
  readonly bufferedBytes: number
  readonly terms: () => Terms
  readonly events: MemberEvents
}

export type JoinMode = 'resumed' | 'snapshot'

interface CatchUp {
  readonly mode: JoinMode
  readonly isBelowFloor: boolean
  /** The log goes on behind it. */
  readonly seq: number
}

export class Member implements Seat {
  readonly author: AuthorId
  readonly person: PersonId
  readonly feed: Feed
  profile: Profile
  private readonly options: MemberOptions
  private nextCounter = 0
  private unsettled = 0
  private unsettledSum = 0
  private peopleOwed = false

  /** The author is admitted to the room's log. */
  constructor(options: MemberOptions) {
    const { room, outlet, bufferedBytes, events } = options
    this.options = options
    this.author = options.author
    this.person = options.person
    this.profile = options.profile
    this.feed = new Feed({ source: room, outlet, bufferedBytes, events })
  }

  get room(): RoomId {
    return this.options.room.log.room
  }

  get index(): number {
    return this.options.room.indexOf(this.author)
  }

  /** Of the board. */
  get rowCount(): number {
    return this.options.room.rowCount
  }

  /** Batches that wait for the storage. */
  get unsettledCount(): number {
    return this.unsettled
  }

  get unsettledBytes(): number {
    return this.unsettledSum
  }

  get unsettledLoad(): number {
    return this.options.room.log.unsettledLoad
  }

  /**
   * Takes the seat. `resume` is a position of this room's history; without one it may be told that what it
   * came with is below the log's floor.
   */
  join(resume: Position | null, isBelowFloor = false): JoinMode {
    const { room, floor } = this.options
    const mode = resume === null ? 'snapshot' : 'resumed'
    this.nextCounter = room.log.settled(this.author, floor).last + 1
    this.welcome({ mode, isBelowFloor, seq: resume?.seq ?? room.headSeq })
    room.enter(this)
    return mode
  }

  leave(heldUntilMs: number): void {
    const { room } = this.options
    this.feed.end()
    room.leave(this, heldUntilMs)
    room.log.dismiss(this.author)
  }

  fail(error: unknown): void {
    this.options.events.onError(error)
  }

  /** Returns how often it sweeps the board. */
  submit(bytes: Uint8Array): number {
    const { room, mayDraw } = this.options
    const verdict = checkBatch(bytes, mayDraw)
    const { author, person } = this
    const batch: NewBatch = { author, person, counter: this.nextCounter, bytes }
    this.nextCounter += 1
    this.unsettled += 1
    this.unsettledSum += bytes.length
    const outcome =
      verdict.kind === 'accepted' ? room.log.append(batch) : room.log.refuse(batch, verdict.refusal)
    outcome.then(
      settled => this.settle(batch, settled),
      (error: unknown) => this.options.events.onError(error),
    )
    return verdict.kind === 'accepted' ? verdict.sweeps : 0
  }

  say(kind: number, body: Uint8Array): void {
    if (this.feed.isLive) this.options.room.ephemerals.say(this.index, kind, body)
  }

  setProfile(profile: Profile): void {
    this.profile = profile
    this.options.room.presence.setProfile(this.person, profile)
  }

  /**
   * The client's state differs: it gets a new welcome, with a snapshot. Its batches are counted on as
   * before: some that it sent meanwhile may be on their way.
   */
  heal(): void {
    if (!this.feed.isInSnapshot)
      this.welcome({ mode: 'snapshot', isBelowFloor: false, seq: this.options.room.headSeq })
  }

  /** The buffer has drained. */
  drained(): void {
    this.feed.pump()
    if (this.peopleOwed) this.options.room.presence.listen(this)
    this.peopleOwed = false
  }

  takePeople(frame: Uint8Array): boolean {
    if (this.isFull) {
      this.peopleOwed = true
      return false
    }
    this.options.outlet.send(frame)
    return true
  }

  takeEphemerals(frame: Uint8Array): void {
    const { outlet } = this.options
    if (this.feed.isLive && outlet.bufferedBytes === 0) outlet.send(frame)
  }

  sendBeat(): void {
    const { outlet, room, terms } = this.options
    if (this.isFull) return
    const { reconnectSpreadMs } = terms()
    outlet.send(
      encodeDown({ type: 'beat', ...room.mark(), reconnectSpreadMs, isFull: room.log.isFull }),
    )
  }

  private get isFull(): boolean {
    return this.options.outlet.bufferedBytes >= this.options.bufferedBytes
  }

  private welcome({ mode, isBelowFloor, seq }: CatchUp): void {
    const { room, floor, mayDraw, outlet, terms } = this.options
    const { last, refused } = room.log.settled(this.author, floor)
    const isSnapshot = mode === 'snapshot'
    outlet.send(
      encodeDown({
        type: 'welcome',
        room: room.log.room,
        mode,
        isBelowFloor,
        seq,
        head: room.headSeq,
        settled: last,
        refused,
        maxFrameBytes: limits.MAX_FRAME_BYTES,
        ...terms(),
        mayDraw,
        isFull: room.log.isFull,
        rows: isSnapshot ? room.rowCount : 0,
        rowsBytes: isSnapshot ? room.snapshotBytes : 0,
      }),
    )
    if (isSnapshot) this.feed.startSnapshot(room.startSnapshot(), seq)
    else this.feed.startLog(seq)
  }

  private settle({ counter, bytes }: NewBatch, outcome: AppendOutcome): void {
    this.unsettled -= 1
    this.unsettledSum -= bytes.length
    this.options.events.onOutcome(outcome, this)
    if (outcome.kind === 'refused') this.sendRefusal(counter, outcome.refusal)
  }

  private sendRefusal(counter: number, refusal: Refusal): void {
    // Its next welcome names the refusal too.
    if (this.isFull) return this.options.events.onTooSlow()
    this.options.outlet.send(encodeDown({ type: 'refused', counter, refusal, opIndex: 0 }))
  }
}
