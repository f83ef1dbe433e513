import { personIdOf } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { create } from '../testing/ops.ts'
import { clientOf, joined, testServer } from '../testing/test-server.ts'
import { keyOf } from '../testing/wire-client.ts'
import { Inflow } from './inflow.ts'
import { PersonRates } from './person-rates.ts'
import { ReadGate } from './read-gate.ts'

const LIMITS = { batchesPerSecond: 10, bytesPerSecond: 1000 }
const PERSON = personIdOf(keyOf(1))

/** A tab that sends whenever it is read from. */
function tabOf(clock: ManualClock, rates: PersonRates) {
  let floods = 0
  const gate = new ReadGate({ pause: () => {}, resume: () => {} })
  const inflow = new Inflow({
    ...LIMITS,
    clock,
    gate,
    onPause: () => {},
    onRead: () => {},
    onFlood: () => {
      floods += 1
    },
  })
  inflow.share(rates.share(PERSON).rate)
  return { inflow, floods: () => floods }
}

describe('what one person may send', () => {
  test('[G12] ten tabs have one person’s rate together, slowed and never ended', () => {
    const clock = new ManualClock()
    const rates = new PersonRates(clock, LIMITS)
    const tabs = Array.from({ length: 10 }, () => tabOf(clock, rates))
    let sent = 0
    for (let ms = 0; ms < 60_000; ms += 10) {
      for (const { inflow } of tabs) {
        if (inflow.isHeld) continue
        inflow.spend(1, 1)
        sent += 1
      }
      clock.advance(10)
    }
    // Ten a second for a minute, twenty at once, and what each tab had sent when it was first held.
    expect(sent).toBeGreaterThanOrEqual(600)
    expect(sent).toBeLessThanOrEqual(600 + 20 + 10)
    expect(tabs.map(({ floods }) => floods())).toEqual(Array(10).fill(0))
  })

  test('[G12] what all tabs owe together makes none of them a flood', () => {
    const clock = new ManualClock()
    const rates = new PersonRates(clock, LIMITS)
    const tabs = Array.from({ length: 10 }, () => tabOf(clock, rates))
    for (const { inflow } of tabs) inflow.spend(150, 0)
    expect(tabs.map(({ floods }) => floods())).toEqual(Array(10).fill(0))
    clock.advance(147_000)
    expect(tabs.every(({ inflow }) => inflow.isHeld)).toBe(true)
    clock.advance(1000)
    expect(tabs.some(({ inflow }) => inflow.isHeld)).toBe(false)
  })

  test('[G12] what is owed stays owed by who goes and comes again, and is then forgotten', () => {
    const clock = new ManualClock()
    const rates = new PersonRates(clock, LIMITS)
    const first = rates.share(PERSON)
    expect(first.rate.spend(40, 0, clock.nowMs())).toBe(2000)
    first.release()
    const second = rates.share(PERSON)
    expect(second.rate.spend(0, 0, clock.nowMs())).toBe(2000)
    second.release()
    clock.advance(3999)
    expect(rates.size).toBe(1)
    clock.advance(1)
    expect([rates.size, clock.pendingCount]).toEqual([0, 0])
  })
})

test('[G12] a class of 60 behind one address draws, and nobody is ended', async () => {
  const server = await testServer()
  const pupils = await Promise.all(
    Array.from({ length: 60 }, (_, n) => joined(server, { author: n + 1 })),
  )
  for (let n = 1; n <= 4; n += 1) for (const pupil of pupils) pupil.draw(create(n))
  await Promise.all(pupils.map(pupil => pupil.untilSeq(240)))
  expect(pupils.filter(({ closing }) => closing !== null)).toEqual([])
})

test('[G18] a person is forgotten with its last connection, whether that had a seat or was refused one', async () => {
  const clock = new ManualClock()
  const server = await testServer({}, { clock })
  // The test reaches below for what the server remembers.
  const { rates }: { rates: PersonRates } = Reflect.get(server, 'services')
  const seated = await joined(server, { author: 1, person: 1 })
  const refused = await clientOf(server, { author: 1, person: 2 }).open()
  refused.send(refused.hello)
  await refused.closed
  expect(rates.size).toBe(2)
  await seated.close()
  await expect.poll(() => server.connections).toBe(0)
  clock.advance(10_000)
  expect(rates.size).toBe(0)
})
