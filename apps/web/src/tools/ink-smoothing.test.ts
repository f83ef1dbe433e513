import type { Point } from '@inkroom/geometry'
import { describe, expect, it } from 'vitest'
import { inkTool } from './ink-tool.ts'
import { at, STYLE, ToolBench } from './testing/tool-bench.ts'

const RATES_HZ = [60, 120, 240]

interface Hand {
  readonly rateHz: number
  readonly stabilizer?: number
  readonly forMs: number
}

/** What is kept of a hand by the end of the time, in pixels, before the pen is lifted. */
function drawn(pathOf: (tMs: number) => Point, { rateHz, stabilizer = 0, forMs }: Hand): Point[] {
  const bench = new ToolBench()
  const begin = pathOf(0)
  const context = bench.context({ style: { ...STYLE, stabilizer } })
  const gesture = inkTool('pen')(context, at(begin.x, begin.y, 0))
  for (let i = 1; i <= (forMs * rateHz) / 1000; i += 1) {
    const tMs = (i * 1000) / rateHz
    const { x, y } = pathOf(tMs)
    gesture.move([at(x, y, tMs)])
  }
  bench.passMs(forMs)
  return [begin, ...bench.samples.map(({ x, y }) => ({ x: x / 8, y: y / 8 }))]
}

/** How far the kept ink is behind a pen that goes straight. */
function lagMs(pxPerS: number, hand: Omit<Hand, 'forMs'>): number {
  const forMs = 400
  const end = drawn(tMs => ({ x: (pxPerS * tMs) / 1000, y: 0 }), { ...hand, forMs }).at(-1)
  return forMs - ((end?.x ?? 0) / pxPerS) * 1000
}

/** Half a pixel is not kept, and the grid rounds by a sixteenth. */
const unkeptMs = (pxPerS: number) => (0.57 / pxPerS) * 1000

/** Letters at a writer's speed: 25 px high loops, up to 500 px/s. */
const writing = (tMs: number): Point => ({
  x: tMs * 0.12 + 12 * Math.sin(tMs / 45),
  y: 25 * Math.cos(tMs / 60),
})

/** How far `p` is from the nearest piece of a line. */
function toLine(p: Point, line: readonly Point[]): number {
  const distances = line.slice(1).map((b, i) => {
    const a = line[i] ?? b
    const [dx, dy] = [b.x - a.x, b.y - a.y]
    const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy)
    const t = Math.min(1, Math.max(0, along))
    return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)
  })
  return Math.min(...distances)
}

describe('ink without a stabiliser', () => {
  it.each(RATES_HZ)('lags a pen of %d Hz by 6 ms at most', rateHz => {
    for (const pxPerS of [200, 500, 2000]) {
      expect(lagMs(pxPerS, { rateHz })).toBeLessThanOrEqual(6 + unkeptMs(pxPerS))
    }
  })

  it('is the same line at 60, 120 and 240 Hz', () => {
    const [slow = [], ...faster] = RATES_HZ.map(rateHz => drawn(writing, { rateHz, forMs: 1000 }))
    for (const line of faster) {
      expect(Math.max(...slow.map(p => toLine(p, line)))).toBeLessThan(1)
    }
  })
})

describe('the stabiliser', () => {
  it('lags the more the further it is turned, alike at any rate', () => {
    for (const rateHz of RATES_HZ) {
      const [none = 0, half = 0, full = 0] = [0, 0.5, 1].map(stabilizer =>
        lagMs(500, { rateHz, stabilizer }),
      )
      expect(half).toBeGreaterThan(none * 2)
      expect(full).toBeGreaterThan(half * 2)
      // 1 / (2π · (2 Hz + 0.01 · 500 Hz)) is 22.7 ms.
      expect(full).toBeLessThanOrEqual(22.8 + unkeptMs(500))
    }
  })

  it('takes the trembling out of a slow hand', () => {
    const trembling = (tMs: number): Point => ({
      x: tMs * 0.08,
      y: 1.5 * Math.sin((tMs / 1000) * 2 * Math.PI * 9),
    })
    const heightOf = (stabilizer: number) => {
      const ys = drawn(trembling, { rateHz: 120, stabilizer, forMs: 2000 }).map(p => p.y)
      return Math.max(...ys) - Math.min(...ys)
    }
    expect(heightOf(1)).toBeLessThan(heightOf(0) / 2)
  })

  it('ends the line where the pen was lifted all the same', () => {
    const bench = new ToolBench()
    const context = bench.context({ style: { ...STYLE, stabilizer: 1 } })
    const gesture = inkTool('pen')(context, at(0, 0, 0))
    gesture.move([at(30, 0, 8), at(60, 0, 16), at(100, 7, 24)])
    gesture.up()
    expect(bench.samples.at(-1)).toMatchObject({ x: 800, y: 56 })
  })
})
