// A keeper with a store behind it: one's own outbox there, the roll on which the page stands, and the work
// of pages that are gone.

import type { AuthorId, RoomId } from '@inkroom/protocol'
import type { HeldWork } from '../outbox.ts'
import type { WorkKeeper, WorkKeeperParts } from '../work-keeper.ts'
import { KeptOutbox } from './kept-outbox.ts'
import type { OutboxStore } from './outbox-store.ts'
import { Recovery } from './recovery.ts'
import { AuthorKeyReusedError, UnusedAuthor } from './unused-author.ts'

export class StoredKeeper implements WorkKeeper {
  readonly outbox: KeptOutbox
  private readonly store: OutboxStore
  private readonly unused: UnusedAuthor
  private readonly recovery: Recovery
  private readonly self: AuthorId
  private leaveRoll: (() => void) | null = null

  constructor(store: OutboxStore, parts: WorkKeeperParts) {
    const { author, authorKey, memory, timing, events, options } = parts
    const { roomName, personKey, capability = new Uint8Array(), environment } = options
    this.store = store
    this.self = author
    const head = { author, roomName, authorKey, personKey, capability }
    const keptChanged = () => {
      const { isKept, unkeptCount } = this
      events.emit('kept', { isKept, unkeptCount })
    }
    const { clock } = environment
    this.unused = new UnusedAuthor(store, author, error => parts.fail(error))
    const { write } = this.unused
    const reused = () => this.refuseAll(parts)
    this.outbox = new KeptOutbox({ write, memory, head, timing, clock, keptChanged, reused })
    const storeRead = (wasRead: boolean) => this.writer.storeRead(wasRead)
    this.recovery = new Recovery({ ...parts, store, storeRead })
    this.listen(events)
  }

  get isKept(): boolean {
    return this.writer.isKept
  }

  get unkeptCount(): number {
    return this.writer.unkeptCount
  }

  get adoptedCount(): number {
    return this.recovery.adoptedCount
  }

  get heldWork(): readonly HeldWork[] {
    return this.recovery.held
  }

  discardHeld(author: AuthorId): void {
    if (author === this.self) this.outbox.discardHeld()
    this.recovery.discardHeld(author)
  }

  enter(): void {
    if (this.leaveRoll !== null) return
    const { roll } = this.store
    const leave = roll.enter(this.self)
    const stopHearing = roll.onLeave?.(() => this.recovery.rounds.someoneLeft())
    this.leaveRoll = () => {
      stopHearing?.()
      leave()
    }
    this.unused.check()
    void this.recovery.look()
  }

  leave(): void {
    this.flush()
    this.leaveRoll?.()
    this.leaveRoll = null
    this.recovery.rounds.rest()
  }

  close(): void {
    this.leave()
    this.recovery.close()
    this.writer.stop()
  }

  flush(): void {
    this.unused.assume()
    this.writer.flush()
  }

  roomIs(room: RoomId): void {
    this.recovery.roomIs(room)
  }

  placed(): void {
    this.recovery.placed()
  }

  /**
   * Its counters were used for something else. What is held goes to whoever listens, and out of the store:
   * sent from there it would be taken for saved.
   */
  private refuseAll(parts: WorkKeeperParts): Error {
    const { author, options, events } = parts
    const refusal = 'conflict'
    for (const batch of this.outbox.all()) {
      const { counter } = batch
      this.outbox.remove(counter)
      options.replica.refuse(batch, refusal)
      events.emit('refused', { author, counter, refusal, opIndex: null, batch })
    }
    const error = new AuthorKeyReusedError()
    parts.fail(error)
    return error
  }

  private listen(events: WorkKeeperParts['events']): void {
    const { recovery } = this
    events.on('welcome', ({ room }) => recovery.roomIs(room))
    events.on('batch', ({ entry }) => recovery.followed(entry))
    events.on('history-replaced', () => recovery.historyReplaced())
    events.on('live', () => void recovery.rounds.begin())
    events.on('state', ({ kind }) => {
      if (kind !== 'live') recovery.rounds.rest()
    })
  }

  private get writer() {
    return this.outbox.keeper
  }
}
