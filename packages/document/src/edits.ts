// What people do, as ops. Pure: nothing happens before the ops are submitted. More ops than fit a batch
// are cut into several by `splitIntoBatches`.

import {
  type CreateOp,
  type ExtendOp,
  encodeInkBody,
  encodeTitleBody,
  encodeTitleText,
  FIELDS,
  type InkHeader,
  limits,
  MAX_TITLE_BYTES,
  type ObjectId,
  type Op,
  objectIdOf,
  type RemoveOp,
  type SetOp,
} from '@inkroom/protocol'
import { removesOf } from './batch-cutting.ts'
import type { Document } from './document.ts'

/**
 * Titles stand on a page that nobody draws on, so that clearing a page does not take the board's name.
 */
export const TITLE_PAGE = limits.MAX_PAGE_NUMBER

export interface StrokeBirth {
  /** The author's own object number (see ObjectMinter). */
  readonly n: number
  readonly page: number
  readonly header: InkHeader
}

export function createStroke({ n, page, header }: StrokeBirth): CreateOp {
  return { kind: 'create', n, page, parent: null, body: encodeInkBody(header), last: false }
}

export function extendStroke(growth: Omit<ExtendOp, 'kind'>): ExtendOp {
  return { kind: 'extend', ...growth }
}

/** Says that nothing more will come; `at` is where the body ends. */
export function finishStroke(n: number, at: number): ExtendOp {
  return extendStroke({ n, at, body: new Uint8Array(0), last: true })
}

/**
 * Removes those of the objects that show. The others are left to whoever removed them: a second removal
 * would take over, and its undo would bring back what another took away.
 */
export function eraseObjects(
  board: Pick<Document, 'isVisible'>,
  ids: Iterable<ObjectId>,
): RemoveOp[] {
  const visible = Array.from(new Set(ids)).filter(id => board.isVisible(id))
  return removesOf(visible)
}

/**
 * Removes all of a page that was seen: a sweep up to the newest seq, so that what others draw at this
 * moment stays, and the own work that has no seq yet by its ids. Nothing where nothing shows.
 */
export function clearPage(board: Document, page: number): Op[] {
  const pending: ObjectId[] = []
  let sweeps = false
  for (const id of board.idsInOrder()) {
    const object = board.get(id)
    if (object?.page !== page) continue
    if (board.isBornInRoom(id)) sweeps = true
    else pending.push(id)
  }
  const sweep: Op = { kind: 'sweep', page, person: null, bornUpTo: board.seq }
  return [...(sweeps ? [sweep] : []), ...removesOf(pending)]
}

/** What setting the title needs: the document, and a number for the title object if it is the first. */
export interface TitleSetting {
  readonly board: Pick<Document, 'titleId' | 'title' | 'author'>
  readonly mint: () => number
}

/** Sets the text of the board's title, cut to MAX_TITLE_BYTES of UTF-8. No ops where it is that already. */
export function setTitle(text: string, { board, mint }: TitleSetting): Op[] {
  const { titleId } = board
  if (text === board.title) return []
  if (titleId !== null) return [titleTextOp(titleId, text)]
  const n = mint()
  const body = encodeTitleBody()
  const create: CreateOp = { kind: 'create', n, page: TITLE_PAGE, parent: null, body, last: true }
  return [create, titleTextOp(objectIdOf(board.author, n), text)]
}

function titleTextOp(id: ObjectId, text: string): SetOp {
  return { kind: 'set', id, field: FIELDS.text, value: titleBytes(text), over: null }
}

/** Cut between code points, so that what is left is UTF-8. */
function titleBytes(text: string): Uint8Array {
  let kept = ''
  let bytes = 0
  for (const character of text) {
    bytes += encodeTitleText(character).length
    if (bytes > MAX_TITLE_BYTES) break
    kept += character
  }
  return encodeTitleText(kept)
}
