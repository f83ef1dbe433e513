import { beforeEach, expect, it } from 'vitest'
import { begin as laserTool } from './laser-tool.ts'
import { at, ToolBench } from './testing/tool-bench.ts'

let bench: ToolBench

beforeEach(() => {
  bench = new ToolBench()
})

it('shines from the first touch on, where in the world the pointer is', () => {
  const camera = () => ({ x: 100, y: 50, zoom: 2 })
  const gesture = laserTool(bench.context({ camera, dpr: 2 }), at(10, 20, 0))
  gesture.move([at(30, 20, 8), at(50, 40, 16)])
  gesture.up()
  expect(bench.laser).toEqual([
    {
      gridExponent: 5,
      points: [
        { x: 105, y: 60 },
        { x: 115, y: 60 },
        { x: 125, y: 70 },
      ],
    },
  ])
})

it('takes each press for a trail of its own', () => {
  laserTool(bench.context(), at(0, 0, 0)).up()
  laserTool(bench.context(), at(50, 0, 100)).up()
  expect(bench.laser.map(({ points }) => points)).toEqual([[{ x: 0, y: 0 }], [{ x: 50, y: 0 }]])
})

it('leaves out steps that nobody could see', () => {
  const gesture = laserTool(bench.context(), at(0, 0, 0))
  gesture.move(Array.from({ length: 100 }, (_, i) => at(i * 0.1, 0, i)))
  expect(bench.laser[0]?.points.length).toBeLessThanOrEqual(6)
})

it('asks nothing of the board, however it ends', () => {
  const gesture = laserTool(bench.context(), at(0, 0, 0))
  gesture.move([at(90, 0, 8)])
  expect(gesture.ownStroke()).toBeNull()
  gesture.discard()
  expect([bench.begun, bench.sent, bench.replaced, bench.timers]).toEqual([[], [], [], []])
})
