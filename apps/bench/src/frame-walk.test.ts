import {
  AuthorTable,
  authorIdOf,
  encodeDown,
  encodeLive,
  encodeLogPart,
  type LogEntry,
  logFrameOf,
  personIdOf,
  Writer,
} from '@inkroom/protocol'
import { expect, test } from 'vitest'
import { batchCount, relayedCount, relayedPens } from './frame-walk.ts'

const keyOf = (n: number) => new Uint8Array(16).fill(n)

function entriesOf(...sizes: readonly number[]): LogEntry[] {
  return sizes.map((size, index) => ({
    seq: index + 1,
    author: authorIdOf(keyOf(index % 3)),
    person: personIdOf(keyOf(index % 3)),
    counter: Math.floor(index / 3) + 1,
    bytes: new Uint8Array(size).fill(index),
  }))
}

test.each([[[5]], [[5, 300, 127, 128]], [[1, 2, 3, 4, 5, 6, 7, 8]]])(
  'batches of %j bytes are counted in live and in log frames',
  sizes => {
    const entries = entriesOf(...sizes)
    const table = new AuthorTable()
    expect(batchCount(encodeLive(entries, table))).toBe(sizes.length)
    // Once more, now by numbers alone.
    const next = entries.map(entry => ({ ...entry, counter: entry.counter + 1000 }))
    expect(batchCount(encodeLive(next, table))).toBe(sizes.length)
    expect(batchCount(logFrameOf(encodeLogPart(entries)))).toBe(sizes.length)
  },
)

test('other frames bring no batches', () => {
  expect(batchCount(encodeDown({ type: 'people', count: 0, full: true, here: [], left: [] }))).toBe(
    0,
  )
})

test('messages of a relay are told apart by their pens', () => {
  const frame = new Writer()
  for (const message of [keyOf(7), new Uint8Array(200).fill(9), keyOf(8)]) frame.sized(message)
  const bytes = frame.finish()
  expect(relayedPens(bytes)).toEqual([7, 9, 8])
  expect(relayedCount(bytes)).toBe(3)
})
