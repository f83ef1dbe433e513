import { AuthorTable, authorIdOf, decodeDown, type People, personIdOf } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { keyOf } from '../testing/wire-client.ts'
import { Presence, type PresenceListener, type PresentPeer } from './presence.ts'

class Listener implements PresenceListener {
  readonly frames: People[] = []
  isFull = false

  takePeople(frame: Uint8Array): boolean {
    if (this.isFull) return false
    const people = decodeDown(frame, new AuthorTable())
    if (people.type === 'people') this.frames.push(people)
    return true
  }

  get last(): People {
    const last = this.frames.at(-1)
    if (last === undefined) throw new Error('told nothing')
    return last
  }
}

const peerOf = (author: number, person = author): PresentPeer => ({
  author: authorIdOf(keyOf(author)),
  person: personIdOf(keyOf(1000 + person)),
})

const PROFILE = { name: 'Anna', color: 3 }

function setUp() {
  const clock = new ManualClock()
  const released: string[] = []
  let empty = 0
  const indices = new Map<string, number>()
  const presence = new Presence({
    clock,
    nameAuthor: ({ author }) => {
      indices.set(author, indices.get(author) ?? indices.size)
      return indices.get(author) ?? 0
    },
    releaseAuthor: ({ author }) => released.push(author),
    onEmpty: () => {
      empty += 1
    },
  })
  const watch = (): Listener => {
    const listener = new Listener()
    presence.listen(listener)
    return listener
  }
  /** One who is here from the start, and is told. */
  const watcher = watch()
  presence.join(peerOf(1), PROFILE)
  clock.advance(1000)
  return { clock, presence, watcher, watch, released, emptied: () => empty }
}

