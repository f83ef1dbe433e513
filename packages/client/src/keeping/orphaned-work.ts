// Work in a store whose page is gone, read as batches and told apart by the boards that it is for.

import {
  type Batch,
  decodeOps,
  type Op,
  type PersonId,
  ProtocolError,
  personIdOf,
  type RoomId,
} from '@inkroom/protocol'
import type { OutboxHead, StoredOutbox } from './outbox-store.ts'

export interface OrphanedWork {
  readonly head: OutboxHead
  readonly person: PersonId
  /** The board that it is for; null where that was not known yet: then it is the one that has the name. */
  readonly room: RoomId | null
  /** Whether another board took the name while its page lived. */
  readonly isFormer: boolean
  /** Whether its board has passed its counters by, so that it can never be sent under them. */
  readonly isPassed: boolean
  /** At least one, ascending by counter. */
  readonly batches: readonly Batch[]
}

/** A newer version may have left ops that are not known here: they are sent as they are, and not shown. */
function readableOps(bytes: Uint8Array): readonly Op[] {
  try {
    return decodeOps(bytes)
  } catch (error) {
    if (error instanceof ProtocolError) return []
    throw error
  }
}

export function orphanedWorkOf(stored: StoredOutbox): OrphanedWork[] {
  const { batches: all, ...head } = stored
  const person = personIdOf(head.personKey)
  const rooms = [
    ...head.former.map(each => ({ ...each, isFormer: true })),
    { room: head.room, upTo: Number.POSITIVE_INFINITY, isFormer: false, isPassed: false },
  ]
  let from = 0
  return rooms.flatMap(({ upTo, ...board }) => {
    const part = all.filter(({ counter }) => counter > from && counter <= upTo)
    from = upTo
    const batches = part.map(({ counter, bytes }): Batch => {
      return { author: head.author, counter, ops: readableOps(bytes), bytes }
    })
    return batches.length > 0 ? [{ head, person, ...board, batches }] : []
  })
}
