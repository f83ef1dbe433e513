// Outboxes in memory: they outlive a client, not the process. For tests, and for programs that make many
// clients.

import type { AuthorId } from '@inkroom/protocol'
import type {
  LivingRoll,
  OutboxHead,
  OutboxStore,
  OutboxWrite,
  StoredOutbox,
} from './outbox-store.ts'

interface Held {
  head: OutboxHead
  readonly batches: Map<number, Uint8Array>
}

export class MemoryRoll implements LivingRoll {
  private readonly living = new Set<AuthorId>()
  private readonly hearers = new Set<() => void>()

  enter(author: AuthorId): () => void {
    this.living.add(author)
    return () => {
      this.living.delete(author)
      for (const hear of Array.from(this.hearers)) hear()
    }
  }

  onLeave(hear: () => void): () => void {
    this.hearers.add(hear)
    return () => this.hearers.delete(hear)
  }

  whoLives(): Promise<ReadonlySet<AuthorId>> {
    return Promise.resolve(new Set(this.living))
  }
}

export class MemoryOutboxStore implements OutboxStore {
  readonly roll = new MemoryRoll()
  private readonly held = new Map<AuthorId, Held>()

  load(): Promise<readonly StoredOutbox[]> {
    return Promise.resolve(
      Array.from(this.held.values(), ({ head, batches }) => ({
        ...head,
        batches: Array.from(batches, ([counter, bytes]) => ({ counter, bytes })).toSorted(
          (a, b) => a.counter - b.counter,
        ),
      })),
    )
  }

  write({ head, put, remove }: OutboxWrite): Promise<void> {
    const held = this.held.get(head.author) ?? { head, batches: new Map() }
    held.head = head
    for (const { counter, bytes } of put) held.batches.set(counter, bytes.slice())
    for (const counter of remove) held.batches.delete(counter)
    if (held.batches.size > 0) this.held.set(head.author, held)
    else this.held.delete(head.author)
    return Promise.resolve()
  }
}
