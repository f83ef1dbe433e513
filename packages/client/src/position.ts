// Where in which room's history the replica stands. Pure values.
//
// While a snapshot comes in, the seq is known and the hash is not: only the caught-up mark names it.
// Such a place cannot be resumed from, since the rows are then of different seqs.

import {
  batchDigestOf,
  type ChainHash,
  type LogEntry,
  type Mark,
  nextChain,
  type Position,
  type RoomId,
} from '@inkroom/protocol'
import { StreamError } from './stream-error.ts'

export type Place =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'building'; readonly room: RoomId; readonly seq: number }
  | ({ readonly kind: 'known' } & Position)

export const NOWHERE: Place = { kind: 'nowhere' }

/** What to tell a server that one has already; null for nothing. */
export function resumeFrom(place: Place): Position | null {
  if (place.kind !== 'known') return null
  const { room, seq, hash } = place
  return { room, seq, hash }
}

function chainAfter(hash: ChainHash, entry: LogEntry): ChainHash {
  const { author, person, counter, bytes } = entry
  return nextChain(hash, { author, person, counter, digest: batchDigestOf(bytes) })
}

/** @throws {StreamError} where the entry is not the very next one. */
export function placeAfter(place: Place, entry: LogEntry): Place {
  if (place.kind === 'nowhere') throw new StreamError('an entry before any welcome')
  if (entry.seq !== place.seq + 1) throw new StreamError(`seq ${entry.seq} after ${place.seq}`)
  if (place.kind === 'building') return { ...place, seq: entry.seq }
  return { ...place, seq: entry.seq, hash: chainAfter(place.hash, entry) }
}

/** @throws {StreamError} where the mark is not of the place that was reached. */
export function placeAtMark(place: Place, mark: Mark): Place {
  if (place.kind === 'nowhere') throw new StreamError('a caught-up mark before any welcome')
  if (mark.seq !== place.seq) throw new StreamError(`caught up at ${mark.seq}, is at ${place.seq}`)
  return place.kind === 'known' ? place : { ...place, kind: 'known', hash: mark.hash }
}
