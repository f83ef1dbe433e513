import { authorIdOf } from '@inkroom/protocol'
import { beforeEach, expect, it, vi } from 'vitest'
import { LaserLayer, taperedInk } from './laser-layer.ts'
import { LASER_FADE_MS, LASER_STAYS_MS, type TrailPiece } from './laser-trails.ts'
import { type RecordingCanvas, recordingCanvas, stubPaths } from './testing/recording-canvas.ts'

const ANN = authorIdOf(new Uint8Array(16).fill(1))
const BOB = authorIdOf(new Uint8Array(16).fill(2))
const VIEWPORT = { camera: { x: 0, y: 0, zoom: 1 }, size: { width: 400, height: 200 }, dpr: 1 }

/** The canvases that are on the page. */
let onPage: RecordingCanvas[] = []
let made = 0
let nowMs = 0
let frames: (() => void)[] = []
let isMotionReduced = false

function mount(): LaserLayer {
  // Of the page the layer needs no more than a place for its canvas.
  const above = { before: () => undefined } as unknown as HTMLElement
  const requestFrame = (run: () => void) => {
    frames.push(run)
    return () => {
      frames = frames.filter(each => each !== run)
    }
  }
  const clock = { nowMs: () => nowMs, requestFrame }
  const layer = new LaserLayer({ above, clock, isMotionReduced: () => isMotionReduced })
  layer.setViewport(VIEWPORT)
  return layer
}

function frame(): void {
  const due = frames
  frames = []
  for (const run of due) run()
}

const piece = (trail: number, first = 0): TrailPiece => ({
  trail,
  first,
  points: [
    { x: first, y: 0 },
    { x: first + 10, y: 5 },
  ],
})

const took = (): string[] => onPage[0]?.took() ?? []
const heart = (opacity: number): string => `fill ${Math.round(0.4 * opacity * 255)}`

beforeEach(() => {
  stubPaths()
  onPage = []
  made = 0
  nowMs = 0
  frames = []
  isMotionReduced = false
  vi.stubGlobal('document', {
    createElement: () => {
      const recording = recordingCanvas()
      made += 1
      onPage.push(recording)
      const remove = () => {
        onPage = onPage.filter(each => each !== recording)
      }
      return Object.assign(recording.canvas, { remove })
    },
  })
})

it('costs nothing while nobody points: no canvas and no frame', () => {
  const layer = mount()
  layer.setViewport(VIEWPORT)
  expect(made).toBe(0)
  expect(frames).toEqual([])
})

it('shines in rings around a bright heart, and is painted anew only when it moved', () => {
  const layer = mount()
  layer.take(ANN, piece(1), 'red')
  frame()
  const painted = took()
  expect(painted[0]).toBe('clear')
  expect(painted.at(-1)).toBe(heart(1))
  expect(painted).toHaveLength(6)
  frame()
  expect(took()).toEqual([])
  layer.take(ANN, piece(1, 1), 'red')
  frame()
  expect(took()).toHaveLength(6)
})

it('fades after it rested, then leaves neither a canvas nor a frame behind', () => {
  const layer = mount()
  layer.take(ANN, piece(1), 'red')
  frame()
  took()
  nowMs = LASER_STAYS_MS + LASER_FADE_MS / 2
  frame()
  expect(took().at(-1)).toBe(heart(0.5))
  nowMs = LASER_STAYS_MS + LASER_FADE_MS
  frame()
  expect(onPage).toEqual([])
  expect(frames).toEqual([])
  layer.take(ANN, piece(2), 'red')
  frame()
  expect(took().at(-1)).toBe(heart(1))
})

it('vanishes without fading where motion is unwelcome', () => {
  isMotionReduced = true
  const layer = mount()
  layer.take(ANN, piece(1), 'red')
  frame()
  nowMs = LASER_STAYS_MS + 1
  frame()
  expect(onPage).toEqual([])
})

it('moves with the board', () => {
  const layer = mount()
  layer.take(ANN, piece(1), 'red')
  frame()
  took()
  layer.setViewport({ ...VIEWPORT, camera: { x: 50, y: 0, zoom: 2 } })
  frame()
  const cameras = onPage[0]?.calls.filter(({ what }) => what === 'camera').map(({ args }) => args)
  expect(cameras?.at(-1)).toEqual([2, 0, 0, 2, -100, 0])
})

it('takes the light of others away at once, and leaves one’s own', () => {
  const layer = mount()
  layer.take(ANN, piece(1), 'red')
  layer.take(BOB, piece(1), 'blue')
  frame()
  expect(took()).toHaveLength(11)
  layer.keepOnly(ANN)
  frame()
  expect(took()).toHaveLength(6)
  layer.clear()
  expect(onPage).toEqual([])
  expect(frames).toEqual([])
})

it('a trail is thin where it began and wide at its head; a dot is all head', () => {
  const points = Array.from({ length: 20 }, (_, x) => ({ x, y: 0 }))
  const { radii } = taperedInk({ points, version: 1 }, 4)
  expect(Array.from(radii)).toEqual(Array.from(radii).toSorted((a, b) => a - b))
  expect(radii[0]).toBeLessThan(2)
  expect(radii[19]).toBe(4)
  expect(taperedInk({ points: [{ x: 0, y: 0 }], version: 1 }, 4).radii[0]).toBe(4)
})
