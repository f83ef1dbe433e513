import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PenSample } from '../input/pen-sample.ts'
import { GATE_MS } from '../input/send-gate.ts'
import { GO_ON_PX, HOLD_MS, shapeCode, withHeldShapes } from './held-shape.ts'
import { inkTool } from './ink-tool.ts'
import { at, ToolBench } from './testing/tool-bench.ts'
import type { ToolContext, ToolGesture } from './tool-behaviour.ts'

let bench: ToolBench
const pen = withHeldShapes(inkTool('pen'))

beforeAll(() => shapeCode.want())

beforeEach(() => {
  bench = new ToolBench()
})

/** Draws along the points, one each 8 ms, and goes on holding the pen where it came to. */
function draw(points: readonly PenSample[], change: Partial<ToolContext> = {}): ToolGesture {
  const [first, ...rest] = points
  if (first === undefined) throw new Error('a stroke has a first point')
  const gesture = pen(bench.context(change), first)
  for (const sample of rest) {
    bench.passMs(8)
    gesture.move([sample])
  }
  return gesture
}

const along = (count: number, place: (t: number) => readonly [x: number, y: number]) =>
  Array.from({ length: count + 1 }, (_, i) => at(...place(i / count), i * 8))

const roughLine = along(30, t => [t * 200, 3 * Math.sin(t * 9)])
const roughCircle = along(60, t => {
  const turn = t * 2 * Math.PI
  const radius = 80 + 3 * Math.sin(turn * 5)
  return [200 + radius * Math.cos(turn), 150 + radius * Math.sin(turn)]
})

const placesOf = (gesture: ToolGesture): [x: number, y: number][] => {
  const { xs, ys, length } = gesture.ownStroke()?.shape.points() ?? { xs: [], ys: [], length: 0 }
  return Array.from({ length }, (_, i) => [xs[i] ?? 0, ys[i] ?? 0])
}

describe('a stroke whose pen rests at its end', () => {
  it('turns into the shape under the pen, and asks for a picture of it', () => {
    const gesture = draw(roughCircle)
    bench.passMs(HOLD_MS - 1)
    expect(bench.repaints).toBe(0)
    bench.passMs(1)
    expect(bench.repaints).toBe(1)
    const radii = placesOf(gesture).map(([x, y]) => Math.hypot(x - 200, y - 150))
    expect(Math.max(...radii) - Math.min(...radii)).toBeLessThan(3)
  })

  it('is sent as it was drawn, and replaced by the shape that was seen when the pen is lifted', () => {
    const gesture = draw(roughLine)
    bench.passMs(HOLD_MS)
    expect(bench.replaced).toEqual([])
    const seen = placesOf(gesture)
    gesture.move([at(201, 1, 900)])
    gesture.up()
    expect(bench.begun).toHaveLength(1)
    expect(bench.sent.at(-1)?.kind).toBe('finish')
    expect(bench.samples.length).toBeGreaterThan(20)
    const [{ stroke } = { stroke: null }] = bench.replaced
    if (stroke === null) throw new Error('a stroke takes the place of the ink')
    const places = [stroke.header, ...stroke.samples].map(({ x, y }) => [x / 8, y / 8])
    expect(places).toEqual(seen)
    expect(stroke.header).toMatchObject({ brush: 'pen', size: 32, gridExponent: 3 })
  })

  it('has no pressure as a shape', () => {
    const gesture = draw(roughLine, { hasPressure: true })
    bench.passMs(HOLD_MS)
    gesture.up()
    expect(bench.begun[0]?.hasPressure).toBe(true)
    expect(bench.replaced[0]?.stroke.header).toMatchObject({ hasPressure: false, pressure: 255 })
  })

  it('is shown where the pen is expected while it is ink, and not any more as a shape', () => {
    const gesture = draw(roughLine)
    gesture.predict?.([at(210, 0, 248)])
    expect(placesOf(gesture).at(-1)?.[0]).toBe(210)
    bench.passMs(HOLD_MS)
    const seen = placesOf(gesture)
    gesture.predict?.([at(210, 0, 756)])
    expect(placesOf(gesture)).toEqual(seen)
    expect(seen.at(-1)?.[0]).toBeLessThan(205)
  })

  it('goes on being ink where no shape fits, or what is drawn is small', () => {
    const scribble = along(60, t => [t * 200, 60 * Math.sin(t * 30)])
    const small = along(20, t => [t * 10, t * 10])
    for (const points of [scribble, small]) {
      const gesture = draw(points)
      bench.passMs(HOLD_MS)
      gesture.move([at(260, 0, 2000)])
      gesture.up()
    }
    expect(bench.repaints).toBe(0)
    expect(bench.replaced).toEqual([])
    expect(bench.samples.at(-1)).toMatchObject({ x: 260 * 8 })
  })

  it('may rest again further on, where it did not become a shape', () => {
    const gesture = draw(along(20, t => [t * 10, t * 10]))
    bench.passMs(HOLD_MS)
    for (let x = 20; x <= 200; x += 10) gesture.move([at(x, x, 1000 + x)])
    bench.passMs(HOLD_MS)
    gesture.up()
    expect(bench.replaced).toHaveLength(1)
  })
})

