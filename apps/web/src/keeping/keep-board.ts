// The board of this page and its copy in this browser: begins from it, and keeps it up to date.

import type { Client } from '@inkroom/client'
import { boardDatabase, browserEnvironment } from '@inkroom/client/browser'
import type { Document } from '@inkroom/document'
import { bytesToHex } from '@inkroom/protocol'
import { requestTurn } from '../app/next-turn.ts'
import { BoardKeeper } from './board-keeper.ts'
import { IndexedShelf } from './indexed-shelf.ts'
import type { BoardCopy } from './kept-board.ts'
import { restoreBoard } from './restore-board.ts'

const STAMP_BYTES = 8

export interface KeptBoardParts {
  readonly roomName: string
  /** Not connected yet. */
  readonly client: Client
  readonly document: Document
  readonly page: Window
  /** As far as the page knows without looking. */
  readonly mayBeKept: boolean
  /** Told when it changes, and again: whether a page without a network would show the board. */
  readonly onKept: (isKept: boolean) => void
}

/** Resolves to whether the board is here, before any connection. */
export async function beginFromKept(parts: KeptBoardParts): Promise<boolean> {
  const { roomName, client, document, page, mayBeKept, onKept } = parts
  const { clock } = browserEnvironment
  const shelf = new IndexedShelf(boardDatabase)
  const keeper = new BoardKeeper({
    roomName,
    shelf,
    clock,
    copy: () => copyOf(client, document),
    drawStamp: () => bytesToHex(browserEnvironment.randomBytes(STAMP_BYTES)),
    nextTurn: () => new Promise(requestTurn),
    onKept,
  })
  const shelved = await restoreBoard({ roomName, mayBeKept, shelf, client, document, clock })
  if (shelved !== null) keeper.beganFrom(shelved)
  follow(keeper, client, page)
  client.on('state', state => {
    if (state.kind !== 'stopped') return
    const isShutOut = state.reason === 'capability-missing' || state.reason === 'capability-wrong'
    // Who may not see the board any more has no copy of it either.
    if (isShutOut) void keeper.forget()
  })
  return shelved !== null
}

/** Both of one moment: rows are values. */
function copyOf(client: Client, document: Document): BoardCopy | null {
  const { position } = client
  return position === null ? null : { position, rows: Array.from(document.confirmedRows()) }
}

function follow(keeper: BoardKeeper, client: Client, page: Window): void {
  client.on('batch', () => keeper.changed())
  client.on('live', () => keeper.changed())
  client.on('healed', () => keeper.changed())
  page.addEventListener('pagehide', () => void keeper.keepNow())
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'hidden') void keeper.keepNow()
  })
}
