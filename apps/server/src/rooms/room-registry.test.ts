import { randomBytes } from 'node:crypto'
import { authorIdOf, encodeOps, personIdOf } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { LogStorage } from '../storage/log-storage.ts'
import type { Medium } from '../storage/medium.ts'
import { MemoryMedium } from '../storage/memory-medium.ts'
import { FakeOutlet } from '../testing/fake-outlet.ts'
import { HeldMedium } from '../testing/held-medium.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { bodyOf, create, extend } from '../testing/ops.ts'
import { keyOf } from '../testing/wire-client.ts'
import { Member } from './member.ts'
import type { Room } from './room.ts'
import { type Reservation, RoomRegistry } from './room-registry.ts'

const IDLE_MS = 60_000

function setUp(medium: Medium = new MemoryMedium(randomBytes(16)), maxRooms = 10_000) {
  const clock = new ManualClock()
  const errors: unknown[] = []
  const storage = new LogStorage({ medium, clock })
  const rooms = new RoomRegistry({
    storage,
    clock,
    ringBytes: 100_000,
    checkpointMs: 15_000,
    roomIdleMs: IDLE_MS,
    maxRooms,
    onError: error => errors.push(error),
    onStorageRead: () => {},
  })
  return { clock, rooms, storage, errors, medium }
}

async function reserve(rooms: RoomRegistry, name = 'board'): Promise<Reservation> {
  const reservation = await rooms.reserve(name)
  if (reservation === null) throw new Error('there is no place')
  return reservation
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate)
}

interface Seated {
  readonly member: Member
  readonly outlet: FakeOutlet
  readonly failures: unknown[]
}

async function seat(room: Room, number = 1): Promise<Seated> {
  const [author, person] = [authorIdOf(keyOf(number)), personIdOf(keyOf(number + 100))]
  await room.log.admit({ author, person }, 1)
  const outlet = new FakeOutlet()
  const failures: unknown[] = []
  const member = new Member({
    room,
    author,
    person,
    profile: { name: 'Anna', color: 1 },
    floor: 1,
    mayDraw: true,
    outlet,
    bufferedBytes: 100_000,
    terms: () => ({ reconnectSpreadMs: 500, beatMs: 9000 }),
    events: {
      onOutcome: () => {},
      onTooSlow: () => failures.push('too slow'),
      onBehind: () => {},
      onGap: () => {},
      onLive: () => {},
      onError: error => failures.push(error),
    },
  })
  member.join(null)
  return { member, outlet, failures }
}

