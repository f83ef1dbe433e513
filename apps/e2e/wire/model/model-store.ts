// What outlives the tabs of a browser: their outboxes, and the roll of those that live. Both can fail.

import {
  type LivingRoll,
  MemoryOutboxStore,
  type OutboxStore,
  type OutboxWrite,
  type StoredOutbox,
} from '@inkroom/client/keeping'
import type { AuthorId } from '@inkroom/protocol'
import type { StillClock } from './still-clock.ts'

export class ModelStore extends MemoryOutboxStore {
  /** Nothing can be written, as in a browser whose quota is used up. */
  isFull = false
  /** Nobody hears who asks: everyone is taken for dead, wrongly. */
  isRollSilent = false

  override write(write: OutboxWrite): Promise<void> {
    return this.isFull ? Promise.reject(new Error('no room')) : super.write(write)
  }

  async countersOf(wanted: AuthorId): Promise<ReadonlySet<number>> {
    const stored = (await this.load()).find(({ author }) => author === wanted)
    return new Set(stored?.batches.map(({ counter }) => counter))
  }
}

/** The store and the time of one page: with the page both end. */
export class ModelPage implements OutboxStore {
  readonly roll: LivingRoll
  readonly clock: ReturnType<StillClock['lifeOf']>
  private readonly store: ModelStore
  private isAlive = true
  private leaveRoll = () => {}

  constructor(store: ModelStore, clock: StillClock) {
    this.store = store
    this.clock = clock.lifeOf(() => this.isAlive)
    this.roll = {
      enter: author => (this.leaveRoll = store.roll.enter(author)),
      whoLives: async () => (store.isRollSilent ? new Set() : store.roll.whoLives()),
    }
  }

  load(): Promise<readonly StoredOutbox[]> {
    return this.store.load()
  }

  write(write: OutboxWrite): Promise<void> {
    return this.isAlive ? this.store.write(write) : Promise.reject(new Error('the page is gone'))
  }

  end(): void {
    this.isAlive = false
    this.leaveRoll()
  }
}
