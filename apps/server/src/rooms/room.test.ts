import { randomBytes } from 'node:crypto'
import { encodeOps, limits, type Position } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { LARGEST_ENTRY_BYTES } from '../bounds.ts'
import { LogStorage } from '../storage/log-storage.ts'
import { MemoryMedium } from '../storage/memory-medium.ts'
import type { RoomLog } from '../storage/storage.ts'
import { ANNA, batchOf, readAll } from '../testing/batches.ts'
import { HeldMedium } from '../testing/held-medium.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { bodyOf, create } from '../testing/ops.ts'
import { Room } from './room.ts'

const roomOn = (log: RoomLog): Promise<Room> =>
  Room.open(log, {
    clock: new ManualClock(),
    ringBytes: 0,
    checkpointMs: 15_000,
    onEmpty: () => {},
    onError: () => {},
    onBroken: () => {},
    onStorageRead: () => {},
  })

/** A board of so many commits that keeps of its log as little as it may. */
async function drawnRoom(commits: number) {
  const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
  medium.open = true
  const storage = new LogStorage({ medium, clock: new ManualClock(), logKeepBytes: 1 })
  const log = await storage.open('board')
  const room = await roomOn(log)
  await log.admit(ANNA, 1)
  for (let counter = 1; counter <= commits; counter += 1) await log.append(batchOf(ANNA, counter))
  const positions: Position[] = (await readAll(log)).map(({ last: seq, hash }) => ({
    room: log.room,
    seq,
    hash,
  }))
  return { medium, room, positions }
}

describe('where a board judges that its log goes on from', () => {
  test.each(['questions', 'answers'] as const)(
    '[G5] a log that is cut while it is looked up has not become another history: %s wait',
    async held => {
      const { medium, room, positions } = await drawnRoom(5)
      const release = medium.holdReads(held)
      const verdicts = Promise.all(positions.map(position => room.judge(position)))
      await room.checkpoint()
      expect(room.log.floor.seq).toBe(4)
      release()
      const below = positions.slice(0, 3).map(() => 'below-floor')
      expect(await verdicts).toEqual([...below, 'resumed', 'resumed'])
    },
  )

  test('[G5] of a part that is gone by the time it is read no hash is known', async () => {
    const { medium, room } = await drawnRoom(5)
    const release = medium.holdReads('questions')
    const hash = room.log.hashAt(2)
    await room.checkpoint()
    release()
    expect(await hash).toBeNull()
  })
})

describe('what is stored of a board', () => {
  const MAX_BYTES = LARGEST_ENTRY_BYTES + 100_000

  async function opened(medium: MemoryMedium, logKeepBytes: number) {
    const storage = new LogStorage({
      medium,
      clock: new ManualClock(),
      logKeepBytes,
      maxBoardBytes: MAX_BYTES,
    })
    const log = await storage.open('board')
    await log.admit(ANNA, 1)
    return roomOn(log)
  }

  test('[G18] whose log is cut is bounded all together: full of objects it stays full, also when opened again', async () => {
    const medium = new MemoryMedium(randomBytes(16))
    const room = await opened(medium, 1)
    const draw = (counter: number) => {
      const bytes = encodeOps([create(counter, bodyOf(counter, 1000))])
      return room.log.append({ ...ANNA, counter, bytes })
    }
    let drawn = 0
    while (!room.log.isFull && drawn < 1000) {
      await draw((drawn += 1))
      await room.checkpoint()
    }
    expect(room.log.isFull).toBe(true)
    expect(room.log.floor.seq).toBe(drawn - 1)
    const { rows } = await medium.readRows('board', 0, 10_000_000)
    const bytes = rows.reduce((sum, { head, body }) => sum + head.length + body.length, 0)
    expect(bytes).toBeLessThan(MAX_BYTES)
    expect(await draw(drawn + 1)).toEqual({ kind: 'refused', refusal: 'board-full' })
    expect((await opened(medium, 1)).log.isFull).toBe(true)
  })

  test('[G18] whose log stays is bounded in its objects too, of which a log can name very many', async () => {
    const room = await opened(new MemoryMedium(randomBytes(16)), 0)
    const objects = Array.from({ length: limits.MAX_BATCH_OPS }, (_, n) => n + 1)
    const seed = (counter: number) =>
      encodeOps(objects.map(n => create(counter * objects.length + n, new Uint8Array())))
    let drawn = 0
    while (!room.log.isFull && drawn < 10) {
      await room.log.append({ ...ANNA, counter: (drawn += 1), bytes: seed(drawn) })
    }
    expect(room.log.isFull).toBe(true)
    const parts = await readAll(room.log)
    const logBytes = parts.reduce((sum, { bytes }) => sum + bytes.length, 0)
    expect(logBytes).toBeLessThan(MAX_BYTES / 10)
    expect(room.rowCount).toBe(drawn * objects.length)
  })
})
