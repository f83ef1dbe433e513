// An outbox that outlives its page: in memory, with a store behind it (outbox-keeper.ts).

import type { AuthorId, Batch, RoomId } from '@inkroom/protocol'
import { MemoryOutbox, type Outbox } from '../outbox.ts'
import { OutboxKeeper } from './outbox-keeper.ts'
import type { FormerRoom, OutboxHead } from './outbox-store.ts'

type KeeperParts = ConstructorParameters<typeof OutboxKeeper>[0]

export interface KeptOutboxParts extends Omit<KeeperParts, 'head'> {
  readonly memory: MemoryOutbox
  readonly head: Omit<OutboxHead, 'room' | 'former'>
  /** The author key is of an earlier run. Returns what is to be thrown. */
  reused(): Error
}

export class KeptOutbox implements Outbox {
  readonly isShared = true
  readonly keeper: OutboxKeeper
  private readonly memory: MemoryOutbox
  private readonly parts: KeptOutboxParts
  private room: RoomId | null = null
  private former: readonly FormerRoom[] = []

  constructor(parts: KeptOutboxParts) {
    this.memory = parts.memory
    this.parts = parts
    const head = () => ({ ...parts.head, room: this.room, former: this.former })
    this.keeper = new OutboxKeeper({ ...parts, head })
  }

  get author(): AuthorId {
    return this.memory.author
  }

  get nextCounter(): number {
    return this.memory.nextCounter
  }

  get count(): number {
    return this.memory.count
  }

  get bytes(): number {
    return this.memory.bytes
  }

  hasRoomFor(bytes: number): boolean {
    return this.memory.hasRoomFor(bytes)
  }

  add(batch: Batch): void {
    this.memory.add(batch)
    this.keeper.put(batch.counter, batch.bytes)
  }

  get(counter: number): Batch | null {
    return this.memory.get(counter)
  }

  replace(batch: Batch): void {
    this.memory.replace(batch)
    this.keeper.put(batch.counter, batch.bytes)
  }

  remove(counter: number): boolean {
    const was = this.memory.remove(counter)
    if (was) this.keeper.end(counter)
    return was
  }

  all(): readonly Batch[] {
    return this.memory.all()
  }

  /** @throws where the server has counters of this author that were never made here. */
  skipTo(nextCounter: number): void {
    if (nextCounter > this.nextCounter) throw this.parts.reused()
  }

  belongTo(room: RoomId): void {
    if (this.room === room) return
    this.room = room
    this.former = this.former.map(each => (each.room === room ? { ...each, isPassed: true } : each))
    this.keeper.rehead()
  }

  /** Nobody wants what was held any more. */
  discardHeld(): void {
    const upTo = this.former.at(-1)?.upTo ?? 0
    this.former = []
    this.keeper.endUpTo(upTo)
  }

  /** It stays in the store, as work for the board that was. */
  holdAll(): readonly Batch[] {
    const batches = this.memory.holdAll()
    const upTo = batches.at(-1)?.counter
    if (this.room !== null && upTo !== undefined) {
      this.former = [...this.former, { room: this.room, upTo, isPassed: false }]
      this.keeper.rehead()
    }
    this.room = null
    return batches
  }
}
