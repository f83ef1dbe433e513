// The live stream over its author table: what is read equals what was sent, however long it runs.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainStart } from '../hashes.ts'
import type { AuthorId, PersonId } from '../ids.ts'
import type { LogEntry } from '../op.ts'
import { encodeOps } from '../op-codec.ts'
import { ANN, ANN_PERSON, BOB, BOB_PERSON, ROOM } from '../samples.ts'
import { AuthorTable } from './author-table.ts'
import { decodeDown, encodeDown, encodeLive } from './down.ts'
import { placeEntries } from './live.ts'

const ops = encodeOps([{ kind: 'restore', counter: 1 }])
const hex = (n: number): string => n.toString(16).padStart(16, '0')
// Ids out of small numbers: any 16 hex digits are one.
const authorNumbered = (n: number): AuthorId => hex(n) as AuthorId
const personNumbered = (n: number): PersonId => hex(n + 1000) as PersonId

function entryOf(author: AuthorId, person: PersonId, counter: number, seq = 1): LogEntry {
  return { seq, author, person, counter, bytes: ops }
}

/** A reader that is live: it follows the frames of one writer. */
class Follower {
  table = new AuthorTable()
  readonly entries: LogEntry[] = []

  follow(frame: Uint8Array, first: number): void {
    const read = decodeDown(frame, this.table)
    if (read.type !== 'live') throw new Error(`a live frame, not ${read.type}`)
    this.entries.push(...placeEntries(read.entries, first))
  }

  /** What a connection that becomes live is told. */
  catchUp(writer: AuthorTable): void {
    const hash = chainStart(ROOM)
    const digest = { a: 0, b: 0 }
    const authors = Array.from(writer.all())
    const frame = encodeDown({ type: 'caught-up', seq: 0, hash, digest, authors })
    const read = decodeDown(frame, this.table)
    if (read.type !== 'caught-up') throw new Error(`a mark, not ${read.type}`)
    this.table = new AuthorTable()
    for (const named of read.authors) this.table.put(named)
  }
}

/** What happens in a room, by the number of the author that it happens to. */
type Event =
  | { readonly kind: 'emit'; readonly who: readonly number[]; readonly skipped: number }
  | { readonly kind: 'enter' | 'leave' | 'catch up' | 'lag'; readonly who: number }

const who = fc.nat(7)
const eventArbitrary: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('emit' as const),
      who: fc.array(who, { minLength: 1, maxLength: 4 }),
      skipped: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(3)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'enter' as const,
        'leave' as const,
        'catch up' as const,
        'lag' as const,
      ),
      who,
    }),
  },
)

/** A room with three followers, the first of whom never lags. */
class Stream {
  readonly table = new AuthorTable()
  readonly log: LogEntry[] = []
  readonly live = new Map<Follower, number>()
  readonly followers = [new Follower(), new Follower(), new Follower()]
  private readonly counters = new Map<number, number>()

  constructor() {
    for (const follower of this.followers) this.live.set(follower, 0)
  }

  handle(event: Event): void {
    if (event.kind === 'emit') this.emit(event.who, event.skipped)
    else if (event.kind === 'enter') this.enter(event.who)
    else if (event.kind === 'leave') this.table.drop(authorNumbered(event.who))
    else this.move(event.kind, this.followers[1 + (event.who % 2)])
  }

  private emit(authors: readonly number[], skipped: number): void {
    const first = this.log.length + 1
    const entries = authors.map((n, i) => {
      const counter = (this.counters.get(n) ?? 0) + 1 + skipped
      this.counters.set(n, counter)
      return entryOf(authorNumbered(n), personNumbered(n % 4), counter, first + i)
    })
    this.log.push(...entries)
    const frame = encodeLive(entries, this.table)
    for (const follower of this.live.keys()) follower.follow(frame, first)
  }

  private enter(n: number): void {
    this.table.name(authorNumbered(n), personNumbered(n % 4), this.counters.get(n) ?? 0)
  }

