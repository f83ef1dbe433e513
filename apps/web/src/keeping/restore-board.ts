// Begins a board from the copy in this browser, if there is one and it comes soon: nobody waits for what would
// come from the server as well.

import type { Client, Clock } from '@inkroom/client'
import type { Document } from '@inkroom/document'
import type { BoardShelf, ShelvedBoard } from './board-shelf.ts'

const LONGEST_WAIT_MS = 300

export interface RestoreParts {
  readonly roomName: string
  /** As far as the page knows without looking: to look for a copy takes a new visitor as long as to join. */
  readonly mayBeKept: boolean
  readonly shelf: BoardShelf
  readonly client: Pick<Client, 'restore'>
  /** The client's replica. */
  readonly document: Pick<Document, 'reset'>
  readonly clock: Clock
}

/** Resolves to what the board was begun from; null where it begins with nothing. */
export async function restoreBoard(parts: RestoreParts): Promise<ShelvedBoard | null> {
  const { roomName, mayBeKept, shelf, clock } = parts
  if (!mayBeKept) return null
  const late = new Promise<null>(resolve => clock.setTimer(() => resolve(null), LONGEST_WAIT_MS))
  // A browser that stores nothing is one without a copy.
  const read = shelf.read(roomName).catch(() => null)
  const shelved = await Promise.race([read, late])
  return shelved !== null && isRestored(parts, shelved) ? shelved : null
}

/** Whether the copy was one: it may have been damaged where it lay. The board itself is on the server. */
function isRestored({ roomName, shelf, client, document }: RestoreParts, shelved: ShelvedBoard) {
  try {
    client.restore(shelved.copy)
    return true
  } catch {
    // Not half of it.
    document.reset()
    void shelf.remove(roomName).catch(() => undefined)
    return false
  }
}
