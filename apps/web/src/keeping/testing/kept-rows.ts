// Rows and places for the tests of what is kept.

import {
  type AuthorId,
  appendBody,
  type ChainHash,
  EMPTY_BODY,
  objectIdOf,
  type PersonId,
  type Position,
  type RoomId,
  type Row,
  utf8ToBytes,
} from '@inkroom/protocol'

// Ids are hashes elsewhere; a test names its own.
const author = '00000000000000a1' as AuthorId
const owner = '00000000000000b1' as PersonId
const room = '00000000000000c1' as RoomId

/** The n-th row of a board, from 1, as the batch `seq` left it. */
export function keptRow(n: number, seq = n): Row {
  const body = appendBody(EMPTY_BODY, utf8ToBytes(`row ${n} at ${seq}`))
  const birth = { id: objectIdOf(author, n), author, owner, page: 0, parent: null }
  const state = { born: n, bornAt: 0, seq, finished: true, gone: null, fields: [], body }
  return { ...birth, ...state }
}

export const keptRows = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, at) => keptRow(at + 1))

export function placeAt(seq: number, history = 0): Position {
  const hash = (history * 0x10000 + seq).toString(16).padStart(16, '0') as ChainHash
  return { room, seq, hash }
}