describe('the boards in memory', () => {
  test('are opened once, however many come at once', async () => {
    const { rooms } = setUp()
    const all = await Promise.all([1, 2, 3].map(() => reserve(rooms)))
    expect(new Set(all.map(({ room }) => room)).size).toBe(1)
    expect(rooms.size).toBe(1)
  })

  test('[G18] are let go of a while after the last one has gone, and not before', async () => {
    const { clock, rooms } = setUp()
    const { room, release } = await reserve(rooms)
    const { member } = await seat(room)
    release()
    clock.advance(IDLE_MS * 2)
    await turns()
    expect(rooms.size).toBe(1)
    member.leave(clock.nowMs() + 5000)
    clock.advance(5000 + IDLE_MS - 1)
    await turns()
    expect(rooms.size).toBe(1)
    clock.advance(1)
    await turns()
    expect(rooms.size).toBe(0)
    expect(clock.pendingCount).toBe(0)
  })

  test('[G18] one that was only asked for is let go of too', async () => {
    const { clock, rooms } = setUp()
    const { release } = await reserve(rooms)
    clock.advance(IDLE_MS)
    await turns()
    expect(rooms.size).toBe(1)
    release()
    clock.advance(IDLE_MS)
    await turns()
    expect(rooms.size).toBe(0)
  })

  test('one who comes while a board is let go of finds it, or another that is open', async () => {
    const { clock, rooms } = setUp()
    const first = await reserve(rooms)
    first.release()
    clock.advance(IDLE_MS)
    for (let turn = 0; turn < 10; turn += 1) {
      const { room, release } = await reserve(rooms)
      expect([...rooms.all()]).toEqual([room])
      release()
      await new Promise(setImmediate)
    }
  })

  test('have their rows stored now and then, and when they are let go of', async () => {
    const { clock, rooms, medium } = setUp()
    const { room, release } = await reserve(rooms)
    const { member } = await seat(room)
    release()
    member.submit(encodeOps([create(1)]))
    await turns()
    expect((await medium.findRoom('board'))?.checkpoint).toBeNull()
    clock.advance(15_000)
    await turns()
    expect((await medium.findRoom('board'))?.checkpoint?.seq).toBe(1)
    member.submit(encodeOps([create(2)]))
    await turns()
    await rooms.close()
    expect((await medium.findRoom('board'))?.checkpoint?.seq).toBe(2)
    expect((await medium.readRows('board', 0, 10_000)).rows.length).toBe(2)
  })

  describe('[G3] rows that could not be stored', () => {
    async function drawing() {
      const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
      medium.open = true
      const all = setUp(medium)
      const { room } = await reserve(all.rooms)
      const { member } = await seat(room)
      let drawn = 0
      /** One stroke grows, another is born. */
      const draw = async () => {
        const stroke =
          drawn === 0 ? create(1, bodyOf(0), false) : extend(1, drawn * 8, bodyOf(drawn))
        drawn += 1
        member.submit(encodeOps([stroke, create(100 + drawn)]))
        await turns()
      }
      /** What the next process finds. */
      const reopened = async () => (await reserve(setUp(medium).rooms)).room
      return { ...all, medium, room, draw, reopened }
    }

    test.each(['full', 'fail'] as const)('are stored with the next ones: %s', async verdict => {
      const { clock, medium, room, errors, draw, reopened } = await drawing()
      await draw()
      medium.checkpointVerdicts.push(Promise.resolve(verdict))
      clock.advance(15_000)
      await turns()
      expect(errors.length).toBe(verdict === 'fail' ? 1 : 0)
      expect(room.log.checkpoint.seq).toBe(0)
      await draw()
      clock.advance(15_000)
      await turns()
      expect(room.log.checkpoint.seq).toBe(2)
      expect((await reopened()).mark()).toEqual(room.mark())
    })

    test('are stored before those of a checkpoint that was asked for meanwhile', async () => {
      const { medium, room, draw, reopened } = await drawing()
      await draw()
      let resolve: (verdict: 'full') => void = () => {}
      medium.checkpointVerdicts.push(new Promise(decide => (resolve = decide)))
      const first = room.checkpoint()
      await draw()
      const second = room.checkpoint()
      await turns()
      resolve('full')
      await Promise.all([first, second])
      await draw()
      await room.checkpoint()
      expect((await reopened()).mark()).toEqual(room.mark())
    })
  })

  test('[G18] are let go of also where their rows cannot be stored', async () => {
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    medium.open = true
    const { clock, rooms, errors } = setUp(medium)
    const { room, release } = await reserve(rooms)
    const { member } = await seat(room)
    release()
    member.submit(encodeOps([create(1)]))
    await turns()
    member.leave(clock.nowMs())
    clock.advance(1)
    medium.checkpointVerdicts.push(Promise.resolve('fail'), Promise.resolve('fail'))
    clock.advance(IDLE_MS)
    await turns()
    expect([rooms.size, clock.pendingCount]).toEqual([0, 0])
    expect(errors.length).toBeGreaterThan(0)
    expect((await reserve(rooms)).room.rowCount).toBe(1)
  })

  test('[G3] one is kept on which somebody came, drew and went while its rows were stored, until that is saved', async () => {
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    medium.open = true
    const { clock, rooms, storage } = setUp(medium)
    const { room, release } = await reserve(rooms)
    const first = await seat(room)
    release()
    first.member.submit(encodeOps([create(1)]))
    await turns()
    first.member.leave(0)
    clock.advance(1)
    let resolve: (verdict: 'store') => void = () => {}
    medium.checkpointVerdicts.push(new Promise(decide => (resolve = decide)))
    clock.advance(IDLE_MS)
    await turns()
    medium.open = false
    const passer = await seat(room, 2)
    passer.member.submit(encodeOps([create(1)]))
    await medium.holding()
    passer.member.leave(0)
    clock.advance(1)
    expect(room.isEmpty).toBe(true)
    resolve('store')
    await turns()
    expect([...rooms.all()]).toEqual([room])
    medium.release()
    await turns()
    clock.advance(IDLE_MS)
    await turns()
    expect(rooms.size).toBe(0)
    const again = await reserve(rooms)
    expect([again.room.headSeq, again.room.rowCount, storage.state.kind]).toEqual([2, 2, 'ready'])
  })

  test('one that cannot be read is not opened, and is tried anew by the next who comes', async () => {
    const medium = new MemoryMedium(randomBytes(16))
    const { room } = await reserve(setUp(medium).rooms)
    const { member } = await seat(room)
    member.submit(encodeOps([create(1)]))
    await turns()
    const [part] = await medium.readLog('board', 0, 1)
    const last = (part?.bytes.length ?? 0) - 1
    const whole = part?.bytes.at(-1) ?? 0
    part?.bytes.fill(whole ^ 1, last)
    const { rooms } = setUp(medium)
    await expect(reserve(rooms)).rejects.toThrow(
      `The stored board with the id ${room.log.room} is damaged`,
    )
    expect(rooms.size).toBe(0)
    part?.bytes.fill(whole, last)
    expect((await reserve(rooms)).room.rowCount).toBe(1)
  })

  test('one that cannot follow its log is read anew, and all who were on it join again', async () => {
    const { rooms, storage } = setUp()
    const { room } = await reserve(rooms)
    const { member, failures } = await seat(room)
    const watcher = await seat(room, 2)
    // Our own mistake, made up: what the room holds cannot be folded on.
    Reflect.set(room, 'blocks', null)
    member.submit(encodeOps([create(1)]))
    await storage.settle()
    expect([failures.length, watcher.failures.length]).toEqual([1, 1])
    const again = await reserve(rooms)
    expect(again.room).not.toBe(room)
    expect([again.room.headSeq, again.room.rowCount]).toEqual([1, 1])
    member.leave(0)
    await room.checkpoint()
    expect(again.room.log.checkpoint.seq).toBe(0)
  })
})

