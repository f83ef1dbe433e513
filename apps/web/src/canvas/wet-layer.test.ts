import { beforeEach, expect, it } from 'vitest'
import type { Viewport } from './camera-transform.ts'
import { shapeOf } from './scene.ts'
import { madeStroke } from './testing/made-strokes.ts'
import { recordingCanvas, stubPaths } from './testing/recording-canvas.ts'
import { type WetContent, WetLayer, type WetStroke } from './wet-layer.ts'

const VIEW: Viewport = { camera: { x: 0, y: 0, zoom: 1 }, size: { width: 100, height: 80 }, dpr: 1 }
const NOTHING: WetContent = { strokes: [], own: null, unpainted: [] }

function wet(n: number): WetStroke {
  const stroke = madeStroke(n)
  return { id: stroke.id, header: stroke.header, shape: shapeOf(stroke), erased: [] }
}

function layer() {
  const recording = recordingCanvas()
  return { ...recording, wet: new WetLayer(recording.canvas) }
}

beforeEach(stubPaths)

it('shows what is finished but not in the picture yet, then the others, then the own stroke', () => {
  const { wet: canvas, took } = layer()
  canvas.paint(
    { strokes: [wet(2), wet(3)], own: wet(4), unpainted: [madeStroke(1)] },
    VIEW,
    'light',
  )
  expect(took()).toEqual(['clear', 'fill 1', 'fill 2', 'fill 3', 'fill 4'])
})

it('is cleared once when the last stroke is finished, and then left alone', () => {
  const { wet: canvas, took } = layer()
  canvas.paint({ ...NOTHING, own: wet(1) }, VIEW, 'light')
  took()
  canvas.paint(NOTHING, VIEW, 'light')
  expect(took()).toEqual(['clear'])
  canvas.paint(NOTHING, VIEW, 'light')
  expect(took()).toEqual([])
})

it('fits the page also when its zoom leaves the number of device pixels alone', () => {
  const { wet: canvas, canvas: element } = layer()
  canvas.paint(NOTHING, VIEW, 'light')
  canvas.paint(NOTHING, { ...VIEW, size: { width: 50, height: 40 }, dpr: 2 }, 'light')
  expect(element.width).toBe(100)
  expect(element.style.width).toBe('50px')
  expect(element.style.height).toBe('40px')
})
