// The boards that are in memory: opened once however many come at once, let go when nobody is there.

import type { Storage } from '../storage/storage.ts'
import { Room, type RoomOptions } from './room.ts'

export interface RoomRegistryOptions extends Omit<RoomOptions, 'onEmpty' | 'onBroken'> {
  readonly storage: Storage
  readonly roomIdleMs: number
  readonly maxRooms: number
}

export interface Reservation {
  readonly room: Room
  /** The one who was about to enter it has, or will not. */
  readonly release: () => void
}

export class RoomRegistry {
  private readonly options: RoomRegistryOptions
  private readonly rooms = new Map<string, Promise<Room>>()
  private readonly opened = new Set<Room>()
  private readonly waits = new Map<Room, () => void>()

  constructor(options: RoomRegistryOptions) {
    this.options = options
  }

  get size(): number {
    return this.opened.size
  }

  all(): Iterable<Room> {
    return this.opened
  }

  /**
   * Opens the board for one who is about to enter it. Null where as many boards as may be are in memory, with
   * somebody on each. Rejects where the board cannot be read; the next one who comes tries again.
   */
  async reserve(name: string): Promise<Reservation | null> {
    for (;;) {
      if (!this.rooms.has(name) && this.rooms.size >= this.options.maxRooms) {
        if (!(await this.dropLongestIdle())) return null
        // Somebody else may have taken the place.
        continue
      }
      const room = await this.open(name)
      // It may have been let go of in the very moment that it was found.
      if (this.opened.has(room)) return { room, release: room.reserve() }
    }
  }

  /** Checkpoints every board and lets go of it. */
  async close(): Promise<void> {
    for (const room of this.opened) await this.storeAndDrop(room, () => true)
  }

  private open(name: string): Promise<Room> {
    return this.rooms.get(name) ?? this.remember(name, this.load(name))
  }

  private remember(name: string, opening: Promise<Room>): Promise<Room> {
    this.rooms.set(name, opening)
    opening.catch(() => {
      if (this.rooms.get(name) === opening) this.rooms.delete(name)
    })
    return opening
  }

  private async load(name: string): Promise<Room> {
    const log = await this.options.storage.open(name)
    const room = await Room.open(log, {
      ...this.options,
      onEmpty: empty => this.wait(empty),
      onBroken: broken => this.replace(broken),
    })
    this.opened.add(room)
    return room
  }

  /** Reads the board anew, once all that its old log was given, and its old rows, are stored: one log at a time. */
  private replace(room: Room): void {
    const { name } = room.log
    this.drop(room)
    const opening = this.remember(name, this.reload(room))
    // Perhaps nobody comes back to it. Where it cannot be read, the next one who comes is told.
    opening.then(again => this.wait(again)).catch(() => {})
  }

  private async reload(room: Room): Promise<Room> {
    await this.options.storage.settle()
    await room.rest()
    return this.load(room.log.name)
  }

  private wait(room: Room): void {
    const { clock, roomIdleMs, onError } = this.options
    this.waits.get(room)?.()
    // The longest idle one first.
    this.waits.delete(room)
    const cancel = clock.setTimer(() => {
      this.dropIfEmpty(room).catch(onError)
    }, roomIdleMs)
    this.waits.set(room, cancel)
  }

  /** Before its time. False where there is none, or where what it still has could not be stored now. */
  private async dropLongestIdle(): Promise<boolean> {
    // One that is read anew is in no place by now: to let go of it would make none.
    const idle = [...this.waits.keys()].find(room => room.isEmpty && this.opened.has(room))
    if (idle === undefined || this.options.storage.state.kind !== 'ready') return false
    await this.dropIfEmpty(idle)
    return true
  }

  private async dropIfEmpty(room: Room): Promise<void> {
    if (!room.isEmpty || !this.opened.has(room)) return
    await this.options.storage.settle()
    await this.storeAndDrop(room, () => this.isIdle(room))
  }

  /**
   * Somebody may have come meanwhile, and have gone too, with batches on their way: a log that is opened
   * beside them would give their places again. With their going this is asked anew.
   */
  private isIdle(room: Room): boolean {
    return room.isEmpty && this.opened.has(room) && room.log.unsettledBytes === 0
  }

  /** Only loading speed hangs on the rows: a board whose rows cannot be stored is let go of all the same. */
  private async storeAndDrop(room: Room, mayDrop: () => boolean): Promise<void> {
    await room.checkpoint().catch(this.options.onError)
    // Another one may have begun right behind it: who opens the board must not read beside its writing.
    await room.rest()
    if (mayDrop()) this.drop(room)
  }

  private drop(room: Room): void {
    this.waits.get(room)?.()
    this.waits.delete(room)
    this.opened.delete(room)
    this.rooms.delete(room.log.name)
    room.close()
  }
}
