import { describe, expect, it } from 'vitest'
import { VirtualClock } from './testing/virtual-clock.ts'
import { DEFAULT_TIMING as timing } from './timing.ts'
import { Watchdog } from './watchdog.ts'

const MINUTE_MS = 60_000

function watch() {
  const clock = new VirtualClock()
  const told: string[] = []
  const startMs = clock.nowMs()
  const at = (what: string) => told.push(`${what} ${clock.nowMs() - startMs}`)
  const watchdog = new Watchdog({
    clock,
    timing,
    sendProbe: () => at('probe'),
    die: () => at('dead'),
  })
  return { clock, told, watchdog }
}

describe('a watched link', () => {
  it('[G8] is probed after 10 s of silence and dead after 20', () => {
    const { clock, told } = watch()
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['probe 10000', 'dead 20000'])
  })

  it('is not probed while the server beats', () => {
    const { clock, told, watchdog } = watch()
    for (let beat = 0; beat < 100; beat += 1) {
      clock.advance(9_000)
      watchdog.heard()
    }
    expect(told).toEqual([])
  })

  it('lives on when the probe is answered, and is measured from the answer', () => {
    const { clock, told, watchdog } = watch()
    clock.advance(12_000)
    watchdog.heard()
    clock.advance(7_999)
    expect(told).toEqual(['probe 10000'])
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['probe 10000', 'probe 22000', 'dead 32000'])
  })

  it('sets few timers on a busy link, and still notices its end in time', () => {
    const { clock, told, watchdog } = watch()
    for (let frame = 0; frame < 500; frame += 1) {
      clock.advance(10)
      watchdog.heard()
    }
    expect(clock.pendingTimers).toBe(1)
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['probe 15000', 'dead 25000'])
  })

  it('[G8] is given 2 s after a wake', () => {
    const { clock, told, watchdog } = watch()
    clock.advance(3_000)
    watchdog.wake()
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['probe 3000', 'dead 5000'])
  })

  it('survives a wake that is answered', () => {
    const { clock, told, watchdog } = watch()
    watchdog.wake()
    clock.advance(1_999)
    watchdog.heard()
    clock.advance(9_000)
    expect(told).toEqual(['probe 0'])
  })

  it('[G8] is probed, not closed, when the machine slept', () => {
    const { clock, told, watchdog } = watch()
    clock.advance(1_000)
    clock.sleep(3_600_000)
    expect(told).toEqual(['probe 3601000'])
    watchdog.heard()
    clock.advance(9_999)
    expect(told).toEqual(['probe 3601000'])
  })

  it('[G8] is dead 2 s after the machine slept, if nothing answers', () => {
    const { clock, told } = watch()
    clock.sleep(3_600_000)
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['probe 3600000', 'dead 3602000'])
  })

  it('is asked once more when the machine slept over the probe', () => {
    const { clock, told, watchdog } = watch()
    clock.advance(11_000)
    clock.sleep(3_600_000)
    expect(told).toEqual(['probe 10000', 'probe 3611000'])
    watchdog.heard()
    clock.advance(5_000)
    expect(told).toEqual(['probe 10000', 'probe 3611000'])
  })

  it('[G8] is never closed falsely in a tab whose timers fire once a minute', () => {
    const { clock, told, watchdog } = watch()
    clock.throttleMs = MINUTE_MS
    for (let second = 0; second < 30 * 60; second += 9) {
      clock.advance(9_000)
      watchdog.heard()
    }
    expect(told.filter(each => each.startsWith('dead'))).toEqual([])
  })

  it('is not closed falsely when only probes are answered, and timers fire once a minute', () => {
    const { clock, told, watchdog } = watch()
    clock.throttleMs = MINUTE_MS
    let answered = 0
    for (let second = 0; second < 30 * 60; second += 1) {
      clock.advance(1_000)
      if (told.length > answered) watchdog.heard()
      answered = told.length
    }
    expect(answered).toBeGreaterThan(10)
    expect(told.filter(each => each.startsWith('dead'))).toEqual([])
  })

  it('[G8] is noticed to be dead in ≤ 22 s where a hidden tab’s timers fire once a second', () => {
    const { clock, told } = watch()
    clock.throttleMs = 1_000
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['probe 10000', 'dead 20000'])
  })

  it('is noticed to be dead even where every timer is a minute late', () => {
    const { clock, told } = watch()
    clock.throttleMs = MINUTE_MS
    clock.advance(5 * MINUTE_MS)
    expect(told.at(-1)).toBe('dead 180000')
  })

  it('is not mistaken for silent or heard by a clock that is set', () => {
    for (const byMs of [3_600_000, -3_600_000]) {
      const { clock, told, watchdog } = watch()
      clock.setWall(byMs)
      clock.advance(10_000)
      watchdog.heard()
      clock.advance(5_000)
      expect(told.filter(each => each.startsWith('dead'))).toEqual([])
      clock.advance(MINUTE_MS)
      expect(told.filter(each => each.startsWith('dead')).length).toBe(1)
    }
  })

  it('is left alone once it is stopped', () => {
    const { clock, told, watchdog } = watch()
    watchdog.stop()
    watchdog.wake()
    watchdog.heard()
    clock.advance(MINUTE_MS)
    expect(told).toEqual([])
    expect(clock.pendingTimers).toBe(0)
  })
})
