import { beforeEach, describe, expect, it } from 'vitest'
import type { PenSample } from '../input/pen-sample.ts'
import { GATE_MS } from '../input/send-gate.ts'
import { FORESIGHT_MS } from './foresight.ts'
import { inkTool } from './ink-tool.ts'
import { at, ToolBench } from './testing/tool-bench.ts'

let bench: ToolBench

beforeEach(() => {
  bench = new ToolBench()
})

describe('a stroke of the pen', () => {
  it('is on its way from the first touch, so that a tap is a dot', () => {
    inkTool('pen')(bench.context(), at(10, 20, 0)).up()
    expect(bench.begun).toHaveLength(1)
    expect(bench.begun[0]).toMatchObject({ brush: 'pen', gridExponent: 3, x: 80, y: 160, size: 32 })
    expect(bench.sent).toEqual([{ kind: 'finish', samples: [], elapsedMs: 0 }])
  })

  it('ends where the pen was lifted, not where the filter had got to', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([at(30, 0, 8), at(60, 0, 16), at(100, 7, 24)])
    gesture.up()
    expect(bench.samples.at(-1)).toMatchObject({ x: 800, y: 56 })
  })

  it('paints the very points that it sends, and a tail up to the pointer', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([at(30, 0, 8), at(60, 0, 16)])
    const shape = gesture.ownStroke()?.shape.points()
    const painted = Array.from(shape?.xs.subarray(0, shape.length) ?? [])
    bench.passMs(GATE_MS)
    const grid = [0, ...bench.samples.map(sample => sample.x / 8)]
    expect(painted.slice(0, -1)).toEqual(grid)
    expect(painted.at(-1)).toBe(60)
  })

  it('is painted on to where the pen is expected, and neither kept nor sent there', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([at(30, 0, 8), at(60, 0, 16)])
    const ends = () => {
      const shape = gesture.ownStroke()?.shape.points()
      return Array.from(shape?.xs.subarray(0, shape.length) ?? []).slice(-3)
    }
    gesture.predict?.([at(75, 0, 24), at(90, 0, 32)])
    expect(ends()).toEqual([60, 75, 90])
    gesture.move([at(62, 19, 24)])
    expect(ends().at(-1)).toBe(62)
    gesture.predict?.([at(80, 30, 32)])
    gesture.up()
    bench.passMs(GATE_MS)
    expect(bench.samples.at(-1)).toMatchObject({ x: 62 * 8, y: 19 * 8 })
    expect(Math.max(...bench.samples.map(({ x }) => x))).toBeLessThanOrEqual(62 * 8)
  })

  it('is painted no further than the pen once that did not come where it was expected', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([at(60, 0, 16)])
    bench.passMs(GATE_MS)
    gesture.predict?.([at(75, 0, 24)])
    bench.passMs(FORESIGHT_MS)
    const shape = gesture.ownStroke()?.shape.points()
    expect(shape?.xs[shape.length - 1]).toBe(60)
    expect(bench.repaints).toBe(1)
    gesture.predict?.([at(75, 0, 24)])
    gesture.up()
    expect(bench.timers).toEqual([])
  })

  it('leaves in at most 50 frames a second, from a pen of any rate', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    for (let ms = 1; ms <= 1000; ms += 1) {
      gesture.move([at(ms * 2, Math.sin(ms / 50) * 90, ms)])
      bench.passMs(1)
    }
    gesture.up()
    const flushes = bench.sent.filter(each => each.kind === 'extend')
    expect(flushes.length).toBeLessThanOrEqual(51)
    expect(bench.sent.at(-1)?.kind).toBe('finish')
  })

  it('drops what moves less than half a device pixel', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move(Array.from({ length: 100 }, (_, i) => at(0.001 * i, 0, i)))
    bench.passMs(GATE_MS)
    gesture.up()
    expect(bench.samples.length).toBeLessThanOrEqual(1)
  })

  it('keeps a finer grid where it is zoomed in', () => {
    const camera = () => ({ x: 5, y: 5, zoom: 16 })
    inkTool('pen')(bench.context({ camera, dpr: 2 }), at(16, 0, 0)).up()
    expect(bench.begun[0]).toMatchObject({ gridExponent: 8, x: 6 * 256, y: 5 * 256 })
  })

  it('says how long each part took', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([at(10, 0, 8)])
    gesture.move([at(20, 0, 16)])
    bench.passMs(GATE_MS)
    gesture.move([at(30, 0, 40)])
    gesture.up()
    expect(bench.sent.reduce((sum, each) => sum + each.elapsedMs, 0)).toBe(40)
  })

  it('does not follow a camera that jumps away under the pen', () => {
    let x = 0
    const gesture = inkTool('pen')(
      bench.context({ camera: () => ({ x, y: 0, zoom: 1 }) }),
      at(0, 0, 0),
    )
    gesture.move([at(10, 0, 8)])
    x = 1e9
    gesture.move([at(20, 0, 16)])
    gesture.up()
    expect(bench.samples).toHaveLength(1)
  })

  it('is painted no further than the board takes it', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([at(30, 0, 8)])
    bench.takes = false
    expect(gesture.ownStroke()).toBeNull()
  })

  it('leaves without a trace when it was no stroke', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([at(9, 0, 8), at(19, 0, 16)])
    gesture.discard()
    expect(bench.sent.at(-1)?.kind).toBe('discard')
    expect(bench.timers).toEqual([])
  })
})

describe('a line while shift is held', () => {
  const straight = (sample: PenSample): PenSample => ({ ...sample, isStraight: true })

  it('is straight, and shown so far', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([straight(at(30, 40, 8)), straight(at(60, -40, 16)), straight(at(100, 0, 24))])
    expect(Array.from(gesture.ownStroke()?.shape.points().ys ?? [])).toEqual([0, 0])
    gesture.up()
    expect(bench.samples).toMatchObject([{ x: 800, y: 0 }])
  })

  it('ends at the pen, whatever the browser expects', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([straight(at(100, 0, 8))])
    gesture.predict?.([straight(at(130, 20, 16))])
    expect(Array.from(gesture.ownStroke()?.shape.points().xs ?? [])).toEqual([0, 100])
  })

  it('goes on freely from its end once shift is let go', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([straight(at(50, 70, 8)), straight(at(100, 0, 16)), at(100, 30, 24)])
    gesture.up()
    const [end, ...rest] = bench.samples
    expect(end).toMatchObject({ x: 800, y: 0 })
    expect(rest.at(-1)).toMatchObject({ x: 800, y: 240 })
  })

  it('begins where the hand was when shift was pressed', () => {
    const gesture = inkTool('pen')(bench.context(), at(0, 0, 0))
    gesture.move([
      at(0, 50, 8),
      at(0, 100, 16),
      straight(at(40, 60, 24)),
      straight(at(90, 100, 32)),
    ])
    gesture.up()
    const samples = bench.samples
    expect(samples).toHaveLength(3)
    expect(samples.at(-1)).toMatchObject({ x: 720, y: 800 })
  })
})
