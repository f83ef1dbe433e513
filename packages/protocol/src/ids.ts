// Who and what: authors, persons, rooms, objects. Public ids are 64 bits, written as 16 hex digits.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, type Reader, type Writer } from './bytes.ts'
import { MAX_OBJECT_NUMBER, MAX_ROOM_NAME_CHARS } from './limits.ts'
import { ProtocolError } from './protocol-error.ts'

/** Public id of an author: one page load, or one run of a program. */
export type AuthorId = string & { readonly brand: 'author' }
/** Public id of a person: several tabs and reloads of one browser. */
export type PersonId = string & { readonly brand: 'person' }
/** Names one board in one storage for good: a board made anew elsewhere under its name has another. */
export type RoomId = string & { readonly brand: 'room' }
/** `author-n`, n in base 36: the author's n-th object, minted offline. */
export type ObjectId = string & { readonly brand: 'object' }

export const SECRET_BYTES = 16
export const PUBLIC_ID_BYTES = 8
const PUBLIC_ID_CHARS = PUBLIC_ID_BYTES * 2

// The casts below are the birth of each brand: the only places that make one from a bare string.

/** The first 64 bits of SHA-256 of a 128-bit secret. */
export function authorIdOf(secret: Uint8Array): AuthorId {
  return bytesToHex(sha256(secret).subarray(0, PUBLIC_ID_BYTES)) as AuthorId
}

/** The first 64 bits of SHA-256 of a 128-bit secret. */
export function personIdOf(secret: Uint8Array): PersonId {
  return bytesToHex(sha256(secret).subarray(0, PUBLIC_ID_BYTES)) as PersonId
}

export function roomIdOf(random: Uint8Array): RoomId {
  return bytesToHex(random.subarray(0, PUBLIC_ID_BYTES)) as RoomId
}

export function objectIdOf(author: AuthorId, n: number): ObjectId {
  return `${author}-${n.toString(36)}` as ObjectId
}

export function authorOf(id: ObjectId): AuthorId {
  return id.slice(0, PUBLIC_ID_CHARS) as AuthorId
}

export function numberOf(id: ObjectId): number {
  return Number.parseInt(id.slice(PUBLIC_ID_CHARS + 1), 36)
}

export const readAuthorId = (r: Reader): AuthorId => r.hex(PUBLIC_ID_BYTES) as AuthorId
export const readPersonId = (r: Reader): PersonId => r.hex(PUBLIC_ID_BYTES) as PersonId
export const readRoomId = (r: Reader): RoomId => r.hex(PUBLIC_ID_BYTES) as RoomId

export function writeObjectId(w: Writer, id: ObjectId): void {
  w.hex(authorOf(id))
  w.varint(numberOf(id))
}

export function readObjectId(r: Reader): ObjectId {
  const author = readAuthorId(r)
  return objectIdOf(author, r.varintUpTo(MAX_OBJECT_NUMBER, 'object number'))
}

const ROOM_NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._~-]*$/u

/**
 * The name of a board as it stands in `/b/NAME`, in Unicode's NFC form; null when it is none:
 * 1–64 letters, digits or `. _ ~ -`, beginning with a letter or a digit.
 */
export function parseRoomName(text: string): string | null {
  const name = text.normalize('NFC')
  return name.length <= MAX_ROOM_NAME_CHARS && ROOM_NAME.test(name) ? name : null
}

export function readRoomName(r: Reader): string {
  const name = parseRoomName(r.text(MAX_ROOM_NAME_CHARS * 4, 'room name'))
  if (name === null) throw new ProtocolError('unknown-value', 'not the name of a board')
  return name
}