describe('a hand that only paused, and goes on', () => {
  const onwards = Array.from({ length: 20 }, (_, i) => at(200, 10 * (i + 1), 800 + i * 8))

  it('gets its ink back, with all that it drew since', () => {
    const gesture = draw(roughLine)
    bench.passMs(HOLD_MS)
    const clean = placesOf(gesture)
    gesture.move(onwards)
    expect(placesOf(gesture).length).toBeGreaterThan(clean.length)
    expect(placesOf(gesture).at(-1)).toEqual([200, 200])
    gesture.up()
    expect(bench.replaced).toEqual([])
    const ends = bench.samples.map(({ x, y }) => [x / 8, y / 8])
    for (const sample of onwards.slice(2)) {
      const off = ends.map(([x = 0, y = 0]) => Math.hypot(x - sample.xPx, y - sample.yPx))
      expect(Math.min(...off), `ink near ${sample.yPx}`).toBeLessThan(10)
    }
    expect(ends.at(-1)).toEqual([200, 200])
  })

  it('may rest again, and gets a shape if all of its stroke is like one', () => {
    const gesture = draw(roughLine)
    bench.passMs(HOLD_MS)
    gesture.move([1, 2, 3, 4, 5].map(i => at(200 + i * 20, 1, 800 + i * 8)))
    bench.passMs(HOLD_MS)
    gesture.up()
    expect(bench.replaced).toHaveLength(1)
    expect(bench.replaced[0]?.stroke.samples.at(-1)?.x).toBeGreaterThan(290 * 8)
  })

  it('is not one whose pen slips as it is lifted', () => {
    const gesture = draw(roughLine)
    bench.passMs(HOLD_MS)
    const seen = placesOf(gesture)
    gesture.move([at(200 + GO_ON_PX - 1, 0, 900)])
    expect(placesOf(gesture)).toEqual(seen)
    gesture.up()
    expect(bench.replaced).toHaveLength(1)
  })
})

describe('a pen that trembles', () => {
  it('rests', () => {
    const gesture = draw(roughLine)
    for (let i = 0; i < 70; i += 1) {
      bench.passMs(8)
      gesture.move([at(200 + (i % 2) * 2, 1 + (i % 3), 300 + i * 8)])
    }
    gesture.up()
    expect(bench.replaced).toHaveLength(1)
  })

  it('leaves the shape alone that it holds', () => {
    const gesture = draw(roughLine)
    bench.passMs(HOLD_MS)
    const seen = placesOf(gesture)
    gesture.move([at(202, 2, 900)])
    expect(placesOf(gesture)).toEqual(seen)
  })
})

describe('nothing becomes a shape', () => {
  it('while the pen moves, slowly too', () => {
    const gesture = draw(roughLine)
    for (let i = 1; i < 40; i += 1) {
      bench.passMs(100)
      gesture.move([at(200 + i * 3, 0, 300 + i * 100)])
    }
    gesture.up()
    expect(bench.replaced).toEqual([])
  })

  it('when the pen is lifted at once', () => {
    draw(roughCircle).up()
    bench.passMs(HOLD_MS)
    expect(bench.repaints).toBe(0)
    expect(bench.replaced).toEqual([])
    expect(bench.timers).toEqual([])
  })

  it('where the person does not want it', () => {
    const gesture = draw(roughCircle, { makesShapes: false })
    bench.passMs(HOLD_MS)
    gesture.up()
    expect(bench.replaced).toEqual([])
  })

  it('of a stroke that was none', () => {
    const gesture = draw(roughCircle)
    bench.passMs(HOLD_MS)
    gesture.discard()
    expect(bench.sent.at(-1)?.kind).toBe('discard')
    expect(bench.replaced).toEqual([])
    expect(bench.timers).toEqual([])
  })

  it('of ink that the board does not take', () => {
    const gesture = draw(roughCircle)
    bench.takes = false
    bench.passMs(HOLD_MS)
    expect(gesture.ownStroke()).toBeNull()
    gesture.up()
    expect(bench.replaced).toEqual([])
  })

  it('and is not shown either, once the board takes no more of it', () => {
    const gesture = draw(roughCircle)
    bench.passMs(HOLD_MS + GATE_MS)
    bench.takes = false
    expect(gesture.ownStroke()).toBeNull()
    gesture.up()
    expect(bench.replaced).toEqual([])
  })
})

it('a mark of the highlighter becomes a shape as well', () => {
  const begin = withHeldShapes(inkTool('highlighter'))
  const [first, ...rest] = roughLine
  if (first === undefined) throw new Error('a line has points')
  const gesture = begin(bench.context(), first)
  gesture.move(rest)
  bench.passMs(HOLD_MS)
  gesture.up()
  expect(bench.replaced[0]?.stroke.header.brush).toBe('highlighter')
})
