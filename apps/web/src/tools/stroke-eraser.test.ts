import type { Camera } from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import { beforeEach, expect, it } from 'vitest'
import { Scene } from '../canvas/scene.ts'
import { madeStroke, strokeId } from '../canvas/testing/made-strokes.ts'
import type { PenSample } from '../input/pen-sample.ts'
import { ERASER_RADIUS_PX } from './eraser-sweep.ts'
import { begin as beginEraser } from './erasers.ts'
import type { ToolContext } from './tool-behaviour.ts'

let scene: Scene
let steps: string[] = []
let erased: ObjectId[][] = []

/** As the board does it: what is erased leaves the scene before the call returns. */
const context = (camera: Camera = { x: 0, y: 0, zoom: 1 }): ToolContext => ({
  editor: {
    beginStroke: () => {
      throw new Error('an eraser draws nothing')
    },
    erase: ids => {
      erased.push([...ids].toSorted())
      for (const id of ids) scene.remove(id)
    },
    beginErasing: () => {
      throw new Error('whole strokes go')
    },
    replaceStroke: () => {
      throw new Error('an eraser draws nothing')
    },
    beginStep: () => steps.push('begin'),
    endStep: () => steps.push('end'),
    discardStep: () => steps.push('discard'),
  },
  laser: { begin: () => {}, move: () => {} },
  scene,
  clock: { nowMs: () => 0, setTimer: () => () => {} },
  style: {
    color: { kind: 'palette', index: 0 },
    width: 4,
    opacity: 1,
    stabilizer: 0,
    widthBySpeed: false,
  },
  hasPressure: false,
  dpr: 1,
  makesShapes: true,
  eraserMode: 'stroke',
  camera: () => camera,
  repaint: () => {},
  whenFree: run => run(),
})

const at = (xPx: number, yPx: number): PenSample => ({
  xPx,
  yPx,
  pressure: 0.5,
  timeMs: 0,
  reportedMs: 0,
  isStraight: false,
})

beforeEach(() => {
  scene = new Scene()
  // Lines from (x, 0) to (x + 10, 10), 2 wide.
  scene.put([madeStroke(1), madeStroke(2, 100), madeStroke(3, 200)])
  steps = []
  erased = []
})

it('takes what the pen comes down on', () => {
  beginEraser(context(), at(5, 5)).up()
  expect(erased).toEqual([[strokeId(1)]])
})

it('misses nothing between two samples of a fast hand', () => {
  const gesture = beginEraser(context(), at(50, 5))
  gesture.move([at(250, 5)])
  gesture.up()
  expect(erased).toEqual([[strokeId(2), strokeId(3)].toSorted()])
})

it('asks once for each stroke, and not where there is none', () => {
  const gesture = beginEraser(context(), at(5, 5))
  gesture.move([at(6, 5), at(5, 6), at(50, 50)])
  gesture.up()
  expect(erased).toHaveLength(1)
})

it('passes over what is erased of a stroke already, and meets the rest', () => {
  scene = new Scene()
  scene.put([{ ...madeStroke(1), erased: [{ from: 0.5, to: 1 }] }])
  beginEraser(context({ x: 0, y: 0, zoom: 8 }), at(72, 72)).up()
  expect(erased).toEqual([])
  beginEraser(context({ x: 0, y: 0, zoom: 8 }), at(24, 24)).up()
  expect(erased).toEqual([[strokeId(1)]])
})

it('is as large on the screen at any zoom', () => {
  scene = new Scene()
  scene.put([madeStroke(2, 100)])
  // Straight left of the line's upper end, a hair inside and outside of the radius.
  const reach = (zoom: number) => 1 + ERASER_RADIUS_PX / zoom
  for (const zoom of [0.1, 1, 10]) {
    const camera = { x: 0, y: 0, zoom }
    beginEraser(context(camera), at((100 - reach(zoom) * 1.01) * zoom, 0)).up()
    expect(erased).toEqual([])
  }
  beginEraser(context({ x: 0, y: 0, zoom: 10 }), at((100 - reach(10) * 0.99) * 10, 0)).up()
  expect(erased).toEqual([[strokeId(2)]])
})

it('is one step in the history, which a gesture that was none takes back', () => {
  beginEraser(context(), at(5, 5)).up()
  expect(steps).toEqual(['begin', 'end'])
  beginEraser(context(), at(105, 5)).discard()
  expect(steps).toEqual(['begin', 'end', 'begin', 'discard'])
})

it('paints nothing of its own', () => {
  expect(beginEraser(context(), at(0, 0)).ownStroke()).toBeNull()
})
