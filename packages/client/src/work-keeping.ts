// All of a client that has to do with the store of its outbox: its own outbox there, the roll on which its
// page stands, and the work of pages that are gone. Without a store it is an outbox in memory.

import type { LogEntry, RoomId } from '@inkroom/protocol'
import { KeptOutbox } from './kept-outbox.ts'
import { type HeldWork, MemoryOutbox, type Outbox, type OutboxBounds } from './outbox.ts'
import type { OutboxHead, OutboxStore } from './outbox-store.ts'
import { Recovery, type RecoveryParts } from './recovery.ts'

export interface KeepingParts extends Omit<RecoveryParts, 'store' | 'host' | 'self' | 'roomName'> {
  readonly store: OutboxStore | null
  readonly bounds: OutboxBounds | undefined
  readonly head: Omit<OutboxHead, 'room' | 'former'>
  readonly host: Omit<RecoveryParts['host'], 'storeFailed'> & { keptChanged(): void }
}

export class WorkKeeping {
  readonly outbox: Outbox
  private readonly store: OutboxStore | null
  private readonly kept: KeptOutbox | null = null
  private readonly recovery: Recovery | null = null
  private readonly head: KeepingParts['head']
  private leaveRoll: (() => void) | null = null

  constructor(parts: KeepingParts) {
    const { store, head, host, timing, environment } = parts
    const { author: self, roomName } = head
    const memory = new MemoryOutbox(self, parts.bounds)
    this.store = store
    this.head = head
    this.outbox = memory
    if (store === null) return
    const keptChanged = () => host.keptChanged()
    this.kept = new KeptOutbox({
      store,
      memory,
      head,
      timing,
      keptChanged,
      clock: environment.clock,
    })
    this.outbox = this.kept
    const { keeper } = this.kept
    const storeFailed = () => keeper.storeFailed()
    this.recovery = new Recovery({
      ...parts,
      store,
      self,
      roomName,
      host: { ...host, storeFailed },
    })
  }

  /** Whether work that is unsettled for long is in the store; never without one. */
  get isKept(): boolean {
    return this.kept?.keeper.isKept ?? false
  }

  get unkeptCount(): number {
    return this.kept?.keeper.unkeptCount ?? this.outbox.count
  }

  get adoptedCount(): number {
    return this.recovery?.adoptedCount ?? 0
  }

  get held(): readonly HeldWork[] {
    return this.recovery?.held ?? []
  }

  /** The page lives: it says so, and looks for the work of those that do not. */
  enter(): void {
    if (this.store === null || this.leaveRoll !== null) return
    this.leaveRoll = this.store.roll.enter(this.head.author)
    void this.recovery?.look()
  }

  /** The page is put aside, or goes. */
  leave(): void {
    this.flush()
    this.leaveRoll?.()
    this.leaveRoll = null
    this.recovery?.rest()
  }

  close(): void {
    this.leave()
    this.kept?.keeper.stop()
  }

  /** Writes at once what is not in the store yet. */
  flush(): void {
    this.kept?.keeper.flush()
  }

  live(): void {
    void this.recovery?.begin()
  }

  notLive(): void {
    this.recovery?.rest()
  }

  roomIs(room: RoomId): void {
    this.recovery?.roomIs(room)
  }

  followed(entry: LogEntry): void {
    this.recovery?.followed(entry)
  }

  placed(): void {
    this.recovery?.placed()
  }

  historyReplaced(): void {
    this.recovery?.historyReplaced()
  }
}