  private move(kind: 'catch up' | 'lag', follower: Follower | undefined): void {
    if (follower === undefined) return
    if (kind === 'lag') this.live.delete(follower)
    else if (!this.live.has(follower)) {
      follower.entries.push(...this.log.slice(follower.entries.length))
      follower.catchUp(this.table)
      this.live.set(follower, 0)
    }
  }
}

describe('a live stream [L1]', () => {
  it('reads as it was sent: counters refused, authors gone and back, readers behind and back', () => {
    fc.assert(
      fc.property(fc.array(eventArbitrary, { maxLength: 200 }), events => {
        const stream = new Stream()
        for (const event of events) stream.handle(event)
        for (const follower of stream.followers) {
          expect(follower.entries).toEqual(stream.log.slice(0, follower.entries.length))
        }
        expect(stream.followers[0]?.entries.length).toBe(stream.log.length)
      }),
      { numRuns: 200 },
    )
  })

  it('names an author in full once, and then by one byte', () => {
    const table = new AuthorTable()
    const sizes = [1, 2, 3].map(c => encodeLive([entryOf(ANN, ANN_PERSON, c)], table).length)
    expect(sizes).toEqual([1 + 1 + 8 + 8 + 1 + ops.length, 2 + ops.length, 2 + ops.length])
  })

  it('names an author in full again behind a refused batch', () => {
    const table = new AuthorTable()
    encodeLive([entryOf(ANN, ANN_PERSON, 1)], table)
    expect(encodeLive([entryOf(ANN, ANN_PERSON, 3)], table).length).toBeGreaterThan(16)
  })

  it('says an author in full to those who were live before it came, whatever its last counter', () => {
    const [writer, reader] = [new AuthorTable(), new AuthorTable()]
    writer.name(ANN, ANN_PERSON, 41)
    const frame = decodeDown(encodeLive([entryOf(ANN, ANN_PERSON, 42)], writer), reader)
    expect(frame).toMatchObject({ entries: [{ author: ANN, person: ANN_PERSON, counter: 42 }] })
  })
})

describe('an author table [L2]', () => {
  it('gives the lowest free number', () => {
    const table = new AuthorTable()
    for (let n = 0; n < 5; n += 1) table.name(authorNumbered(n), ANN_PERSON, 0)
    table.drop(authorNumbered(3))
    table.drop(authorNumbered(1))
    const given = [10, 11, 12].map(n => table.name(authorNumbered(n), ANN_PERSON, 0).index)
    expect(given).toEqual([1, 3, 5])
  })

  it('leaves an author that it knows its number and counter', () => {
    const table = new AuthorTable()
    table.put({ index: 4, author: ANN, person: ANN_PERSON, lastCounter: 9 })
    expect(table.name(ANN, ANN_PERSON, 0)).toMatchObject({ index: 4, lastCounter: 9 })
  })

  it('holds one number an author and one author a number', () => {
    const table = new AuthorTable()
    table.put({ index: 1, author: ANN, person: ANN_PERSON, lastCounter: 1 })
    table.put({ index: 0, author: ANN, person: ANN_PERSON, lastCounter: 2 })
    table.put({ index: 1, author: BOB, person: BOB_PERSON, lastCounter: 1 })
    table.advance({ author: ANN, counter: 3 })
    expect(Array.from(table.all(), ({ index, author }) => [index, author])).toEqual([
      [0, ANN],
      [1, BOB],
    ])
    expect(table.find(ANN)?.lastCounter).toBe(3)
    table.put({ index: 0, author: BOB, person: BOB_PERSON, lastCounter: 5 })
    expect([table.size, table.find(ANN), table.at(1)]).toEqual([1, null, null])
  })

  it('forgets who left, and nobody else', () => {
    const table = new AuthorTable()
    table.name(ANN, ANN_PERSON, 0)
    table.drop(BOB)
    table.advance({ author: BOB, counter: 7 })
    expect([table.size, table.find(BOB)]).toEqual([1, null])
    table.drop(ANN)
    expect([table.size, table.at(0)]).toEqual([0, null])
  })
})
