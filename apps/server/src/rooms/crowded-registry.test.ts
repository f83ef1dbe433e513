import { authorIdOf, encodeOps, personIdOf } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { HeldMedium } from '../testing/held-medium.ts'
import { create } from '../testing/ops.ts'
import { inMemory, reserve, roomsOver, seat } from '../testing/rooms.ts'
import { turns } from '../testing/turns.ts'
import { keyOf } from '../testing/wire-client.ts'

describe('as many boards as may be in memory', () => {
  const PLACES = 3

  async function filled() {
    const all = roomsOver(inMemory(), PLACES)
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
    const { rooms, storage } = roomsOver(inMemory(), 1)
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
    const medium = new HeldMedium(inMemory())
    const { rooms, storage } = roomsOver(medium, 1)
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
