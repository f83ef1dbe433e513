import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  nextOneEuro,
  nextOneEuroPoint,
  type OneEuroPointState,
  type OneEuroState,
  PEN_ONE_EURO,
} from './one-euro.ts'
import type { Point } from './point.ts'
import { between, STEPS } from './testing/between.ts'
import { distance } from './vector.ts'

const RATES_HZ = [60, 120, 240]
const options = PEN_ONE_EURO

/** Filters `signal(tMs)` sampled at a rate, and gives the filtered and the true value at the end. */
function run(signal: (tMs: number) => number, rateHz: number, durationMs: number) {
  let state: OneEuroState | undefined
  const steps = Math.round((durationMs * rateHz) / 1000)
  let tMs = 0
  for (let i = 0; i <= steps; i++) {
    tMs = (i * 1000) / rateHz
    state = nextOneEuro(state, signal(tMs), tMs, options)
  }
  return { filtered: state?.value ?? Number.NaN, truth: signal(tMs) }
}

/** ±0.3 px; sampled at 240 Hz it changes from sample to sample, far above the cut-off at rest. */
function noise(tMs: number): number {
  return 0.3 * Math.sin(tMs * 12.9898)
}

/** ±150 px at about 1 Hz on x, ±100 px at about 1.6 Hz on y: up to 1,300 px/s. */
function livelyCurve(tMs: number): Point {
  return { x: 150 * Math.sin(tMs / 160), y: 100 * Math.cos(tMs / 100) }
}

function runPoints(signal: (tMs: number) => Point, rateHz: number, durationMs: number): Point[] {
  let state: OneEuroPointState | undefined
  const filtered: Point[] = []
  for (let i = 0; i <= (durationMs * rateHz) / 1000; i++) {
    const tMs = (i * 1000) / rateHz
    state = nextOneEuroPoint(state, signal(tMs), tMs, options)
    filtered.push(state.value)
  }
  return filtered
}

describe('a pen at rest', () => {
  test('stays exactly where it is', () => {
    fc.assert(
      fc.property(
        fc.nat(STEPS).map(between(-1e5, 1e5)),
        fc.array(fc.nat(STEPS).map(between(0.5, 40)), { maxLength: 40 }),
        (value, gapsMs) => {
          let state = nextOneEuro(undefined, value, 0, options)
          let tMs = 0
          for (const gapMs of gapsMs) {
            tMs += gapMs
            state = nextOneEuro(state, value, tMs, options)
            expect(state.value).toBe(value)
          }
        },
      ),
    )
  })

  test('with noise trembles less than the noise', () => {
    const trembling = runPoints(tMs => ({ x: noise(tMs), y: -noise(tMs) }), 240, 1000)
    const rms = Math.sqrt(trembling.reduce((sum, p) => sum + p.x * p.x, 0) / trembling.length)
    expect(rms).toBeLessThan(0.3 * Math.SQRT1_2 * 0.75)
  })
})

describe('a pen at constant speed', () => {
  const speed = fc.nat(STEPS).map(between(150, 5000))

  test('is followed with at most 7 ms of lag at 60, 120 and 240 Hz, from its first samples on', () => {
    for (const rateHz of RATES_HZ) {
      fc.assert(
        fc.property(speed, fc.integer({ min: 50, max: 600 }), (pxPerS, durationMs) => {
          const { filtered, truth } = run(tMs => (pxPerS * tMs) / 1000, rateHz, durationMs)
          const lagMs = ((truth - filtered) / pxPerS) * 1000
          expect(lagMs).toBeGreaterThanOrEqual(0)
          expect(lagMs).toBeLessThanOrEqual(7)
        }),
      )
    }
  })

  test('lags by what its cut-off says, whatever the event rate', () => {
    fc.assert(
      fc.property(speed, pxPerS => {
        const expectedMs = 1000 / (2 * Math.PI * (options.minCutoffHz + options.beta * pxPerS))
        for (const rateHz of RATES_HZ) {
          const { filtered, truth } = run(tMs => (pxPerS * tMs) / 1000, rateHz, 2000)
          expect(((truth - filtered) / pxPerS) * 1000).toBeCloseTo(expectedMs, 6)
        }
      }),
    )
  })

  test('lags the same in every direction', () => {
    fc.assert(
      fc.property(speed, fc.nat(STEPS).map(between(0, 6.28)), (pxPerS, angle) => {
        const along = (tMs: number, a: number) => ({
          x: (pxPerS * tMs * Math.cos(a)) / 1000,
          y: (pxPerS * tMs * Math.sin(a)) / 1000,
        })
        const level = runPoints(tMs => along(tMs, 0), 120, 300).at(-1)
        const tilted = runPoints(tMs => along(tMs, angle), 120, 300).at(-1)
        expect(Math.hypot(tilted?.x ?? 0, tilted?.y ?? 0)).toBeCloseTo(level?.x ?? Number.NaN, 6)
      }),
    )
  })

  test('on a straight line stays on the line', () => {
    for (const p of runPoints(tMs => ({ x: tMs, y: 2 * tMs }), 120, 400)) {
      expect(p.y).toBeCloseTo(2 * p.x, 9)
    }
  })
})

