// What outlives the tabs of a browser: their outboxes, and the roll of those that live. Both can fail.

import {
  type LivingRoll,
  MemoryOutboxStore,
  type OutboxStore,
  type OutboxWrite,
  type StoredOutbox,
} from '@inkroom/client/keeping'
import type { AuthorId, BatchRef } from '@inkroom/protocol'
import type { StillClock } from './still-clock.ts'

export class ModelStore extends MemoryOutboxStore {
  /** Nothing can be written, as in a browser whose quota is used up. */
  isFull = false
  /** Nobody hears who asks: everyone is taken for dead, wrongly. */
  isRollSilent = false

  private readonly drained = new Set<string>()

  /** Another page than its own took it out: it was sent. */
  noteDrained({ head: { author }, remove }: OutboxWrite): void {
    for (const counter of remove) this.drained.add(`${author}-${counter}`)
  }

  wasDrained({ author, counter }: BatchRef): boolean {
    return this.drained.has(`${author}-${counter}`)
  }

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
  private author: AuthorId | null = null
  private leaveRoll = () => {}

  constructor(store: ModelStore, clock: StillClock) {
    this.store = store
    this.clock = clock.lifeOf(() => this.isAlive)
    this.roll = {
      enter: author => {
        this.author = author
        this.leaveRoll = store.roll.enter(author)
        return this.leaveRoll
      },
      whoLives: async () => (store.isRollSilent ? new Set() : store.roll.whoLives()),
    }
  }

  load(): Promise<readonly StoredOutbox[]> {
    return this.store.load()
  }

  write(write: OutboxWrite): Promise<void> {
    if (!this.isAlive) return Promise.reject(new Error('the page is gone'))
    if (write.head.author !== this.author) this.store.noteDrained(write)
    return this.store.write(write)
  }

  end(): void {
    this.isAlive = false
    this.leaveRoll()
  }
}
