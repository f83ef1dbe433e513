import { Document } from '@inkroom/document'
import { authorIdOf, personIdOf } from '@inkroom/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { boardStore, INITIAL_BOARD_STATE } from '../app/board-store.ts'
import type { BoardSurfaceElements } from '../canvas/board-surface.ts'
import { recordingCanvas, stubPaths } from '../canvas/testing/recording-canvas.ts'
import { DocumentEditor } from './board-editor.ts'
import { type MountedSurface, mountSurface, type SurfaceBoard } from './mounted-surface.ts'
import { SessionReport } from './session-report.ts'
import { FakeClient } from './testing/fake-client.ts'
import { ManualClock } from './testing/manual-clock.ts'

let host: HTMLElement
let board: Document
/** What the gestures asked for beside drawing. */
let asked: string[]
let client: FakeClient
/** What was painted on each canvas since the last look. */
let pictures: (() => string[])[]
let mounted: MountedSurface
let elements: BoardSurfaceElements

/** A real element whose painter only takes notes. */
function canvasElement(): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  const { canvas: fake, took } = recordingCanvas()
  pictures.push(took)
  Object.defineProperty(canvas, 'getContext', { value: () => fake.getContext('2d') })
  return canvas
}

const madeElements = (): BoardSurfaceElements => ({
  marks: canvasElement(),
  wetMarks: canvasElement(),
  base: canvasElement(),
  wet: canvasElement(),
  cursors: document.createElement('div'),
})

function mount(onto: BoardSurfaceElements): MountedSurface {
  const report = new SessionReport(client, new ManualClock())
  const editor = new DocumentEditor({
    document: board,
    client,
    onNotTaken: why => report.showNotTaken(why),
  })
  const surfaceBoard: SurfaceBoard = {
    document: board,
    client,
    editor,
    report,
    get drawingTool() {
      return boardStore.getState().isReadOnly ? null : 'pen'
    },
    followPen: () => {},
    undo: () => asked.push('undo'),
    redo: () => asked.push('redo'),
  }
  return mountSurface(surfaceBoard, host, onto)
}

function point(type: string, x: number, buttons = 1): void {
  const init = { pointerId: 1, pointerType: 'mouse', buttons, clientX: x, clientY: 5 }
  host.dispatchEvent(new PointerEvent(type, init))
}

const strokes = () => Array.from(board.inkInOrder())
const isDrawing = () => boardStore.getState().isDrawing

beforeEach(() => {
  stubPaths()
  asked = []
  pictures = []
  boardStore.setState(INITIAL_BOARD_STATE, true)
  host = document.body.appendChild(document.createElement('div'))
  host.setPointerCapture = () => {}
  const [author, person] = [authorIdOf(new Uint8Array(16)), personIdOf(new Uint8Array(16))]
  board = new Document({ author, person })
  client = new FakeClient(board)
  elements = madeElements()
  mounted = mount(elements)
})

afterEach(() => {
  mounted.dispose()
  host.remove()
})

describe('a drag over the board', () => {
  it('is a stroke, finished when the pointer is lifted', () => {
    point('pointerdown', 5)
    expect(isDrawing()).toBe(true)
    expect(strokes()).toMatchObject([{ isFinished: false }])
    point('pointermove', 50)
    point('pointerup', 60, 0)
    expect(strokes()).toMatchObject([{ isFinished: true }])
    expect(isDrawing()).toBe(false)
  })

  it('moves a board that may only be looked at', () => {
    boardStore.setState({ isReadOnly: true })
    const before = mounted.surface.camera.x
    point('pointerdown', 5)
    point('pointermove', 55)
    point('pointerup', 55, 0)
    expect(strokes()).toEqual([])
    expect(mounted.surface.camera.x).toBe(before - 50)
  })
})

it('what a pen reports is painted by the next frame, once, and not when it comes', () => {
  const frames: FrameRequestCallback[] = []
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation(run => frames.push(run))
  mounted.dispose()
  pictures = []
  mounted = mount(madeElements())
  mounted.surface.setSize({ width: 200, height: 200 }, 1)
  const painted = () => pictures.flatMap(took => took())
  const showFrames = () => {
    for (const run of frames.splice(0)) run(performance.now())
  }
  point('pointerdown', 5)
  showFrames()
  painted()
  for (let x = 6; x < 60; x += 1) point('pointerrawupdate', x)
  point('pointermove', 60)
  expect(painted()).toEqual([])
  expect(frames).toHaveLength(1)
  showFrames()
  expect(painted()).toContain('fill 255')
})

describe('a tap', () => {
  const tap = (fingers: number) => {
    const ids = Array.from({ length: fingers }, (_, i) => i + 1)
    for (const [type, buttons] of [
      ['pointerdown', 1],
      ['pointerup', 0],
    ] as const) {
      for (const pointerId of ids) {
        const init = { pointerId, pointerType: 'touch', buttons, clientX: pointerId * 50 }
        host.dispatchEvent(new PointerEvent(type, init))
      }
    }
  }

  it('of two fingers undoes, of three it does again, where there is something', () => {
    tap(2)
    tap(3)
    expect(asked).toEqual([])
    boardStore.setState({ canUndo: true, canRedo: true })
    tap(2)
    tap(3)
    expect(asked).toEqual(['undo', 'redo'])
    expect(strokes(), 'the first finger’s dot is taken back').toEqual([])
  })
})

describe('a stroke under the pen', () => {
  it('is finished when the board leaves the page', () => {
    point('pointerdown', 5)
    point('pointermove', 50)
    mounted.dispose()
    expect(strokes()).toMatchObject([{ isFinished: true }])
    expect(isDrawing()).toBe(false)
  })

  it('is finished when something asks for whole strokes, and the pen draws no more', () => {
    point('pointerdown', 5)
    mounted.endGesture()
    const { length } = client.taken
    point('pointermove', 50)
    point('pointerup', 60, 0)
    expect(strokes()).toMatchObject([{ isFinished: true }])
    expect(client.taken).toHaveLength(length)
  })

  it('ends with the client, where nothing more is taken', () => {
    point('pointerdown', 5)
    client.refuses = 'stopped'
    client.go({ kind: 'stopped', reason: 'too-old', code: 4426 })
    expect(isDrawing()).toBe(false)
    expect(boardStore.getState()).toMatchObject({ isReadOnly: true, save: { reason: 'too-old' } })
    expect(mounted.surface.ownStrokeId).toBeNull()
  })
})

it('says so when the browser takes the pictures away, until it gives them back', () => {
  elements.wet.dispatchEvent(new Event('contextlost'))
  expect(boardStore.getState().notices).toMatchObject([{ reason: 'canvas-lost' }])
  elements.wet.dispatchEvent(new Event('contextrestored'))
  expect(boardStore.getState().notices).toEqual([])
})
