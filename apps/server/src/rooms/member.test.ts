import { randomBytes } from 'node:crypto'
import {
  AuthorTable,
  authorIdOf,
  type DownFrame,
  decodeDown,
  encodeOps,
  personIdOf,
} from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { LogStorage } from '../storage/log-storage.ts'
import { MemoryMedium } from '../storage/memory-medium.ts'
import type { AppendOutcome } from '../storage/storage.ts'
import { FakeOutlet } from '../testing/fake-outlet.ts'
import { HeldMedium } from '../testing/held-medium.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { bodyOf, create } from '../testing/ops.ts'
import { turns } from '../testing/turns.ts'
import { keyOf } from '../testing/wire-client.ts'
import { Member } from './member.ts'
import { Room } from './room.ts'

const BUFFERED_BYTES = 10_000

async function setUp() {
  const clock = new ManualClock()
  const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
  medium.open = true
  const storage = new LogStorage({ medium, clock })
  const room = await Room.open(await storage.open('board'), {
    clock,
    ringBytes: 100_000,
    checkpointMs: 15_000,
    onEmpty: () => {},
    onError: () => {},
    onBroken: () => {},
    onStorageRead: () => {},
  })
  return { clock, medium, storage, room }
}

async function seated(room: Room, number = 1, mayDraw = true, personNumber = number + 100) {
  const [author, person] = [authorIdOf(keyOf(number)), personIdOf(keyOf(personNumber))]
  await room.log.admit({ author, person }, 1)
  const outlet = new FakeOutlet()
  const told: string[] = []
  const outcomes: AppendOutcome[] = []
  const member = new Member({
    room,
    author,
    person,
    profile: { name: `Person ${number}`, color: 1 },
    floor: 1,
    mayDraw,
    outlet,
    bufferedBytes: BUFFERED_BYTES,
    terms: () => ({ reconnectSpreadMs: 500, beatMs: 9000 }),
    events: {
      onOutcome: outcome => outcomes.push(outcome),
      onTooSlow: () => told.push('too slow'),
      onBehind: () => told.push('behind'),
      onGap: () => told.push('gap'),
      onLive: () => told.push('live'),
      onError: () => told.push('error'),
    },
  })
  member.join(null)
  const table = new AuthorTable()
  let read = 0
  /** What was sent since this was asked last. */
  const heard = (): DownFrame[] => {
    const frames = outlet.sent.slice(read).map(frame => decodeDown(frame, table))
    read = outlet.sent.length
    return frames
  }
  const fill = () => {
    outlet.isStalled = true
    outlet.send(new Uint8Array(BUFFERED_BYTES))
    read = outlet.sent.length
  }
  return { member, outlet, told, outcomes, heard, fill }
}

const typesOf = (frames: readonly DownFrame[]) => frames.map(({ type }) => type)

