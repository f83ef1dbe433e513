// Batches of two people, for tests that go below the wire.

import { authorIdOf, encodeOps, personIdOf } from '@inkroom/protocol'
import type { NewBatch, RoomLog, StoredPart, Writer } from '../storage/storage.ts'
import { bodyOf, create } from './ops.ts'
import { keyOf } from './wire-client.ts'

export const ANNA: Writer = { author: authorIdOf(keyOf(1)), person: personIdOf(keyOf(101)) }
export const BERT: Writer = { author: authorIdOf(keyOf(2)), person: personIdOf(keyOf(102)) }

export function batchOf(writer: Writer, counter: number, seed = counter): NewBatch {
  return { ...writer, counter, bytes: encodeOps([create(seed, bodyOf(seed))]) }
}

export async function readAll(log: RoomLog, after = 0): Promise<StoredPart[]> {
  const all: StoredPart[] = []
  for (let at = after; at < log.head.seq; at = all.at(-1)?.last ?? log.head.seq) {
    all.push(...(await log.read(at, 100)))
  }
  return all
}

export async function appendMany(log: RoomLog, writer: Writer, count: number): Promise<void> {
  const { last } = log.settled(writer.author, 1)
  const counters = Array.from({ length: count }, (_, index) => last + 1 + index)
  await Promise.all(counters.map(counter => log.append(batchOf(writer, counter))))
}
