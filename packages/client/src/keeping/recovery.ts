// Work that outlived its page: finds it, shows what is for this board, and sends it, one outbox at a time,
// while the client is live. Nothing here makes ids under a found key.
//
//   look ─ load ─ who lives? ─┬─ of this board ─ adopted into the view ─┬─ drained, while live ─ removed
//                             ├─ of other boards ───────────────────────┘
//                             └─ of a board that another has replaced ─ held

import type { AuthorId, BatchRef, Refusal, RoomId } from '@inkroom/protocol'
import type { ClientEvents } from '../events.ts'
import type { HeldWork } from '../outbox.ts'
import type { WorkKeeperParts } from '../work-keeper.ts'
import { AdoptedWork } from './adopted-work.ts'
import { Drain, type DrainEnd } from './drain.ts'
import { type OrphanedWork, orphanedWorkOf } from './orphaned-work.ts'
import type { OutboxStore } from './outbox-store.ts'

export interface RecoveryParts extends Omit<WorkKeeperParts, 'memory'> {
  readonly store: OutboxStore
  storeRead(wasRead: boolean): void
}

const keyOf = ({ head, batches }: OrphanedWork): string =>
  `${head.author}-${batches.at(-1)?.counter ?? 0}`

export class Recovery {
  private readonly parts: RecoveryParts
  private readonly adopted: AdoptedWork
  /** Of this board's name, by what was found last. */
  private found: readonly OrphanedWork[] = []
  /** Not tried again by this client: held, or the server will have nothing of it. */
  private readonly done = new Set<string>()
  private room: RoomId | null = null
  private drain: Drain | null = null
  /** Of this board's batches, since it was told last. */
  private outcome = { sent: 0, refused: 0 }
  /** Each that begins ends the one before it. */
  private round = 0
  private looks = 0
  private cancelLook: (() => void) | null = null
  private hasAnyoneLeft = false

  constructor(parts: RecoveryParts) {
    this.parts = parts
    this.adopted = new AdoptedWork(parts.options.replica)
  }

  get adoptedCount(): number {
    return this.adopted.count
  }

  /** For boards that had this name before. */
  get held(): readonly HeldWork[] {
    return this.found.flatMap(work => {
      const { room, batches } = work
      return room === null || this.isHere(work) ? [] : [{ author: work.head.author, room, batches }]
    })
  }

  /** Nobody wants it any more. */
  discardHeld(author: AuthorId): void {
    for (const work of this.found) {
      const isHeld = work.room !== null && !this.isHere(work)
      if (isHeld && work.head.author === author) this.remove(work)
    }
  }

  /** Shows what is found of this board, with or without a connection. */
  async look(): Promise<void> {
    this.looks += 1
    const { looks } = this
    const found = await this.find()
    if (looks === this.looks && found !== null) this.show(found)
  }

  /** The client is live: what is found is sent, now and whenever there is more, until `rest`. */
  async begin(): Promise<void> {
    const round = this.nextRound()
    this.looks += 1
    this.hasAnyoneLeft = false
    const found = await this.find()
    if (round !== this.round) return
    if (found === null) return this.lookLater()
    this.show(found)
    const own = this.found.filter(work => this.isHere(work))
    const others = found.filter(work => !work.isFormer && !this.isOfName(work))
    this.sendAll(own, () => {
      this.tellRecovered()
      this.sendAll(others, () => this.lookLater())
    })
  }

  /** Not live any more. */
  rest(): void {
    this.nextRound()
  }

  /** What that page stored may be nobody's now. A round that is going on is not begun anew for it. */
  someoneLeft(): void {
    this.hasAnyoneLeft = true
    if (this.cancelLook !== null) this.lookLater()
  }

  /** The server named the board. Work for another one that had its name is not shown here. */
  roomIs(room: RoomId): void {
    if (this.room === room) return
    this.room = room
    this.sortOut()
  }

  followed(ref: BatchRef): void {
    if (this.adopted.count === 0) return
    this.changing(() => this.adopted.followed(ref))
    this.placed()
  }

  /** The replica may stand elsewhere. */
  placed(): void {
    const position = this.parts.position()
    if (position !== null) this.changing(() => this.adopted.reached(position.seq))
  }

  historyReplaced(): void {
    this.changing(() => this.adopted.forgetSeqs())
  }

  private nextRound(): number {
    this.drain?.stop()
    this.drain = null
    this.cancelLook?.()
    this.cancelLook = null
    this.round += 1
    return this.round
  }

  /** A tab that is killed does not say so: without that too there is another look some time. */
  private lookLater(): void {
    const { options, timing } = this.parts
    const { lookAfterLeaveMs, lookAgainMs } = timing
    this.cancelLook?.()
    this.cancelLook = options.environment.clock.setTimer(
      () => void this.begin(),
      this.hasAnyoneLeft ? lookAfterLeaveMs : lookAgainMs,
    )
  }

