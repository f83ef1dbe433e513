import { describe, expect, test } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { Inflow } from './inflow.ts'
import { ReadGate } from './read-gate.ts'

function setUp() {
  const clock = new ManualClock()
  const told: string[] = []
  const gate = new ReadGate({ pause: () => told.push('pause'), resume: () => told.push('resume') })
  const inflow = new Inflow({
    clock,
    gate,
    batchesPerSecond: 10,
    bytesPerSecond: 1000,
    onPause: () => told.push('slowed'),
    onRead: () => told.push('read'),
    onFlood: () => told.push('flood'),
  })
  return { clock, inflow, told }
}

const waiting = (unsettledCount: number, unsettledBytes = 0, unsettledLoad = 0) => ({
  unsettledCount,
  unsettledBytes,
  unsettledLoad,
})

describe('what one connection may send', () => {
  test('[G12] beyond its frames a second it is read no further until that is made up for', () => {
    const { clock, inflow, told } = setUp()
    for (let n = 0; n < 20; n += 1) inflow.spend(1, 1)
    expect(told).toEqual([])
    for (let n = 0; n < 10; n += 1) inflow.spend(1, 1)
    expect(told.filter(word => word !== 'slowed')).toEqual(['pause'])
    clock.advance(999)
    expect(inflow.isHeld).toBe(true)
    clock.advance(1)
    expect(told.slice(-2)).toEqual(['resume', 'read'])
    expect(inflow.isHeld).toBe(false)
  })

  test('[G12] its bytes a second are counted by themselves', () => {
    const { clock, inflow, told } = setUp()
    inflow.spend(1, 2500)
    expect(told).toEqual(['slowed', 'pause'])
    clock.advance(500)
    expect(told.slice(2)).toEqual(['resume', 'read'])
  })

  test('[G12] what would take more than 20 s to make up for is a flood', () => {
    const { inflow, told } = setUp()
    inflow.spend(1, 21_900)
    expect(told).toEqual(['slowed', 'pause'])
    inflow.spend(1, 200)
    expect(told.at(-1)).toBe('flood')
  })

  test('[G12] with too much waiting for the storage it is read no further until half of it is through', () => {
    for (const [few, some, many] of [
      [waiting(1000), waiting(1500), waiting(2048)],
      [waiting(1, 1e6), waiting(1, 3e6), waiting(1, 5e6)],
    ] as const) {
      const { inflow, told } = setUp()
      inflow.watch(some)
      expect(told).toEqual([])
      inflow.watch(many)
      inflow.watch(some)
      expect(told).toEqual(['pause'])
      inflow.watch(few)
      expect(told).toEqual(['pause', 'resume', 'read'])
    }
  })

  test('what holds it back for two reasons goes on when both are gone', () => {
    const { clock, inflow, told } = setUp()
    inflow.hold()
    inflow.watch(waiting(5000))
    inflow.spend(30, 0)
    clock.advance(1000)
    inflow.release()
    expect(told.filter(word => word !== 'slowed')).toEqual(['pause'])
    inflow.watch(waiting(0))
    expect(told.slice(-2)).toEqual(['resume', 'read'])
  })

  test('once its connection has ended it is read, whatever comes', () => {
    const { clock, inflow, told } = setUp()
    inflow.watch(waiting(5000))
    inflow.spend(30, 0)
    inflow.stop()
    inflow.spend(100, 0)
    inflow.watch(waiting(5000))
    expect(told.at(-1)).toBe('resume')
    expect([inflow.isHeld, clock.pendingCount]).toEqual([false, 0])
  })
})

test('[G18] while its board, or all together, has too much that waits, it is read no further, until its own has ended', () => {
  const { inflow, told } = setUp()
  inflow.watch(waiting(1, 10, 1))
  expect(told).toEqual(['pause'])
  // What waits now is others', whose outcomes it is not told of: it would be held for ever.
  inflow.watch(waiting(0, 0, 1))
  expect(told).toEqual(['pause', 'resume', 'read'])
})
