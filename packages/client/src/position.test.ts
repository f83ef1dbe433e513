import {
  authorIdOf,
  batchDigestOf,
  chainStart,
  EMPTY_DIGEST,
  type LogEntry,
  nextChain,
  personIdOf,
  roomIdOf,
} from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { NOWHERE, type Place, placeAfter, placeAtMark, resumeFrom } from './position.ts'
import { StreamError } from './stream-error.ts'

const room = roomIdOf(new Uint8Array(8).fill(1))
const author = authorIdOf(new Uint8Array(16))
const person = personIdOf(new Uint8Array(16).fill(2))
const entry = (seq: number): LogEntry => {
  return { seq, author, person, counter: seq, bytes: new Uint8Array([seq]) }
}
const start: Place = { kind: 'known', room, seq: 0, hash: chainStart(room) }
const building: Place = { kind: 'building', room, seq: 4 }
const markAt = (seq: number, hash = chainStart(room)) => ({ seq, hash, digest: EMPTY_DIGEST })

describe('a place in a room’s history', () => {
  it('moves on with each entry, hash and all', () => {
    const digest = batchDigestOf(new Uint8Array([1]))
    const hash = nextChain(chainStart(room), { author, person, counter: 1, digest })
    expect(placeAfter(start, entry(1))).toEqual({ kind: 'known', room, seq: 1, hash })
  })

  it('takes no entry but the very next', () => {
    for (const seq of [0, 2, 3]) expect(() => placeAfter(start, entry(seq))).toThrow(StreamError)
    expect(() => placeAfter(NOWHERE, entry(1))).toThrow(StreamError)
  })

  it('has no hash while a snapshot comes in, and none to resume from', () => {
    expect(placeAfter(building, entry(5))).toEqual({ kind: 'building', room, seq: 5 })
    expect(resumeFrom(building)).toBeNull()
    expect(resumeFrom(NOWHERE)).toBeNull()
  })

  it('takes the hash of the caught-up mark where it had none', () => {
    const { hash } = markAt(4)
    expect(placeAtMark(building, markAt(4))).toEqual({ kind: 'known', room, seq: 4, hash })
  })

  it('keeps its own hash where it has one: the mark is there to be compared', () => {
    const folded = placeAfter(start, entry(1))
    expect(placeAtMark(folded, markAt(1))).toBe(folded)
  })

  it('is not where a mark of another seq says', () => {
    expect(() => placeAtMark(building, markAt(5))).toThrow(StreamError)
    expect(() => placeAtMark(NOWHERE, markAt(0))).toThrow(StreamError)
  })

  it('[G5] can be resumed from, also with nothing received yet', () => {
    expect(resumeFrom(start)).toEqual({ room, seq: 0, hash: chainStart(room) })
  })
})
