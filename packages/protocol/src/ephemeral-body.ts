// What is said once and never stored: the kinds, and the cursor. The server relays these by kind, the newest winning.

import { Reader, Writer } from './bytes.ts'
import { MAX_PAGE_NUMBER } from './limits.ts'
import { ProtocolError } from './protocol-error.ts'

/** Numbers of the wire, never used again for something else. */
export const EPHEMERAL_KINDS = { cursor: 0, laser: 1 } as const

/** Where a pointer hovers, in world units; null when it left the board. */
export interface Cursor {
  readonly x: number
  readonly y: number
  readonly page: number
}

/** World units are sent in sixteenths: finer than a pixel at any zoom a cursor is read at. */
const CURSOR_GRID = 16

export function encodeCursor(cursor: Cursor | null): Uint8Array {
  const w = new Writer(12)
  if (cursor === null) return w.finish()
  w.zigzag(Math.round(cursor.x * CURSOR_GRID))
  w.zigzag(Math.round(cursor.y * CURSOR_GRID))
  w.varint(cursor.page)
  return w.finish()
}

/** An empty body is a cursor that left; garbage reads as the same. */
export function decodeCursor(body: Uint8Array): Cursor | null {
  if (body.length === 0) return null
  try {
    const r = new Reader(body)
    const x = r.zigzag() / CURSOR_GRID
    const y = r.zigzag() / CURSOR_GRID
    const page = r.varintUpTo(MAX_PAGE_NUMBER, 'page')
    r.expectEnd()
    return { x, y, page }
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}
