import { expect, it } from 'vitest'
import { createGate, GATE_MS, type GateClock } from './send-gate.ts'

function manualClock(): GateClock & { passMs(ms: number): void; readonly timers: number } {
  let nowMs = 0
  let due: { atMs: number; run: () => void }[] = []
  return {
    nowMs: () => nowMs,
    setTimer(run, delayMs) {
      const timer = { atMs: nowMs + delayMs, run }
      due.push(timer)
      return () => {
        due = due.filter(each => each !== timer)
      }
    },
    passMs(ms) {
      nowMs += ms
      const ready = due.filter(each => each.atMs <= nowMs)
      due = due.filter(each => each.atMs > nowMs)
      for (const { run } of ready) run()
    },
    get timers() {
      return due.length
    },
  }
}

it('lets the first flush through at once and holds the next to the interval', () => {
  const clock = manualClock()
  let flushes = 0
  const gate = createGate(() => (flushes += 1), clock)
  gate.request()
  expect(flushes).toBe(1)
  gate.request()
  gate.request()
  expect(flushes).toBe(1)
  clock.passMs(GATE_MS)
  expect(flushes).toBe(2)
})

it('never flushes more than 50 times a second, whatever the pen reports', () => {
  const clock = manualClock()
  let flushes = 0
  const gate = createGate(() => (flushes += 1), clock)
  for (let i = 0; i < 1000; i += 1) {
    gate.request()
    clock.passMs(1)
  }
  expect(flushes).toBeLessThanOrEqual(51)
  expect(flushes).toBeGreaterThan(45)
})

it('opens at once again after a rest', () => {
  const clock = manualClock()
  let flushes = 0
  const gate = createGate(() => (flushes += 1), clock)
  gate.request()
  clock.passMs(500)
  gate.request()
  expect(flushes).toBe(2)
})

it('leaves no timer behind when it is cancelled', () => {
  const clock = manualClock()
  let flushes = 0
  const gate = createGate(() => (flushes += 1), clock)
  gate.request()
  gate.request()
  gate.cancel()
  clock.passMs(1000)
  expect(flushes).toBe(1)
  expect(clock.timers).toBe(0)
})
