import { randomBytes } from 'node:crypto'
import type { Position } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { LogStorage } from '../storage/log-storage.ts'
import { MemoryMedium } from '../storage/memory-medium.ts'
import { ANNA, batchOf, readAll } from '../storage/storage-contract.ts'
import { HeldMedium } from '../testing/held-medium.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { Room } from './room.ts'

/** A board of so many commits that keeps of its log as little as it may. */
async function drawnRoom(commits: number) {
  const clock = new ManualClock()
  const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
  medium.open = true
  const storage = new LogStorage({ medium, clock, logKeepBytes: 1 })
  const log = await storage.open('board')
  const room = await Room.open(log, {
    clock,
    ringBytes: 0,
    checkpointMs: 15_000,
    onEmpty: () => {},
    onError: () => {},
    onBroken: () => {},
    onStorageRead: () => {},
  })
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