  /** Null where the store does not say. */
  private async find(): Promise<readonly OrphanedWork[] | null> {
    const { store, author: self } = this.parts
    try {
      const others = (await store.load()).filter(({ author }) => author !== self)
      this.parts.storeRead(true)
      if (others.length === 0) return []
      const living = await store.roll.whoLives()
      return others.filter(({ author }) => !living.has(author)).flatMap(orphanedWorkOf)
    } catch {
      // Any reason is the same reason: the store cannot be read, so it is not to be relied on.
      this.parts.storeRead(false)
      return null
    }
  }

  private show(found: readonly OrphanedWork[]): void {
    this.found = found.filter(work => this.isOfName(work))
    this.changing(() => this.adopted.keepOnly(this.found))
    this.sortOut()
  }

  private sortOut(): void {
    for (const work of this.found.filter(each => !this.done.has(keyOf(each)))) {
      if (this.isHere(work)) this.changing(() => this.adopted.adopt(work))
      else if (this.room !== null) this.hold(work)
    }
  }

  private isOfName({ head }: OrphanedWork): boolean {
    return head.roomName === this.parts.options.roomName
  }

  /** Work that knows no board yet is for the one that has the name; before a welcome, nobody knows better. */
  private isHere({ room, isFormer }: OrphanedWork): boolean {
    if (this.room === null) return !isFormer
    return room === null || room === this.room
  }

  /** One after the other. */
  private sendAll(works: readonly OrphanedWork[], then: () => void): void {
    const [work, ...rest] = works
    if (work === undefined) return then()
    const next = () => this.sendAll(rest, then)
    if (this.done.has(keyOf(work))) return next()
    const { round } = this
    this.send(work, end => {
      this.drain = null
      this.ended(work, end)
      // A listener may have suspended the client.
      if (round === this.round) next()
    })
  }

  private tellRecovered(): void {
    const { outcome } = this
    this.outcome = { sent: 0, refused: 0 }
    if (outcome.sent + outcome.refused > 0) this.parts.events.emit('recovered', outcome)
  }

  private send(work: OrphanedWork, over: (end: DrainEnd) => void): void {
    const { options, timing } = this.parts
    const { url, environment } = options
    const { author } = work.head
    const isOfName = this.isOfName(work)
    this.drain = new Drain({
      url,
      environment,
      timing,
      work,
      profile: () => this.parts.profile(),
      resume: () => (isOfName ? this.parts.position() : null),
      host: {
        saved: (counter, seq, isNew) => {
          if (isNew && isOfName) this.outcome.sent += 1
          this.adopted.saved({ author, counter }, seq)
          this.placed()
        },
        refused: (counter, refusal, opIndex) => {
          if (isOfName) this.outcome.refused += 1
          this.refused(work, { counter, refusal, opIndex })
        },
        over,
      },
    })
    this.drain.start()
  }

  private refused(
    work: OrphanedWork,
    what: { counter: number; refusal: Refusal; opIndex: number | null },
  ): void {
    const { counter, refusal, opIndex } = what
    const { author, roomName } = work.head
    this.changing(() => this.adopted.refused({ author, counter }, refusal))
    const batch = work.batches.find(each => each.counter === counter)
    if (batch === undefined) return
    const event = { author, counter, refusal, opIndex, batch }
    this.parts.events.emit('refused', this.isOfName(work) ? event : { ...event, roomName })
  }

  private ended(work: OrphanedWork, end: DrainEnd): void {
    if (end.kind === 'drained') return this.remove(work)
    if (end.kind === 'replaced') return this.hold(work)
    this.done.add(keyOf(work))
    this.tellBlocked(work, end.reason)
  }

  private remove(work: OrphanedWork): void {
    const { store } = this.parts
    const { head, batches } = work
    this.found = this.found.filter(each => each !== work)
    const remove = batches.map(({ counter }) => counter)
    // Should it stay, it is drained once more, and the server counts each batch once.
    store.write({ head, put: [], remove }).catch(() => this.parts.storeRead(false))
  }

  private hold(work: OrphanedWork): void {
    this.done.add(keyOf(work))
    this.changing(() => this.adopted.release(work.batches))
    if (!work.isFormer) this.tellBlocked(work, 'board-replaced')
  }

  private tellBlocked(
    { head: { author, roomName }, batches }: OrphanedWork,
    reason: ClientEvents['orphan-blocked']['reason'],
  ): void {
    this.parts.events.emit('orphan-blocked', { reason, roomName, author, batches })
  }

  private changing(change: () => void): void {
    const before = this.adopted.count
    change()
    if (this.adopted.count !== before) this.parts.unsettledChanged()
  }
}
