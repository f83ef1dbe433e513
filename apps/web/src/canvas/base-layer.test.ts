import { beforeEach, describe, expect, it } from 'vitest'
import { BaseLayer } from './base-layer.ts'
import type { Viewport } from './camera-transform.ts'
import { Scene, type SceneStroke } from './scene.ts'
import { madeStroke, strokeId } from './testing/made-strokes.ts'
import { recordingCanvas, stubPaths } from './testing/recording-canvas.ts'

const HOME: Viewport = {
  camera: { x: 0, y: 0, zoom: 1 },
  size: { width: 200, height: 100 },
  dpr: 1,
}
const moved = (x: number): Viewport => ({ ...HOME, camera: { ...HOME.camera, x } })

/** Two canvases, a scene, and a clock of which each reading costs `readingMs`. */
function board(strokes: readonly SceneStroke[], readingMs = 0) {
  const scene = new Scene()
  const [a, b] = [recordingCanvas(), recordingCanvas()]
  let nowMs = 0
  const cost = { readingMs }
  const layer = new BaseLayer({
    scene,
    canvases: [a.canvas, b.canvas],
    nowMs: () => (nowMs += cost.readingMs),
  })
  const put = (...more: SceneStroke[]) => layer.damage(scene.put(more))
  const shown = () => (a.canvas.style.visibility === 'visible' ? a : b)
  put(...strokes)
  layer.setViewport(HOME)
  return { scene, layer, put, shown, cost, a, b }
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => madeStroke(n + 1))
const fills = (names: readonly string[]) => names.filter(name => name.startsWith('fill'))

beforeEach(stubPaths)

describe('a picture of the board', () => {
  it('has the strokes in board order, and is shown when it is whole', () => {
    const { layer, shown, a, b } = board([madeStroke(2), madeStroke(1), madeStroke(3)])
    expect(shown()).toBe(a)
    expect(layer.frame()).toBe(false)
    expect(shown()).toBe(b)
    expect(b.took()).toEqual(['clear', 'fill 1', 'fill 2', 'fill 3'])
    expect(layer.isSettled).toBe(true)
  })

  it('leaves out what is outside of the view', () => {
    const { layer, b } = board([madeStroke(1), madeStroke(2, 5000)])
    layer.frame()
    expect(fills(b.took())).toEqual(['fill 1'])
  })

  it('costs nothing while nothing changes', () => {
    const { layer, a, b } = board(upTo(3))
    layer.frame()
    const before = a.calls.length + b.calls.length
    expect(layer.frame()).toBe(false)
    expect(a.calls.length + b.calls.length).toBe(before)
  })

  it('takes a few milliseconds a frame, and the old one stays until the new one is whole', () => {
    const { layer, shown, cost, a, b } = board(upTo(100))
    layer.frame()
    cost.readingMs = 5
    layer.setViewport(moved(-20))
    let frames = 1
    while (layer.frame()) {
      expect(shown()).toBe(b)
      expect(fills(a.took()).length).toBeLessThanOrEqual(32)
      frames += 1
    }
    expect(frames).toBeGreaterThanOrEqual(4)
    expect(shown()).toBe(a)
  })

  it('is shown moved and scaled while another view is wanted', () => {
    const { layer, shown, cost } = board(upTo(100))
    layer.frame()
    expect(shown().canvas.style.transform).toBe('')
    cost.readingMs = 9
    layer.setViewport({ ...HOME, camera: { x: 10, y: 5, zoom: 2 } })
    layer.frame()
    expect(shown().canvas.style.transform).toBe('matrix(2, 0, 0, 2, -20, -10)')
    while (layer.frame());
    expect(shown().canvas.style.transform).toBe('')
  })

  it('keeps its place while it gives way to one of another theme', () => {
    const { layer, shown, cost } = board(upTo(100))
    layer.frame()
    cost.readingMs = 9
    layer.setTheme('dark')
    layer.setViewport(moved(-30))
    expect(layer.frame()).toBe(true)
    expect(shown().canvas.style.transform).toBe('matrix(1, 0, 0, 1, 30, 0)')
  })

  it.each([1.25, 1.5, 2.625])('has whole device pixels where %d are one of CSS', dpr => {
    const { layer, shown } = board(upTo(1))
    layer.setViewport({ ...HOME, size: { width: 101, height: 77 }, dpr })
    layer.frame()
    const { canvas } = shown()
    expect(canvas.width).toBe(Math.round(101 * dpr))
    expect(Number.parseFloat(canvas.style.width) * dpr).toBeCloseTo(canvas.width, 6)
    expect(Number.parseFloat(canvas.style.height) * dpr).toBeCloseTo(canvas.height, 6)
  })
})