/** From rest to rest, as a hand moves: distance gone at part `t` of the time, both 0 to 1. */
function travelled(t: number): number {
  const part = Math.min(1, Math.max(0, t))
  return part ** 3 * (10 - 15 * part + 6 * part * part)
}

describe('a pen that starts and ends at rest', () => {
  const lengthPx = fc.nat(STEPS).map(between(40, 400))
  const pxPerS = 450

  /** The delay by which its own way fits the line best. */
  function lagMsOf(filtered: readonly Point[], rateHz: number, placeAt: (tMs: number) => number) {
    const error = (lagMs: number) =>
      filtered.reduce((sum, p, i) => sum + (p.x - placeAt((i * 1000) / rateHz - lagMs)) ** 2, 0)
    const lags = Array.from({ length: 100 }, (_, i) => i / 10)
    return lags.reduce((best, lagMs) => (error(lagMs) < error(best) ? lagMs : best))
  }

  test.each(RATES_HZ)('is followed within 6 ms at %i Hz, in short strokes too', rateHz => {
    fc.assert(
      fc.property(lengthPx, px => {
        const durationMs = (px / pxPerS) * 1000
        const placeAt = (tMs: number) => px * travelled(tMs / durationMs)
        const filtered = runPoints(tMs => ({ x: placeAt(tMs), y: 0 }), rateHz, durationMs)
        expect(lagMsOf(filtered, rateHz, placeAt)).toBeLessThanOrEqual(6)
      }),
    )
  })
})

test('small letters stay round: a circle of 15 px at 400 px/s loses less than a pixel', () => {
  const circle = (tMs: number) => ({ x: 15 * Math.cos(tMs / 37.5), y: 15 * Math.sin(tMs / 37.5) })
  for (const rateHz of RATES_HZ) {
    const settled = runPoints(circle, rateHz, 2000).slice(rateHz)
    for (const { x, y } of settled) expect(15 - Math.hypot(x, y)).toBeLessThan(0.9)
  }
})

describe('the event rate', () => {
  test('hardly changes the filtered curve', () => {
    const slow = runPoints(livelyCurve, 60, 2000)
    for (const rateHz of [120, 240]) {
      const fast = runPoints(livelyCurve, rateHz, 2000)
      slow.forEach((p, i) => {
        const q = fast[(i * rateHz) / 60]
        expect(q && distance(p, q)).toBeLessThan(1.5)
      })
    }
  })

  test('may waver: uneven gaps lag like even ones', () => {
    let state: OneEuroState | undefined
    let tMs = 0
    for (let i = 0; i < 400; i++) {
      tMs += i % 3 === 0 ? 12 : 2
      state = nextOneEuro(state, tMs * 0.5, tMs, options)
    }
    const lagMs = (tMs * 0.5 - (state?.value ?? 0)) / 0.5
    expect(lagMs).toBeLessThanOrEqual(7)
  })
})

describe('samples out of order', () => {
  test('that repeat a time stamp or go back change nothing', () => {
    const first = nextOneEuro(undefined, 5, 100, options)
    const second = nextOneEuro(first, 6, 108, options)
    expect(nextOneEuro(second, 99, 108, options)).toBe(second)
    expect(nextOneEuro(second, 99, 50, options)).toBe(second)
    const point = nextOneEuroPoint(undefined, { x: 1, y: 2 }, 100)
    expect(nextOneEuroPoint(point, { x: 9, y: 9 }, 100)).toBe(point)
  })

  test('with a time stamp that is no number change nothing', () => {
    const first = nextOneEuro(undefined, 5, 100, options)
    expect(nextOneEuro(first, 6, Number.NaN, options)).toBe(first)
  })
})

test('the first sample passes unchanged', () => {
  expect(nextOneEuro(undefined, 42, 7, options).value).toBe(42)
  expect(nextOneEuroPoint(undefined, { x: 1, y: 2 }, 7).value).toEqual({ x: 1, y: 2 })
})

test('a filtered value never overshoots the samples it has seen', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1 }), samples => {
      let state: OneEuroState | undefined
      samples.forEach((sample, i) => {
        state = nextOneEuro(state, sample, i * 8, options)
        const seen = samples.slice(0, i + 1)
        expect(state.value).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-9)
        expect(state.value).toBeLessThanOrEqual(Math.max(...seen) + 1e-9)
      })
    }),
  )
})
