import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PenSample } from '../input/pen-sample.ts'
import { inkTool } from './ink-tool.ts'
import { at, STYLE, ToolBench } from './testing/tool-bench.ts'
import type { ToolContext } from './tool-behaviour.ts'

const RATES_HZ = [60, 120, 240]
const BY_SPEED: Partial<ToolContext> = { style: { ...STYLE, widthBySpeed: true } }

let bench: ToolBench

beforeEach(() => {
  bench = new ToolBench()
})

/** Plays a hand at a rate, and gives pressures at places along x, in sixteenths of the way before the end. */
function pressuresAlong(
  change: Partial<ToolContext>,
  rateHz: number,
  readingAt: (tMs: number) => PenSample,
): number[] {
  bench = new ToolBench()
  const gesture = inkTool('pen')(bench.context(change), readingAt(0))
  for (let i = 1; i <= rateHz; i += 1) gesture.move([readingAt((i * 1000) / rateHz)])
  bench.passMs(1000)
  const [header] = bench.begun
  if (header === undefined) throw new Error('nothing was begun')
  const points = [header, ...bench.samples]
  const lengthX = (points.at(-1)?.x ?? 0) - header.x
  return Array.from({ length: 15 }, (_, i) => {
    const x = header.x + (lengthX * (i + 1)) / 16
    const next = points.findIndex(point => point.x >= x)
    const [a, b] = [points[next - 1] ?? header, points[next] ?? header]
    return a.pressure + ((b.pressure - a.pressure) * (x - a.x)) / Math.max(1, b.x - a.x)
  })
}

const largestGap = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))))

describe('the pressure of a pen', () => {
  const pen: Partial<ToolContext> = { hasPressure: true }

  it('is written from the first touch on', () => {
    inkTool('pen')(bench.context(pen), at(0, 0, 0, 0.2)).up()
    expect(bench.begun[0]).toMatchObject({ hasPressure: true, pressure: 51 })
  })

  it('is not pinched by the lifting, whose pressure is none', () => {
    const gesture = inkTool('pen')(bench.context(pen), at(0, 0, 0, 0.8))
    gesture.move([at(20, 0, 8, 0.8), at(40, 0, 16, 0)])
    gesture.up()
    expect(bench.samples.map(({ pressure }) => pressure)).toEqual([204, 204, 204])
  })

  it('is followed within 20 ms or so, without the jumps of the tablet', () => {
    const rising = (tMs: number) =>
      at(tMs / 2, 0, tMs, 0.2 + tMs / 2000 + (tMs % 20 < 10 ? 0.05 : 0))
    const pressures = pressuresAlong(pen, 240, rising).map(byte => byte / 255)
    pressures.forEach((pressure, i) => {
      const placeMs = ((i + 1) * 1000) / 16
      // A ramp of half a unit a second is 0.01 behind after 20 ms; the jumps are half as high on the average.
      expect(Math.abs(pressure - (0.2 + placeMs / 2000 + 0.025 - 0.01))).toBeLessThan(0.03)
    })
  })

  it('is the same at 60, 120 and 240 Hz', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 1000 }),
        fc.integer({ min: 50, max: 300 }),
        (v, w) => {
          const hand = (tMs: number) => at((v * tMs) / 1000, 0, tMs, 0.5 + 0.4 * Math.sin(tMs / w))
          const [slow = [], ...faster] = RATES_HZ.map(rateHz => pressuresAlong(pen, rateHz, hand))
          for (const each of faster) expect(largestGap(slow, each)).toBeLessThan(255 * 0.06)
        },
      ),
      { seed: 1, numRuns: 30 },
    )
  })

  it('is none of the highlighter', () => {
    inkTool('highlighter')(bench.context({ ...BY_SPEED, ...pen }), at(0, 0, 0, 0.2)).up()
    expect(bench.begun[0]).toMatchObject({ brush: 'highlighter', hasPressure: false })
  })

  it('goes before speed', () => {
    inkTool('pen')(bench.context({ ...BY_SPEED, ...pen }), at(0, 0, 0, 0.2)).up()
    expect(bench.begun[0]).toMatchObject({ pressure: 51 })
  })
})

describe('a width that follows speed', () => {
  /** Swings between slow and fast, always on. */
  const swinging = (meanPxPerS: number, periodMs: number) => (tMs: number) => {
    const turn = (2 * Math.PI) / periodMs
    const swing = (0.8 * Math.sin(turn * tMs)) / turn
    return at((meanPxPerS / 1000) * (tMs + swing), 0, tMs)
  }
  const middle = (pxPerS: number) =>
    pressuresAlong(BY_SPEED, 120, tMs => at((pxPerS * tMs) / 1000, 0, tMs))[8] ?? Number.NaN

  it('is written as pressure, where it is asked for', () => {
    inkTool('pen')(bench.context(BY_SPEED), at(0, 0, 0)).up()
    inkTool('pen')(bench.context(), at(0, 0, 0)).up()
    expect(bench.begun).toMatchObject([{ hasPressure: true }, { hasPressure: false }])
  })

  it('is the thinner the faster the hand is', () => {
    const [slow, quick, fast] = [middle(60), middle(500), middle(3000)]
    expect(slow).toBeGreaterThan(quick + 40)
    expect(quick).toBeGreaterThan(fast + 30)
  })

  it('is the same at 60, 120 and 240 Hz', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 1500 }),
        fc.integer({ min: 300, max: 2000 }),
        (pxPerS, periodMs) => {
          const hand = swinging(pxPerS, periodMs)
          const [slow = [], ...faster] = RATES_HZ.map(rate => pressuresAlong(BY_SPEED, rate, hand))
          // A twentieth of the width: 0.2 px of a line of 4 px.
          for (const each of faster) expect(largestGap(slow, each)).toBeLessThan(255 * 0.05)
        },
      ),
      { seed: 2, numRuns: 30 },
    )
  })

  it('changes softly: no two points of it differ by more than a tenth of the width', () => {
    const stopAndGo = (tMs: number) => at(tMs < 500 ? tMs * 0.02 : 10 + (tMs - 500) * 2, 0, tMs)
    pressuresAlong(BY_SPEED, 240, stopAndGo)
    const pressures = bench.samples.map(({ pressure }) => pressure)
    const steps = pressures.slice(1).map((value, i) => Math.abs(value - (pressures[i] ?? value)))
    expect(Math.max(...steps)).toBeLessThan(255 / 10)
  })

  it('begins and runs out gently', () => {
    const gesture = inkTool('pen')(bench.context(BY_SPEED), at(0, 0, 0))
    for (let tMs = 8; tMs <= 400; tMs += 8) gesture.move([at(tMs / 2, 0, tMs)])
    const tail = gesture.ownStroke()?.shape.points()
    gesture.up()
    const [header] = bench.begun
    const body = bench.samples.at(-10)?.pressure ?? 0
    expect(header?.pressure).toBeLessThan(body)
    expect(bench.samples.at(-1)?.pressure).toBeLessThan(body / 2)
    // And so it looks already under the pen.
    expect(tail?.radii.at(-1)).toBeLessThan(tail?.radii.at(-6) ?? 0)
  })

  it('is even on a straight line', () => {
    const straight = (x: number, tMs: number) => ({ ...at(x, 0, tMs), isStraight: true })
    const gesture = inkTool('pen')(bench.context(BY_SPEED), straight(0, 0))
    for (let tMs = 8; tMs <= 400; tMs += 8) gesture.move([straight(tMs, tMs)])
    gesture.up()
    const [header] = bench.begun
    expect(bench.samples.map(({ pressure }) => pressure)).toEqual([header?.pressure])
  })
})
