// Keeping unsettled work beyond its page or process. An entry of its own: who needs none of it loads none.

import type { OutboxStore } from './keeping/outbox-store.ts'
import { StoredKeeper } from './keeping/stored-keeper.ts'
import type { KeepWork } from './work-keeper.ts'

export { MemoryOutboxStore } from './keeping/memory-outbox-store.ts'
export type {
  FormerRoom,
  LivingRoll,
  OutboxHead,
  OutboxStore,
  OutboxWrite,
  StoredBatch,
  StoredOutbox,
} from './keeping/outbox-store.ts'

export { AuthorKeyReusedError } from './keeping/unused-author.ts'

/** For a client's `keepWork`: its unsettled work is in the store, and so is that of earlier visits. */
export const keepIn =
  (store: OutboxStore): KeepWork =>
  parts =>
    new StoredKeeper(store, parts)
