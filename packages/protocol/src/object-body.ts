// What an object's body begins with: its kind. The server never looks in here.

import { Reader, utf8ToBytes, Writer } from './bytes.ts'
import { decodeInkHeader, type InkHeader, writeInkHeader } from './ink-header.ts'
import { ProtocolError } from './protocol-error.ts'

/** Numbers of the wire, never used again for something else. */
export const OBJECT_KINDS = { ink: 1, title: 2, erasure: 3 } as const

/** Fields that `set` names; a value that cannot be read is the field's default. */
export const FIELDS = { text: 1 } as const

export const MAX_TITLE_BYTES = 256

/** The create body of a stroke; its points follow as segments (see InkEncoder). */
export function encodeInkBody(header: InkHeader): Uint8Array {
  const w = new Writer(32)
  w.varint(OBJECT_KINDS.ink)
  writeInkHeader(w, header)
  return w.finish()
}

/** A board's title is an object that shows nothing; its text is a field. */
export function encodeTitleBody(): Uint8Array {
  return Uint8Array.of(OBJECT_KINDS.title)
}

export function encodeTitleText(title: string): Uint8Array {
  return utf8ToBytes(title)
}

export type ObjectHead =
  | { readonly kind: 'ink'; readonly header: InkHeader; readonly pointsAt: number }
  | { readonly kind: 'title' }
  | { readonly kind: 'erasure'; readonly rangesAt: number }
  | { readonly kind: 'unknown' }

/** Reads what a body begins with. Garbage is `unknown`, never an exception. */
export function decodeObjectHead(body: Uint8Array): ObjectHead {
  try {
    const r = new Reader(body)
    const kind = r.varint()
    if (kind === OBJECT_KINDS.title) return { kind: 'title' }
    if (kind === OBJECT_KINDS.erasure) return { kind: 'erasure', rangesAt: r.offset }
    if (kind !== OBJECT_KINDS.ink) return { kind: 'unknown' }
    const header = decodeInkHeader(r)
    return { kind: 'ink', header, pointsAt: r.offset }
  } catch (error) {
    if (error instanceof ProtocolError) return { kind: 'unknown' }
    throw error
  }
}
