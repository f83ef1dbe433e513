import { beforeEach, expect, it } from 'vitest'
import { DryInk } from './dry-ink.ts'
import type { SceneStroke } from './scene.ts'
import { HEADER, madeStroke, strokeId } from './testing/made-strokes.ts'
import { recordingCanvas, stubPaths } from './testing/recording-canvas.ts'
import { TILE_BYTES } from './tile.ts'

const VIEWPORT = {
  camera: { x: 0, y: 0, zoom: 1 },
  size: { width: 200, height: 100 },
  dpr: 1,
}

const mark = (n: number): SceneStroke => ({
  ...madeStroke(n),
  header: { ...HEADER, brush: 'highlighter', opacity: n },
})

function mounted() {
  const [marks, ink] = [recordingCanvas(), recordingCanvas()]
  const dry = new DryInk({
    marksCanvas: marks.canvas,
    inkCanvas: ink.canvas,
    nowMs: () => 0,
    maxTileBytes: 64 * TILE_BYTES,
  })
  dry.setViewport(VIEWPORT)
  const settle = () => {
    for (let frames = 0; dry.frame(false) && frames < 50; frames += 1);
  }
  return { dry, marks, ink, settle }
}

beforeEach(stubPaths)

it('shows marks and ink each on a canvas of its own', () => {
  const { dry, marks, ink, settle } = mounted()
  dry.put([madeStroke(1)])
  settle()
  expect(ink.took()).toContain('copy')
  expect(marks.took()).toEqual([])
  dry.put([mark(2)])
  expect(dry.isSettled).toBe(false)
  expect(dry.unpainted).toEqual([])
  settle()
  expect(dry.isSettled).toBe(true)
  expect(marks.took()).toContain('copy')
  expect(ink.took()).toEqual([])
})

it('leaves the canvas of marks alone while there are none, however the board is moved', () => {
  const { dry, marks, settle } = mounted()
  dry.put([madeStroke(1)])
  for (let x = 0; x < 5_000; x += 100) {
    dry.setViewport({ ...VIEWPORT, camera: { ...VIEWPORT.camera, x } })
    settle()
  }
  expect(marks.took()).toEqual([])
})

it('takes either out by its id, and all of them with the board', () => {
  const { dry, marks, ink, settle } = mounted()
  dry.put([madeStroke(1), mark(2), madeStroke(3)])
  settle()
  marks.took()
  ink.took()
  dry.remove(strokeId(2))
  settle()
  expect(marks.took()).toContain('copy')
  expect(ink.took()).toEqual([])
  expect(dry.scene.size).toBe(2)
  dry.reset()
  expect(dry.scene.size).toBe(0)
})