describe('a seat in a room', () => {
  test('begins with the welcome, what there is, and the mark; then who is here', async () => {
    const { clock, room } = await setUp()
    const { heard, told } = await seated(room)
    clock.advance(0)
    await turns()
    expect(typesOf(heard())).toEqual(['welcome', 'caught-up', 'people'])
    expect(told).toEqual(['live'])
  })

  test('[G2] numbers its batches from the welcome on, those refused included', async () => {
    const { room, storage } = await setUp()
    const { member, outcomes, heard } = await seated(room)
    heard()
    member.submit(encodeOps([create(1)]))
    member.submit(Uint8Array.of(7))
    member.submit(encodeOps([create(2)]))
    expect(member.unsettledCount).toBe(3)
    await storage.settle()
    await turns()
    expect(outcomes.map(({ kind }) => kind)).toEqual(['logged', 'refused', 'logged'])
    expect([member.unsettledCount, member.unsettledBytes]).toEqual([0, 0])
    const [live, refused] = heard()
    expect(live).toMatchObject({ type: 'live', entries: [{ counter: 1 }, { counter: 3 }] })
    expect(refused).toMatchObject({ type: 'refused', counter: 2, refusal: 'unknown-op' })
  })

  test('[G2] bytes that are no ops are refused, use their counter up, and block nothing', async () => {
    const { room, storage } = await setUp()
    const { member, outcomes } = await seated(room)
    member.submit(Uint8Array.of(1))
    member.submit(encodeOps([create(1)]))
    await storage.settle()
    await turns()
    expect(outcomes).toEqual([
      { kind: 'refused', refusal: 'malformed' },
      { kind: 'logged', seq: 1 },
    ])
    expect(room.log.settled(member.author, 1)).toEqual({
      last: 2,
      refused: [{ counter: 1, refusal: 'malformed' }],
    })
  })

  test('[G11] with a full buffer no refusal is sent: it is too slow, and its next welcome says it', async () => {
    const { room, storage } = await setUp()
    const { member, told, heard, fill } = await seated(room, 1, false)
    fill()
    member.submit(encodeOps([create(1)]))
    await storage.settle()
    await turns()
    expect(told).toEqual(['live', 'too slow'])
    expect(heard()).toEqual([])
    const again = await seated(room)
    expect(again.heard()[0]).toMatchObject({
      type: 'welcome',
      settled: 1,
      refused: [{ counter: 1, refusal: 'forbidden' }],
    })
  })

  test('[G11] with a full buffer neither beats nor cursors nor people are sent, and people later', async () => {
    const { clock, room } = await setUp()
    const { member, outlet, heard, fill } = await seated(room)
    clock.advance(1000)
    fill()
    const other = await seated(room, 2)
    other.member.say(0, bodyOf(1))
    member.sendBeat()
    clock.advance(1000)
    expect(heard()).toEqual([])
    outlet.drain()
    member.drained()
    clock.advance(1000)
    expect(heard()).toMatchObject([{ type: 'people', full: true, count: 2 }])
  })

  test('[G11] cursors are the first to go: one byte in the buffer is enough', async () => {
    const { clock, room } = await setUp()
    const { outlet, heard } = await seated(room)
    const other = await seated(room, 2)
    clock.advance(1000)
    heard()
    other.member.say(0, bodyOf(1))
    clock.advance(1000)
    expect(typesOf(heard())).toEqual(['ephemeral'])
    outlet.isStalled = true
    outlet.send(Uint8Array.of(0x60))
    heard()
    other.member.say(0, bodyOf(2))
    clock.advance(1000)
    expect(heard()).toEqual([])
  })

  test('[G1] a heal is a welcome and a snapshot; asked for again while that is sent, it is one', async () => {
    const { room, storage } = await setUp()
    const { member, heard } = await seated(room)
    member.submit(encodeOps([create(1, new Uint8Array(1000))]))
    await storage.settle()
    heard()
    member.heal()
    member.heal()
    // Compressing takes its turns.
    for (let n = 0; !member.feed.isLive && n < 1000; n += 1) await turns()
    expect(typesOf(heard())).toEqual(['welcome', 'rows', 'caught-up'])
    member.heal()
    expect(typesOf(heard())).toEqual(['welcome', 'rows', 'caught-up'])
  })

  test('[G1] a heal while batches are under way counts on where it was', async () => {
    const { medium, room, storage } = await setUp()
    const { member, outcomes, heard } = await seated(room)
    medium.open = false
    member.submit(encodeOps([create(1)]))
    await medium.holding()
    heard()
    member.heal()
    member.submit(encodeOps([create(2)]))
    expect(heard()[0]).toMatchObject({ type: 'welcome', settled: 0, head: 0 })
    medium.release()
    await storage.settle()
    await turns()
    expect(outcomes).toEqual([
      { kind: 'logged', seq: 1 },
      { kind: 'logged', seq: 2 },
    ])
  })

  test('once left, it is sent nothing, and its batches that are under way still end', async () => {
    const { clock, medium, room, storage } = await setUp()
    const { member, outcomes, heard } = await seated(room)
    medium.open = false
    member.submit(encodeOps([create(1)]))
    await medium.holding()
    member.leave(clock.nowMs())
    heard()
    medium.release()
    await storage.settle()
    await turns()
    expect(outcomes).toEqual([{ kind: 'logged', seq: 1 }])
    expect(heard()).toEqual([])
    expect([room.memberCount, room.headSeq, room.rowCount]).toEqual([0, 1, 1])
  })

  test('[G17] an author that drew nothing comes again with another person, whom all see draw', async () => {
    const { clock, room, storage } = await setUp()
    const watcher = await seated(room, 2)
    const first = await seated(room, 1)
    first.member.leave(clock.nowMs() + 5000)
    const second = await seated(room, 1, true, 999)
    clock.advance(6000)
    second.member.say(0, bodyOf(1))
    second.member.submit(encodeOps([create(1)]))
    await storage.settle()
    clock.advance(1000)
    const late = await seated(room, 3)
    const { author, person } = second.member
    const frames = watcher.heard()
    expect(frames).toContainEqual(
      expect.objectContaining({ type: 'live', entries: [expect.objectContaining({ person })] }),
    )
    const [welcome, ...others] = late.heard()
    for (let n = 0; !late.member.feed.isLive && n < 1000; n += 1) await turns()
    expect(welcome).toMatchObject({ type: 'welcome', head: 1 })
    expect([...others, ...late.heard()]).toContainEqual(
      expect.objectContaining({
        type: 'caught-up',
        authors: expect.arrayContaining([expect.objectContaining({ author, person })]),
      }),
    )
  })

  test('[G18] the table of authors holds those who are here, not all who ever drew', async () => {
    const { clock, room, storage } = await setUp()
    const { heard } = await seated(room, 1)
    for (let number = 2; number <= 50; number += 1) {
      const { member } = await seated(room, number)
      member.submit(encodeOps([create(1)]))
      member.leave(clock.nowMs())
      await storage.settle()
      clock.advance(1000)
    }
    const late = await seated(room, 51)
    const [, , mark] = late.heard()
    for (let n = 0; !late.member.feed.isLive && n < 1000; n += 1) await turns()
    const marks = [...(mark === undefined ? [] : [mark]), ...late.heard()]
    const caughtUp = marks.find(frame => frame.type === 'caught-up')
    expect(caughtUp?.type === 'caught-up' && caughtUp.authors.length).toBeLessThanOrEqual(2)
    // One who was here all along could read every entry.
    const entries = heard().flatMap(frame => (frame.type === 'live' ? frame.entries : []))
    expect(entries.map(({ author }) => author)).toEqual(
      Array.from({ length: 49 }, (_, index) => authorIdOf(keyOf(index + 2))),
    )
  })
})
