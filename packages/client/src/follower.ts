// Follows one room through all connections: brings what the server says to the replica in room order,
// and lets the outbox go by it. Knows no socket and no time.

import {
  type Batch,
  decodeOps,
  type Heal,
  type LiveEntry,
  type LogEntry,
  type Mark,
  type Position,
  placeEntries,
  type Refusal,
  type Row,
  type Rows,
  sameDigest,
  type Welcome,
} from '@inkroom/protocol'
import type { Emitter } from './emitter.ts'
import type { ClientEvents } from './events.ts'
import { hollowBatch } from './hollow-batch.ts'
import { type Inflate, inflateRows } from './inflate-rows.ts'
import { floorOf, type Outbox } from './outbox.ts'
import { NOWHERE, type Place, placeAfter, placeAtMark, resumeFrom } from './position.ts'
import type { Replica } from './replica.ts'
import type { SessionFollower, WelcomeResult } from './session-follower.ts'
import { StreamError } from './stream-error.ts'

/**
 * Whether the replica is what the server has. `asked`: it was not, a snapshot is on its way.
 * `rebuilding`: that comes in. `ill`: it did not help, and is not asked for again on this connection.
 */
type Health = 'sound' | 'asked' | 'rebuilding' | 'ill'

export interface FollowerParts {
  readonly replica: Replica
  readonly outbox: Outbox
  readonly events: Emitter<ClientEvents>
  readonly inflate: Inflate
  /** How much is unsettled changed. */
  unsettledChanged(): void
}

export class Follower implements SessionFollower {
  private readonly replica: Replica
  private readonly outbox: Outbox
  private readonly events: Emitter<ClientEvents>
  private readonly inflate: Inflate
  private readonly unsettledChanged: () => void
  private place: Place = NOWHERE
  private health: Health = 'sound'
  private wasWelcomed = false
  /** Own batches up to here have ended; what of them is still held goes at the caught-up mark. */
  private endedTo = 0
  /** Own batches that were refused here, whose counters go out with nothing in them. */
  private readonly hollow = new Set<number>()

  constructor(parts: FollowerParts) {
    this.replica = parts.replica
    this.outbox = parts.outbox
    this.events = parts.events
    this.inflate = parts.inflate
    this.unsettledChanged = () => parts.unsettledChanged()
  }

  /** Where the replica stands, where it is all there: the place to resume from. */
  get position(): Position | null {
    return resumeFrom(this.place)
  }

  get seq(): number {
    return this.place.kind === 'nowhere' ? 0 : this.place.seq
  }

  /** The replica has what it had at this place, before any connection. */
  restore(position: Position, rows: readonly Row[]): void {
    this.replica.reset()
    this.replica.addRows(rows)
    this.place = { kind: 'known', ...position }
    this.claim()
  }

  connect(): void {
    this.health = 'sound'
  }

  /** What is here cannot be trusted: the next join takes a snapshot. */
  distrust(): void {
    if (this.place.kind === 'known') {
      const { room, seq } = this.place
      this.place = { kind: 'building', room, seq }
    }
  }

  welcome(welcome: Welcome): WelcomeResult {
    if (this.isReplaced(welcome)) return 'replaced'
    this.checkUnused(welcome)
    this.outbox.skipTo(welcome.settled + 1)
    this.endedTo = welcome.settled
    if (welcome.mode === 'snapshot') this.startSnapshot(welcome)
    else this.checkResumed(welcome)
    this.claim()
    for (const { counter, refusal } of welcome.refused) this.refused(counter, refusal, null)
    this.refuseOversized(welcome)
    return 'followed'
  }

  rows(frame: Rows): number {
    if (this.place.kind !== 'building') throw new StreamError('rows outside a snapshot')
    const rows = inflateRows(frame, this.inflate)
    this.replica.addRows(rows)
    return rows.length
  }

  log(entries: readonly LogEntry[]): void {
    for (const entry of entries) if (entry.seq > this.seq) this.follow(entry)
  }

  live(entries: readonly LiveEntry[]): void {
    for (const entry of placeEntries(entries, this.seq + 1)) this.follow(entry)
  }

  caughtUp(mark: Mark): Heal | null {
    this.place = placeAtMark(this.place, mark)
    for (const batch of this.outbox.all()) {
      if (batch.counter > this.endedTo) break
      this.replica.settle(batch)
      this.settled(batch.counter)
    }
    return this.check(mark)
  }