test('[G3] a board is let go of only when a checkpoint that came behind the last one is stored', async () => {
  const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
  medium.open = true
  const { clock, rooms } = setUp(medium)
  const { room, release } = await reserve(rooms)
  const visit = async (number: number) => {
    const { member } = await seat(room, number)
    member.submit(encodeOps([create(1)]))
    await turns()
    member.leave(0)
    clock.advance(1)
  }
  const store: (() => void)[] = []
  for (let n = 0; n < 3; n += 1) {
    const verdict = new Promise<'store'>(decide => store.push(() => decide('store')))
    medium.checkpointVerdicts.push(verdict)
  }
  await visit(1)
  release()
  // The first is under way when the board is let go of, which stores it once more, and then comes a third.
  clock.advance(IDLE_MS)
  await turns()
  await visit(2)
  store[0]?.()
  await turns()
  await visit(3)
  clock.advance(15_000)
  store[1]?.()
  await turns()
  expect([...rooms.all()]).toEqual([room])
  store[2]?.()
  await turns()
  expect(rooms.size).toBe(0)
  expect((await reserve(rooms)).room.log.checkpoint.seq).toBe(3)
})

test('[G3] a board is read anew only when what was being written of it is written', async () => {
  const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
  medium.open = true
  const { rooms, errors } = setUp(medium)
  const { room } = await reserve(rooms)
  const { member } = await seat(room)
  member.submit(encodeOps([create(1)]))
  await turns()
  let resolve: (verdict: 'store') => void = () => {}
  medium.checkpointVerdicts.push(new Promise(decide => (resolve = decide)))
  const checkpoint = room.checkpoint()
  // Our own mistake, made up: what the room holds cannot be folded on.
  Reflect.set(room, 'blocks', null)
  member.submit(encodeOps([create(2)]))
  await turns()
  expect(rooms.size).toBe(0)
  resolve('store')
  await checkpoint
  const again = await reserve(rooms)
  expect([again.room.log.checkpoint.seq, again.room.headSeq, again.room.rowCount]).toEqual([
    1, 2, 2,
  ])
  expect(errors).toEqual([])
})

describe('as many boards as may be in memory', () => {
  const PLACES = 3

  async function filled() {
    const all = setUp(new MemoryMedium(randomBytes(16)), PLACES)
    const held = []
    for (let n = 1; n <= PLACES; n += 1) held.push(await reserve(all.rooms, `board-${n}`))
    return { ...all, held }
  }

  test('[G18] with somebody on each: another one has no place, and one that is open has', async () => {
    const { rooms, held } = await filled()
    expect(await rooms.reserve('another')).toBeNull()
    expect((await reserve(rooms, 'board-2')).room).toBe(held[1]?.room)
    expect(rooms.size).toBe(PLACES)
  })

  test('[G18] the one that was left first makes room before its time', async () => {
    const { rooms, held } = await filled()
    for (const index of [1, 0]) held[index]?.release()
    await reserve(rooms, 'another')
    expect([...rooms.all()].map(({ log }) => log.name)).toEqual(['board-1', 'board-3', 'another'])
  })

  test('[G18] many who come at once for one place get no more than that', async () => {
    const { rooms, held } = await filled()
    held[0]?.release()
    const names = ['a', 'b', 'c', 'd']
    const got = await Promise.all(names.map(name => rooms.reserve(name)))
    expect(got.filter(each => each !== null)).toHaveLength(1)
    expect(rooms.size).toBe(PLACES)
  })

  test('[G18] one that was read anew for nobody makes room, and what it was before does not stand in the way', async () => {
    const { rooms, storage } = setUp(new MemoryMedium(randomBytes(16)), 1)
    const { room, release } = await reserve(rooms, 'board')
    const anna = { author: authorIdOf(keyOf(1)), person: personIdOf(keyOf(101)) }
    await room.log.admit(anna, 1)
    // Our own mistake, made up: what the room holds cannot be folded on.
    Reflect.set(room, 'blocks', null)
    await room.log.append({ ...anna, counter: 1, bytes: encodeOps([create(1)]) })
    release()
    await storage.settle()
    await turns()
    const another = await reserve(rooms, 'another')
    expect([...rooms.all()]).toEqual([another.room])
  })

  test('[G15] where nothing can be stored nothing is let go of early, and nobody waits for that', async () => {
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    const { rooms, storage } = setUp(medium, 1)
    const { room, release } = await reserve(rooms)
    const seated = await seat(room)
    seated.member.submit(encodeOps([create(1)]))
    await medium.holding()
    medium.decide('full')
    await turns()
    expect(storage.state.kind).toBe('full')
    seated.member.leave(0)
    release()
    expect(await rooms.reserve('another')).toBeNull()
    medium.release()
  })
})
