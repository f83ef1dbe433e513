import { encodeOps } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { bodyOf, create, extend } from '../testing/ops.ts'
import { IDLE_MS, passingMedium, reserve, roomsOver, seat } from '../testing/rooms.ts'
import { turns } from '../testing/turns.ts'

describe('the boards in memory', () => {
  test('have their rows stored now and then, and when they are let go of', async () => {
    const { clock, rooms, medium } = roomsOver()
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
      const medium = passingMedium()
      const all = roomsOver(medium)
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
      const reopened = async () => (await reserve(roomsOver(medium).rooms)).room
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
    const medium = passingMedium()
    const { clock, rooms, errors } = roomsOver(medium)
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
    const medium = passingMedium()
    const { clock, rooms, storage } = roomsOver(medium)
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
})

test('[G3] a board is let go of only when a checkpoint that came behind the last one is stored', async () => {
  const medium = passingMedium()
  const { clock, rooms } = roomsOver(medium)
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
  const medium = passingMedium()
  const { rooms, errors } = roomsOver(medium)
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
