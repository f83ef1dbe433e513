// Outboxes in IndexedDB: they outlive their page. Without `durability: 'strict'`, since it is for lost
// pages and crashed browsers; after a power cut the server's word counts, and a batch may be drawn anew.

import type {
  LivingRoll,
  OutboxStore,
  OutboxWrite,
  StoredBatch,
  StoredOutbox,
} from '../keeping/outbox-store.ts'
import type { BoardDatabase, StoredRecord } from './board-database.ts'

/** All keys of an author: arrays sort behind numbers. */
const keysOf = (author: string) => IDBKeyRange.bound([author], [author, []])

/** A clone takes the whole buffer along that a part lies in. */
const recordOf = (author: string, counter: number, bytes: Uint8Array): StoredRecord => ({
  author,
  counter,
  bytes: bytes.slice(),
})

export class IndexedOutboxStore implements OutboxStore {
  readonly roll: LivingRoll
  private readonly database: BoardDatabase

  constructor(database: BoardDatabase, roll: LivingRoll) {
    this.database = database
    this.roll = roll
  }

  load(): Promise<readonly StoredOutbox[]> {
    return this.database.run(async database => {
      const reading = database.transaction(['outboxes', 'batches'])
      const [heads, records] = await Promise.all([
        reading.objectStore('outboxes').getAll(),
        reading.objectStore('batches').getAll(),
        reading.done,
      ])
      const batches = new Map<string, StoredBatch[]>(heads.map(({ author }) => [author, []]))
      for (const { author, counter, bytes } of records)
        batches.get(author)?.push({ counter, bytes })
      return heads.map(head => ({ ...head, batches: batches.get(head.author) ?? [] }))
    })
  }

  write({ head, put, remove }: OutboxWrite): Promise<void> {
    return this.database.run(async database => {
      const { author } = head
      const writing = database.transaction(['outboxes', 'batches'], 'readwrite')
      const batches = writing.objectStore('batches')
      const heads = writing.objectStore('outboxes')
      const dropUnused = async () => {
        if ((await batches.count(keysOf(author))) === 0) await heads.delete(author)
      }
      const commit = async () => {
        if (put.length === 0) await dropUnused()
        // By itself a transaction waits until this page heard all answers, and a page that goes hears none.
        writing.commit()
      }
      // Requests run in their order.
      await Promise.all([
        ...put.map(({ counter, bytes }) => batches.put(recordOf(author, counter, bytes))),
        ...remove.map(counter => batches.delete([author, counter])),
        heads.put(head),
        commit(),
        writing.done,
      ])
    })
  }
}
