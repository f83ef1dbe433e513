import { beforeEach, describe } from 'vitest'
import { MemoryOutboxStore } from './memory-outbox-store.ts'
import { runOutboxStoreContract } from './outbox-store-contract.ts'

describe('outboxes in memory', () => {
  let store = new MemoryOutboxStore()
  beforeEach(() => {
    store = new MemoryOutboxStore()
  })
  runOutboxStoreContract(() => store)
})
