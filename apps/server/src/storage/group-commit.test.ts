import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ANNA, BERT, batchOf } from '../testing/batches.ts'
import { HeldMedium } from '../testing/held-medium.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { turns } from '../testing/turns.ts'
import { LogStorage } from './log-storage.ts'
import { MemoryMedium } from './memory-medium.ts'
import type { AppendOutcome, Emission, RoomLog, StorageState } from './storage.ts'

async function heldStorage() {
  const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
  const clock = new ManualClock()
  const states: StorageState['kind'][] = []
  const storage = new LogStorage({ medium, clock, onState: ({ kind }) => states.push(kind) })
  const log = await openLog(storage, 'board')
  return { medium, clock, storage, states, ...log }
}

async function openLog(storage: LogStorage, name: string) {
  const log = await storage.open(name)
  await log.admit(ANNA, 1)
  await log.admit(BERT, 1)
  const emissions: Emission[] = []
  log.subscribe(emission => emissions.push(emission))
  return { log, emissions }
}

/** The outcomes that are known by now, in the order in which they became so. */
function track(log: RoomLog, ...counters: readonly number[]): AppendOutcome[] {
  const outcomes: AppendOutcome[] = []
  for (const counter of counters) {
    void log.append(batchOf(ANNA, counter)).then(outcome => outcomes.push(outcome))
  }
  return outcomes
}

describe('group commit', () => {
  test('[G3] nothing is emitted, and nothing has ended, before its commit returns', async () => {
    const { medium, log, emissions, storage } = await heldStorage()
    const outcomes = track(log, 1, 2)
    await medium.holding()
    await turns()
    expect([emissions, outcomes, log.head.seq, log.settled(ANNA.author, 1).last]).toEqual([
      [],
      [],
      0,
      0,
    ])
    medium.release()
    await storage.settle()
    await turns()
    expect(emissions.map(({ first, last }) => [first, last])).toEqual([[1, 2]])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['logged', 'logged'])
    expect([log.head.seq, log.settled(ANNA.author, 1).last]).toEqual([2, 2])
  })

  test('what comes while a commit is under way shares the next one, all rooms together', async () => {
    const { medium, log, storage } = await heldStorage()
    const other = await openLog(storage, 'other')
    track(log, 1)
    await medium.holding()
    track(log, 2, 3)
    track(other.log, 1, 2)
    await turns()
    expect(medium.asked.length).toBe(1)
    medium.release()
    await storage.settle()
    const sizes = medium.asked.map(commits =>
      commits.map(({ name, head }) => `${name} ${head.seq}`).toSorted(),
    )
    expect(sizes).toEqual([['board 1'], ['board 3', 'other 2']])
  })

  test('[G11] after an emission that took long the next commit gathers for as long, within a bound', async () => {
    for (const [emittedInMs, restMs] of [
      [0.9, 0],
      [3, 3],
      [50, 4],
    ] as const) {
      const { medium, clock, log, storage } = await heldStorage()
      log.subscribe(() => clock.stall(emittedInMs))
      medium.open = true
      track(log, 1)
      await turns()
      track(log, 2)
      await turns()
      expect(medium.asked.length, `after ${emittedInMs} ms`).toBe(restMs === 0 ? 2 : 1)
      track(log, 3)
      clock.advance(restMs)
      await storage.settle()
      expect(medium.asked.length, `after ${emittedInMs} and ${restMs} ms`).toBe(
        restMs === 0 ? 3 : 2,
      )
    }
  })

  test('[G3] repeats of what is under way wait for it too', async () => {
    const { medium, log, storage } = await heldStorage()
    const outcomes = [...track(log, 1)]
    const repeats = track(log, 1)
    await medium.holding()
    await turns()
    expect([...outcomes, ...repeats]).toEqual([])
    medium.release()
    await storage.settle()
    await turns()
    expect(repeats).toEqual([{ kind: 'repeated', seq: 1 }])
  })

  test('[G15] a full disk relays nothing, is tried again ever more slowly, and heals', async () => {
    const { medium, clock, log, emissions, storage, states } = await heldStorage()
    const outcomes = track(log, 1)
    for (const delayMs of [100, 200, 400, 800, 1600, 3200, 5000, 5000]) {
      await medium.holding()
      medium.decide('full')
      await turns()
      expect(storage.state.kind).toBe('full')
      clock.advance(delayMs - 1)
      await turns()
      expect(medium.isHolding).toBe(false)
      clock.advance(1)
    }
    track(log, 2)
    expect([emissions, outcomes]).toEqual([[], []])
    await medium.holding()
    medium.release()
    await storage.settle()
    await turns()
    expect(storage.state.kind).toBe('ready')
    expect(states).toEqual(['full', 'ready'])
    expect(emissions.flatMap(({ entries }) => entries.map(({ seq }) => seq))).toEqual([1, 2])
    expect(outcomes).toEqual([{ kind: 'logged', seq: 1 }])
  })

  test('[G15] a commit of which nothing is known ends it: nothing is emitted any more', async () => {
    const { medium, log, emissions, storage, states } = await heldStorage()
    const outcomes = track(log, 1)
    await medium.holding()
    medium.decide('fail')
    await turns()
    expect(states).toEqual(['failed'])
    medium.open = true
    track(log, 2)
    await turns()
    expect([emissions, outcomes, medium.asked.length]).toEqual([[], [], 1])
    expect(storage.state.kind).toBe('failed')
  })

  test('settling waits for what was there, and not for what goes on coming', async () => {
    const { medium, log, storage } = await heldStorage()
    const settled: string[] = []
    const settle = (name: string) => storage.settle().then(() => settled.push(name))
    track(log, 1)
    await medium.holding()
    void settle('while the first is under way')
    track(log, 2)
    void settle('behind the second')
    medium.decide('store')
    await medium.holding()
    track(log, 3)
    void settle('behind the third')
    medium.decide('store')
    await medium.holding()
    await turns()
    expect(settled).toEqual(['while the first is under way', 'behind the second'])
    medium.release()
    await turns()
    expect(settled).toContain('behind the third')
  })

  test('[G15] settling fails with the commit that it waits for', async () => {
    const { medium, log, storage } = await heldStorage()
    track(log, 1)
    await medium.holding()
    const settling = storage.settle()
    medium.decide('fail')
    await expect(settling).rejects.toThrow('on fire')
    await expect(storage.settle()).rejects.toThrow('on fire')
  })

  test('a listener that throws harms neither the log nor the other listeners', async () => {
    const errors: unknown[] = []
    const medium = new MemoryMedium(randomBytes(16))
    const clock = new ManualClock()
    const storage = new LogStorage({ medium, clock, onListenerError: error => errors.push(error) })
    const { log } = await openLog(storage, 'board')
    const heard: number[] = []
    log.subscribe(() => {
      throw new Error('a bug')
    })
    log.subscribe(({ last }) => heard.push(last))
    await log.append(batchOf(ANNA, 1))
    expect(await log.append(batchOf(ANNA, 2))).toEqual({ kind: 'logged', seq: 2 })
    expect(heard).toEqual([1, 2])
    expect(errors.length).toBe(2)
  })

  test('one counter too far is a mistake of the caller', async () => {
    const { log } = await heldStorage()
    expect(() => log.append(batchOf(ANNA, 2))).toThrow('without a gap')
  })
})
