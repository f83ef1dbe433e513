// Finds the outboxes of pages that are gone: what is in the store, but for those whose page lives.

import type { AuthorId } from '@inkroom/protocol'
import { type OrphanedWork, orphanedWorkOf } from './orphaned-work.ts'
import type { OutboxStore } from './outbox-store.ts'

export interface FinderParts {
  readonly store: OutboxStore
  /** Whose outboxes are not looked for. */
  readonly author: AuthorId
  readonly storeRead: (wasRead: boolean) => void
}

export class OrphanFinder {
  private readonly parts: FinderParts
  private asked = 0
  /** The newest question that was answered. */
  private answered = 0

  constructor(parts: FinderParts) {
    this.parts = parts
  }

  /** Null where the store does not say, or has said it to who asked later. */
  async find(): Promise<readonly OrphanedWork[] | null> {
    this.asked += 1
    const { asked } = this
    const found = await this.read()
    if (found === null || asked < this.answered) return null
    this.answered = asked
    return found
  }

  /** No answer matters any more. */
  close(): void {
    this.answered = Number.POSITIVE_INFINITY
  }

  private async read(): Promise<readonly OrphanedWork[] | null> {
    const { store, author: self, storeRead } = this.parts
    try {
      const others = (await store.load()).filter(({ author }) => author !== self)
      storeRead(true)
      if (others.length === 0) return []
      const living = await store.roll.whoLives()
      return others.filter(({ author }) => !living.has(author)).flatMap(orphanedWorkOf)
    } catch {
      // Any reason is the same reason: the store cannot be read, so it is not to be relied on.
      storeRead(false)
      return null
    }
  }
}
