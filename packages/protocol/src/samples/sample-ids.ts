// Whose the samples are, of which board, and where that stands.

import type { ChainHash } from '../hashes.ts'
import type { AuthorId, PersonId, RoomId } from '../ids.ts'

// The casts make ids of hex digits, as reading them from bytes would.
export const ANN = 'a1b2c3d4e5f60718' as AuthorId
export const BOB = 'b0b1b2b3b4b5b6b7' as AuthorId
export const ANN_PERSON = '00112233445566aa' as PersonId
export const BOB_PERSON = '00112233445566bb' as PersonId
export const ROOM = '0102030405060708' as RoomId
export const HASH = 'fedcba9876543210' as ChainHash

/** Where the board stands. */
export const MARK = { seq: 45, hash: HASH, digest: { a: 0xffff_ffff, b: 1 } }