  check(mark: Mark): Heal | null {
    if (this.place.kind !== 'known' || this.place.seq !== mark.seq) return null
    if (this.health === 'asked') return null
    const same = this.place.hash === mark.hash && sameDigest(this.replica.digest, mark.digest)
    return same ? this.proveSound(mark) : this.proveDiverged(mark)
  }

  refused(counter: number, refusal: Refusal, opIndex: number | null): void {
    const batch = this.outbox.get(counter)
    if (batch === null) return
    this.outbox.remove(counter)
    // Of a hollow one the refusal was told already, by its real reason.
    if (!this.hollow.delete(counter)) this.tellRefused(batch, refusal, opIndex)
    this.unsettledChanged()
  }

  private proveSound({ seq }: Mark): null {
    const healed = this.health === 'rebuilding'
    this.health = 'sound'
    if (healed) this.events.emit('healed', { seq })
    return null
  }

  private proveDiverged({ seq, digest }: Mark): Heal | null {
    if (this.health === 'ill') return null
    const actual = this.replica.digest
    this.health = this.health === 'sound' ? 'asked' : 'ill'
    this.events.emit('diverged', { seq, expected: digest, actual })
    return this.health === 'asked' ? { type: 'heal', seq, digest: actual } : null
  }

  private follow(entry: LogEntry): void {
    const ops = decodeOps(entry.bytes)
    this.place = placeAfter(this.place, entry)
    this.claim()
    this.replica.apply(entry, ops)
    this.events.emit('batch', { entry, ops })
    if (entry.author === this.outbox.author) this.settled(entry.counter)
  }

  /** With something on it the board is a board, and one's work is for this one alone. */
  private claim(): void {
    if (this.place.kind !== 'nowhere' && this.place.seq > 0) this.outbox.belongTo(this.place.room)
  }

  private settled(counter: number): void {
    if (!this.outbox.remove(counter)) return
    if (!this.hollow.delete(counter)) this.events.emit('settled', { counter })
    this.unsettledChanged()
  }

  private startSnapshot({ room, seq, head, isBelowFloor }: Welcome): void {
    const { place } = this
    this.place = { kind: 'building', room, seq }
    const wasAsked = this.health === 'asked'
    if (wasAsked) this.health = 'rebuilding'
    this.replica.reset()
    // It was asked to resume, and does not know the history that was followed here, or not that far back.
    if (!wasAsked && !isBelowFloor && place.kind === 'known' && place.seq > 0) {
      this.events.emit('history-replaced', { seq: place.seq, head })
    }
  }

  private checkResumed({ room, seq }: Welcome): void {
    const { place } = this
    const fits = place.kind === 'known' && place.room === room && place.seq === seq
    if (!fits) throw new StreamError(`resumed at ${seq} of ${room}, not where it was asked`)
  }

  /**
   * Nothing went out before the first welcome, so nothing can have ended by then, unless somebody else sends
   * what is kept. Taken for ended, work under counters of an earlier run would be lost.
   */
  private checkUnused({ settled }: Welcome): void {
    const { isShared, count } = this.outbox
    const wasUsed = !this.wasWelcomed && !isShared && count > 0 && settled >= floorOf(this.outbox)
    this.wasWelcomed = true
    if (wasUsed) throw new Error('author key was used before')
  }

  /**
   * Work for a board that is gone is never poured into another. A board of which nothing was ever seen
   * is no board yet: its id may change until its first batch is stored.
   */
  private isReplaced({ room }: Welcome): boolean {
    const { place } = this
    if (place.kind === 'nowhere' || place.room === room || place.seq === 0) return false
    const batches = this.outbox.holdAll()
    this.place = NOWHERE
    for (const batch of batches) this.replica.settle(batch)
    const held = { author: this.outbox.author, room: place.room, batches }
    this.events.emit('board-replaced', { before: place.room, after: room, held })
    if (batches.length > 0) this.unsettledChanged()
    return true
  }

  /**
   * Work of before the welcome may not fit into this server's frames. Its counter must be used all the
   * same, or those behind it would wait for ever: it goes out as a batch that does nothing.
   */
  private refuseOversized({ settled, maxFrameBytes }: Welcome): void {
    for (const batch of this.outbox.all()) {
      if (batch.counter <= settled || batch.bytes.length < maxFrameBytes) continue
      this.outbox.replace(hollowBatch(batch))
      this.hollow.add(batch.counter)
      this.tellRefused(batch, 'too-large', null)
    }
  }

  private tellRefused(batch: Batch, refusal: Refusal, opIndex: number | null): void {
    const { author, counter } = batch
    this.replica.refuse(batch, refusal)
    this.events.emit('refused', { author, counter, refusal, opIndex, batch })
  }
}