describe('a stroke that is finished', () => {
  it('is painted on top of the picture where it lies on top', () => {
    const { layer, put, b } = board(upTo(2))
    layer.frame()
    b.took()
    put(madeStroke(3))
    layer.frame()
    expect(b.took()).toEqual(['fill 3'])
  })

  it('is painted in its place where others lie above it, of which none is painted twice', () => {
    const { layer, put, a, b } = board([madeStroke(1), madeStroke(5)])
    layer.frame()
    b.took()
    put(madeStroke(3))
    layer.frame()
    expect(a.took()).toEqual(['clear', 'fill 1', 'fill 3', 'fill 5'])
    expect(b.took()).toEqual(['clear', 'copy'])
  })

  it.each([
    ['on top', 101],
    ['beneath another', 0],
  ])('waits on the wet layer, %s, while a picture is in the making', (_, n) => {
    const { layer, put, cost } = board(upTo(100))
    layer.frame()
    cost.readingMs = 9
    layer.setViewport(moved(-20))
    layer.frame()
    put(madeStroke(n))
    expect(layer.frame()).toBe(true)
    expect(layer.unpainted.map(stroke => stroke.id)).toEqual([strokeId(n)])
    while (layer.frame());
    expect(layer.unpainted).toEqual([])
  })

  it('goes into the old picture before a new one is begun, so that it never vanishes', () => {
    const { layer, put, shown, cost } = board(upTo(100))
    layer.frame()
    const old = shown()
    old.took()
    cost.readingMs = 9
    put(madeStroke(101))
    layer.setViewport(moved(-20))
    expect(layer.frame()).toBe(true)
    expect(shown()).toBe(old)
    expect(old.took()).toEqual(['fill 101'])
  })

  it('is asked of the wet layer once, however often it changed', () => {
    const { layer, put, cost } = board(upTo(100))
    layer.frame()
    cost.readingMs = 9
    layer.setViewport(moved(-20))
    layer.frame()
    put(madeStroke(101))
    put(madeStroke(101, 0, 5))
    expect(layer.unpainted).toHaveLength(1)
  })
})

describe('a stroke that is removed', () => {
  it('leaves what lies around it as a whole picture would have it', () => {
    const { scene, layer, a, b } = board([madeStroke(1), madeStroke(2), madeStroke(3, 100)])
    layer.frame()
    b.took()
    layer.damage(scene.remove(strokeId(1)))
    layer.frame()
    expect(a.took()).toEqual(['clear', 'fill 2'])
    expect(b.took()).toEqual(['clear', 'copy'])
  })

  it('goes from a picture in the making too', () => {
    const { scene, layer, shown, cost } = board(upTo(40))
    layer.frame()
    cost.readingMs = 9
    layer.setViewport(moved(-20))
    layer.frame()
    layer.damage(scene.remove(strokeId(40)))
    while (layer.frame());
    expect(shown().took().slice(-2)).toEqual(['clear', 'copy'])
    expect(layer.isSettled).toBe(true)
  })
})

it('takes a whole board at once', () => {
  const { layer } = board([])
  const many = Array.from({ length: 200_000 }, (_, n) => madeStroke(n + 1, 1e6))
  layer.damage(many.map(stroke => ({ kind: 'on-top', stroke })))
  expect(layer.frame()).toBe(false)
})
