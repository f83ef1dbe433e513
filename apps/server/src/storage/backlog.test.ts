import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { UNSETTLED_OVERHEAD_BYTES, UNSETTLED_ROOM_BYTES } from '../bounds.ts'
import { systemClock } from '../clock.ts'
import { ANNA, batchOf } from '../testing/batches.ts'
import { HeldMedium } from '../testing/held-medium.ts'
import { Backlog } from './backlog.ts'
import { LogStorage } from './log-storage.ts'
import { MemoryMedium } from './memory-medium.ts'

test('[G18] a board is at its bound by what waits of it, or of all together', () => {
  const total = new Backlog(100)
  const [one, other] = [new Backlog(80, total), new Backlog(80, total)]
  one.add(40)
  expect([one.load, other.load]).toEqual([0.5, 0.4])
  other.add(60)
  expect([one.load, other.load]).toEqual([1, 1])
  one.remove(40)
  expect([one.bytes, one.load, other.load]).toEqual([0, 0.6, 0.75])
})

test('[G18] what waits of all boards is bounded: one on which nothing waits is held back with the others', async () => {
  const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
  const maxUnsettledBytes = 3 * UNSETTLED_OVERHEAD_BYTES
  const storage = new LogStorage({ medium, clock: systemClock, maxUnsettledBytes })
  const [one, other, quiet] = await Promise.all([
    storage.open('a'),
    storage.open('b'),
    storage.open('quiet'),
  ])
  await Promise.all([one.admit(ANNA, 1), other.admit(ANNA, 1)])
  const loads = () => [one, other, quiet].map(({ unsettledLoad }) => unsettledLoad)
  const outcomes = [one.append(batchOf(ANNA, 1)), other.append(batchOf(ANNA, 1))]
  expect(Math.max(...loads())).toBeLessThan(1)
  outcomes.push(one.append(batchOf(ANNA, 2)))
  expect(Math.min(...loads())).toBeGreaterThanOrEqual(1)
  expect(one.unsettledBytes).toBeLessThan(UNSETTLED_ROOM_BYTES)
  medium.release()
  await Promise.all(outcomes)
  expect(loads()).toEqual([0, 0, 0])
})
