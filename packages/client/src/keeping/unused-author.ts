// One's own place in a store, which must be empty at first. An author is one run: a second one under the same
// key would number its batches and objects like the first, and write over what that one left.

import type { AuthorId } from '@inkroom/protocol'
import type { OutboxStore, OutboxWrite } from './outbox-store.ts'

export class AuthorKeyReusedError extends Error {
  constructor() {
    super('this author key is of an earlier run: draw a key for each run')
    this.name = 'AuthorKeyReusedError'
  }
}

export class UnusedAuthor {
  private readonly store: OutboxStore
  private readonly self: AuthorId
  private readonly refuse: (error: AuthorKeyReusedError) => void
  private place: 'unasked' | 'asked' | 'empty' | 'taken' = 'unasked'
  /** Writes that wait for the answer. */
  private readonly waiting: (() => void)[] = []

  constructor(store: OutboxStore, self: AuthorId, refuse: (error: AuthorKeyReusedError) => void) {
    this.store = store
    this.self = self
    this.refuse = refuse
  }

  /** Before the first write; again is nothing more. */
  check(): void {
    if (this.place !== 'unasked') return
    this.place = 'asked'
    void this.ask()
  }

  /** There is no time to ask. Keys are drawn for each run, but by mistake; work that is not written now is lost. */
  assume(): void {
    if (this.place !== 'taken') this.answer('empty')
  }

  /** In the order of the calls, and at once where that is known. Rejects where the author is no new one. */
  readonly write = (write: OutboxWrite): Promise<void> => {
    if (this.place === 'empty') return this.store.write(write)
    if (this.place === 'taken') return Promise.reject(new AuthorKeyReusedError())
    this.check()
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        this.write(write).then(resolve, reject)
      })
    })
  }

  private async ask(): Promise<void> {
    // Who looks for the work of others hears why the store cannot be read.
    const stored = await this.store.load().catch(() => [])
    const isTaken = stored.some(({ author }) => author === this.self)
    // Where it was assumed meanwhile, what is there now may be one's own.
    if (this.place !== 'asked') return
    this.answer(isTaken ? 'taken' : 'empty')
    if (isTaken) this.refuse(new AuthorKeyReusedError())
  }

  private answer(place: 'empty' | 'taken'): void {
    this.place = place
    for (const write of this.waiting.splice(0)) write()
  }
}
