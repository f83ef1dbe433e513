import { describe, expect, test } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { Heartbeat } from './heartbeat.ts'

function setUp(draws: readonly number[] = [0.5]) {
  const clock = new ManualClock()
  const beats: number[] = []
  const silences: number[] = []
  let isDeaf = false
  let drawn = 0
  const heartbeat = new Heartbeat({
    clock,
    random: () => draws[drawn++ % draws.length] ?? 0,
    beatEvery: { minMs: 7000, maxMs: 9000 },
    silentMs: 18_000,
    isDeaf: () => isDeaf,
    onBeat: () => beats.push(clock.nowMs()),
    onSilent: () => silences.push(clock.nowMs()),
  })
  const deafen = (value: boolean) => {
    isDeaf = value
  }
  return { clock, heartbeat, beats, silences, deafen }
}

describe('the heartbeat', () => {
  test('[G8] beats every 7 to 9 s, at drawn intervals', () => {
    const { clock, heartbeat, beats } = setUp([0, 1, 0.5])
    for (let s = 0; s < 40; s += 1) {
      clock.advance(1000)
      heartbeat.heard()
    }
    expect(beats).toEqual([7000, 16_000, 24_000, 31_000, 40_000])
  })

  test('[G8] a link that says nothing for 18 s has ended, at once and once', () => {
    const { clock, heartbeat, silences } = setUp()
    clock.advance(5000)
    heartbeat.heard()
    clock.advance(17_999)
    expect(silences).toEqual([])
    clock.advance(1)
    expect(silences).toEqual([23_000])
    clock.advance(100_000)
    expect(silences.length).toBe(1)
  })

  test('[G12] one that is not read from is not silent', () => {
    const { clock, heartbeat, silences, beats, deafen } = setUp()
    deafen(true)
    clock.advance(120_000)
    expect(silences).toEqual([])
    expect(beats.length).toBe(15)
    deafen(false)
    heartbeat.heard()
    clock.advance(18_000)
    expect(silences.length).toBe(1)
  })

  test('[G8] while the server itself stood still nobody was silent', () => {
    const { clock, heartbeat, silences } = setUp()
    clock.advance(5000)
    heartbeat.heard()
    clock.stall(60_000)
    expect(silences).toEqual([])
    // The 3 s before its next beat was due were silent, and count.
    clock.advance(14_999)
    expect(silences).toEqual([])
    clock.advance(1)
    expect(silences.length).toBe(1)
  })

  test('once stopped it is still', () => {
    const { clock, heartbeat, beats, silences } = setUp()
    heartbeat.stop()
    clock.advance(60_000)
    expect([beats, silences, clock.pendingCount]).toEqual([[], [], 0])
  })
})