describe('presence', () => {
  test('[G13] who comes is told of everyone, and everyone of who comes, within a second', () => {
    const { clock, presence, watcher, watch } = setUp()
    const newcomer = watch()
    presence.join(peerOf(2), { name: 'Bert', color: 4 })
    clock.advance(1000)
    expect(newcomer.frames.map(({ full, count, here }) => [full, count, here.length])).toEqual([
      [true, 2, 2],
    ])
    expect(watcher.frames.length).toBe(2)
    const { person, author } = peerOf(2)
    expect(watcher.last).toEqual({
      type: 'people',
      count: 2,
      full: false,
      here: [
        {
          person,
          profile: { name: 'Bert', color: 4 },
          joinedAtMs: 1_001_000,
          peers: [{ index: 1, author }],
        },
      ],
      left: [],
    })
  })

  test('[G13] N who join at once cost one frame each, and one for those who were here', () => {
    const { clock, presence, watcher, watch } = setUp()
    const newcomers = Array.from({ length: 100 }, (_, index) => {
      presence.join(peerOf(index + 2), PROFILE)
      return watch()
    })
    clock.advance(1000)
    expect(newcomers.map(({ frames }) => frames.length)).toEqual(newcomers.map(() => 1))
    expect(watcher.frames.length).toBe(2)
    expect([watcher.last.count, watcher.last.here.length]).toEqual([101, 100])
  })

  test('[G13] there are at most ten frames a second, however many come and go', () => {
    const { clock, presence, watcher } = setUp()
    for (let n = 0; n < 100; n += 1) {
      presence.join(peerOf(2 + n), PROFILE)
      clock.advance(10)
    }
    expect(watcher.frames.length).toBeLessThanOrEqual(1 + 11)
  })

  test('[G13] a reload shows nothing: the person was held until the new tab came', () => {
    const { clock, presence, watcher } = setUp()
    presence.join(peerOf(2, 7), PROFILE)
    clock.advance(1000)
    const before = watcher.frames.length
    presence.leave(peerOf(2, 7), clock.nowMs() + 2500)
    clock.advance(2000)
    presence.join(peerOf(3, 7), PROFILE)
    clock.advance(10_000)
    const later = watcher.frames.slice(before)
    expect(later.flatMap(({ left }) => left)).toEqual([])
    expect(later.every(({ count }) => count === 2)).toBe(true)
    expect(watcher.last.here[0]?.peers.map(({ author }) => author)).toEqual([peerOf(3).author])
  })

  test('[G13] a closed tab is gone within 3 s, and back within 5 s it is the same visit', () => {
    for (const [awayMs, isSameVisit] of [
      [4999, true],
      [5000, false],
    ] as const) {
      const { clock, presence, watcher } = setUp()
      const [before, after] = [peerOf(2), peerOf(3, 2)]
      presence.join(before, PROFILE)
      clock.advance(200)
      const joinedAtMs = watcher.last.here[0]?.joinedAtMs ?? 0
      presence.leave(before, clock.nowMs() + 2500)
      clock.advance(2600)
      expect(watcher.last.left.map(({ person }) => person)).toEqual([before.person])
      clock.advance(awayMs - 2600)
      presence.join(after, PROFILE)
      clock.advance(200)
      const [back] = watcher.last.here
      expect(back?.person).toBe(before.person)
      expect(back?.joinedAtMs === joinedAtMs).toBe(isSameVisit)
    }
  })

  test('[G13] a blip of the same tab is not even a frame', () => {
    const { clock, presence, watcher } = setUp()
    const before = watcher.frames.length
    presence.leave(peerOf(1), clock.nowMs() + 5000)
    clock.advance(4999)
    presence.join(peerOf(1), PROFILE)
    clock.advance(10_000)
    expect(watcher.frames.length).toBe(before)
  })

  test('who came during such a blip, and was told of no tab, is told when it is over', () => {
    const { clock, presence, watch } = setUp()
    presence.leave(peerOf(1), clock.nowMs() + 5000)
    const newcomer = watch()
    clock.advance(1000)
    expect(newcomer.last.here[0]?.peers).toEqual([])
    presence.join(peerOf(1), PROFILE)
    clock.advance(1000)
    expect(newcomer.last.here[0]?.peers.length).toBe(1)
  })

  test('[G13] one who is held for its time and does not come back has left: who, when, how many', () => {
    const { clock, presence, watcher, released } = setUp()
    presence.join(peerOf(2), PROFILE)
    clock.advance(1000)
    presence.leave(peerOf(2), clock.nowMs() + 2500)
    clock.advance(2499)
    expect(watcher.last.left).toEqual([])
    clock.advance(500)
    expect(watcher.last).toMatchObject({ count: 1, here: [] })
    expect(watcher.last.left).toEqual([{ person: peerOf(2).person, leftAtMs: 1_004_500 }])
    expect(released).toEqual([peerOf(2).author])
  })

  test('[G13] two tabs are one person, here until the last one goes', () => {
    const { clock, presence, watcher } = setUp()
    presence.join(peerOf(2, 1), PROFILE)
    clock.advance(1000)
    expect(watcher.last.count).toBe(1)
    expect(watcher.last.here[0]?.peers.length).toBe(2)
    presence.leave(peerOf(2, 1), clock.nowMs())
    clock.advance(1000)
    expect(watcher.last).toMatchObject({ count: 1, left: [] })
    expect(watcher.last.here[0]?.peers.length).toBe(1)
  })

  test('two connections of one tab are one peer, and the old one may end at any time', () => {
    const { clock, presence, watcher } = setUp()
    presence.join(peerOf(1), PROFILE)
    presence.leave(peerOf(1), clock.nowMs())
    clock.advance(10_000)
    expect(watcher.frames.length).toBe(1)
    expect(presence.count).toBe(1)
  })

  test('another name or colour is told, the same one is not', () => {
    const { clock, presence, watcher } = setUp()
    presence.setProfile(peerOf(1).person, PROFILE)
    clock.advance(1000)
    expect(watcher.frames.length).toBe(1)
    presence.setProfile(peerOf(1).person, { name: 'Anne', color: 3 })
    clock.advance(1000)
    expect(watcher.last.here[0]?.profile.name).toBe('Anne')
  })

  test('[G11] one whose buffer is full is told of everyone once it has drained, and of nothing twice', () => {
    const { clock, presence, watcher } = setUp()
    watcher.isFull = true
    presence.join(peerOf(2), PROFILE)
    clock.advance(1000)
    presence.join(peerOf(3), PROFILE)
    clock.advance(1000)
    watcher.isFull = false
    presence.listen(watcher)
    clock.advance(1000)
    expect(watcher.frames.map(({ full, count }) => [full, count])).toEqual([
      [true, 1],
      [true, 3],
    ])
  })

  test('one who came and went between two frames is told of to nobody', () => {
    const { clock, presence, watcher } = setUp()
    presence.setProfile(peerOf(1).person, { name: 'Anne', color: 3 })
    clock.advance(1)
    const before = watcher.frames.length
    presence.join(peerOf(2), PROFILE)
    presence.leave(peerOf(2), clock.nowMs())
    clock.advance(1000)
    expect(watcher.frames.length).toBe(before)
  })

  test('says when nobody is here nor held any more, and lets go of its timers at the end', () => {
    const { clock, presence, emptied } = setUp()
    presence.leave(peerOf(1), clock.nowMs() + 1000)
    expect(emptied()).toBe(0)
    clock.advance(1000)
    expect(emptied()).toBe(1)
    presence.join(peerOf(2), PROFILE)
    presence.leave(peerOf(2), clock.nowMs() + 1000)
    presence.close()
    expect(clock.pendingCount).toBe(0)
  })
})
