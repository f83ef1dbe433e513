import { encodeOps } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { create } from '../testing/ops.ts'
import { IDLE_MS, inMemory, reserve, roomsOver, seat } from '../testing/rooms.ts'
import { turns } from '../testing/turns.ts'

describe('the boards in memory', () => {
  test('are opened once, however many come at once', async () => {
    const { rooms } = roomsOver()
    const all = await Promise.all([1, 2, 3].map(() => reserve(rooms)))
    expect(new Set(all.map(({ room }) => room)).size).toBe(1)
    expect(rooms.size).toBe(1)
  })

  test('[G18] are let go of a while after the last one has gone, and not before', async () => {
    const { clock, rooms } = roomsOver()
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
    const { clock, rooms } = roomsOver()
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
    const { clock, rooms } = roomsOver()
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

  test('one that cannot be read is not opened, and is tried anew by the next who comes', async () => {
    const medium = inMemory()
    const { room } = await reserve(roomsOver(medium).rooms)
    const { member } = await seat(room)
    member.submit(encodeOps([create(1)]))
    await turns()
    const [part] = await medium.readLog('board', 0, 1)
    const last = (part?.bytes.length ?? 0) - 1
    const whole = part?.bytes.at(-1) ?? 0
    part?.bytes.fill(whole ^ 1, last)
    const { rooms } = roomsOver(medium)
    await expect(reserve(rooms)).rejects.toThrow(
      `The stored board with the id ${room.log.room} is damaged`,
    )
    expect(rooms.size).toBe(0)
    part?.bytes.fill(whole, last)
    expect((await reserve(rooms)).room.rowCount).toBe(1)
  })

  test('one that cannot follow its log is read anew, and all who were on it join again', async () => {
    const { rooms, storage } = roomsOver()
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
