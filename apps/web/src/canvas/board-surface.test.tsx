import { authorIdOf } from '@inkroom/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OwnStroke, ToolGesture } from '../tools/tool-behaviour.ts'
import { BoardSurface } from './board-surface.ts'
import { Hairlines } from './hairlines.ts'
import { shapeOf } from './scene.ts'
import { madeStroke, strokeId } from './testing/made-strokes.ts'
import { recordingCanvas, stubPaths } from './testing/recording-canvas.ts'
import { TILE_BYTES } from './tile.ts'
import type { WetStroke } from './wet-layer.ts'
import { wholeShape } from './wet-shape.ts'

const madeAuthor = authorIdOf(new Uint8Array(16))
const PADDING = { left: 120, top: 20, right: 20, bottom: 20 }
let frames: (() => void)[] = []
let turns: (() => void)[] = []
let wet: WetStroke[] = []
let zooms: number[] = []
let settled = 0

function wetStroke(n: number): WetStroke {
  const stroke = madeStroke(n)
  return { id: stroke.id, header: stroke.header, shape: wholeShape(shapeOf(stroke)) }
}

function gestureOf(own: OwnStroke | null): ToolGesture {
  return { move: () => {}, up: () => {}, discard: () => {}, ownStroke: () => own }
}

/** With a clock of which each reading costs `readingMs`. */
function mount({ readingMs = 0, maxTiles = 0 } = {}) {
  let nowMs = 0
  const [base, over, under] = [recordingCanvas(), recordingCanvas(), recordingCanvas()]
  const marks = recordingCanvas()
  const cursors = document.createElement('div')
  const surface = new BoardSurface({
    elements: {
      marks: marks.canvas,
      wetMarks: under.canvas,
      base: base.canvas,
      wet: over.canvas,
      cursors,
    },
    clock: {
      nowMs: () => (nowMs += readingMs),
      requestFrame: run => {
        frames.push(run)
        return () => {
          frames = frames.filter(each => each !== run)
        }
      },
      requestTurn: run => {
        turns.push(run)
        return () => {
          turns = turns.filter(each => each !== run)
        }
      },
    },
    maxTileBytes: maxTiles * TILE_BYTES,
    isMotionReduced: () => false,
    wetStrokes: () => wet,
    onCamera: ({ zoom }) => zooms.push(zoom),
    onSettled: () => {
      settled += 1
    },
  })
  surface.setSize({ width: 401, height: 200 }, 1)
  return { surface, over, under, cursors }
}

function playFrames(): void {
  for (let run = frames.shift(); run !== undefined; run = frames.shift()) run()
}

function playTurns(): number {
  let count = 0
  for (let run = turns.shift(); run !== undefined; run = turns.shift()) {
    run()
    count += 1
  }
  return count
}

beforeEach(() => {
  stubPaths()
  frames = []
  turns = []
  wet = []
  zooms = []
  settled = 0
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the camera', () => {
  it('begins with the origin in the middle, on whole pixels', () => {
    const { surface } = mount()
    surface.home()
    expect(surface.camera).toEqual({ x: -200, y: -100, zoom: 1 })
  })

  it('stops at the limits of the zoom, and holds what is in the middle', () => {
    const { surface } = mount()
    surface.home()
    surface.zoomAroundCentre(1e9)
    expect(surface.camera.zoom).toBe(40)
    surface.zoomAroundCentre(0)
    expect(surface.camera.zoom).toBe(0.02)
    const { minX, maxX } = surface.visible
    expect((minX + maxX) / 2).toBeCloseTo(0.5)
  })

  it('shows all ink, but does not blow it up', () => {
    const { surface } = mount()
    surface.put([madeStroke(1, 1000)])
    surface.fit(PADDING)
    expect(surface.camera.zoom).toBe(1)
    // Past the panel at the left: the stroke begins in what is free.
    const left = (1000 - surface.camera.x) * surface.camera.zoom
    expect(left).toBeGreaterThan(120)
    surface.put([madeStroke(2, 90_000)])
    surface.fit(PADDING)
    expect(surface.camera.zoom).toBeLessThan(0.01 + 0.02)
    expect(zooms.at(-1)).toBe(surface.camera.zoom)
  })

  it('goes home where no ink is', () => {
    const { surface } = mount()
    surface.fit(PADDING)
    expect(surface.camera).toEqual({ x: -200, y: -100, zoom: 1 })
  })
})

describe('frames', () => {
  it('are asked for once, however much changes', () => {
    const { surface } = mount()
    surface.home()
    surface.put([madeStroke(1)])
    surface.setTheme('dark')
    expect(frames).toHaveLength(1)
  })

  it('end when all is on the screen, which is told', () => {
    const { surface } = mount()
    surface.put([madeStroke(1)])
    playFrames()
    expect(frames).toEqual([])
    expect(settled).toBe(1)
  })

  it('end with the surface, whose cursors go too', () => {
    const { surface, cursors } = mount()
    surface.cursors.move(madeAuthor, { x: 0, y: 0 }, { name: 'Ada', color: 'teal' }, 0)
    surface.dispose()
    surface.requestFrame()
    expect(frames).toEqual([])
    expect(turns).toEqual([])
    expect(cursors.childElementCount).toBe(0)
  })

  it('that had not the time for all are followed by turns, until those have painted it', () => {
    const { surface } = mount({ readingMs: 3 })
    surface.home()
    surface.put(Array.from({ length: 600 }, (_, n) => madeStroke(n + 1)))
    frames.shift()?.()
    expect(turns).toHaveLength(1)
    expect(playTurns()).toBeGreaterThan(3)
    expect(settled).toBe(0)
    frames.shift()?.()
    expect(settled).toBe(1)
    expect(turns).toEqual([])
  })

  it('are not followed by turns while a hand draws, or moves the board', () => {
    const { surface } = mount({ readingMs: 3 })
    surface.home()
    surface.put(Array.from({ length: 600 }, (_, n) => madeStroke(n + 1)))
    surface.setGesture(gestureOf(wetStroke(601)))
    frames.shift()?.()
    playTurns()
    surface.setGesture(null)
    surface.setCamera({ x: 1, y: 0, zoom: 1 })
    frames.shift()?.()
    expect(turns).toHaveLength(1)
    turns.shift()?.()
    expect(turns).toEqual([])
    expect(settled).toBe(0)
  })
})

describe('what a fit will show', () => {
  const far = Array.from({ length: 5_000 }, (_, n) => madeStroke(n + 1, n * 8))

  /** With all that is on the screen painted. */
  function calmBoard(maxTiles: number) {
    const mounted = mount({ maxTiles, readingMs: 2 })
    mounted.surface.home()
    mounted.surface.put(far)
    playFrames()
    playTurns()
    return mounted
  }

  /** As many as come until all of it is on the screen. */
  const framesOfFit = ({ surface }: ReturnType<typeof mount>): number => {
    const settledBefore = settled
    const isSettled = () => settled > settledBefore
    surface.fit(PADDING)
    let count = 0
    while (!isSettled() && frames.length > 0) {
      frames.shift()?.()
      count += 1
    }
    return count
  }

  it('takes a while to paint, since it is all that there is', () => {
    expect(framesOfFit(calmBoard(400))).toBeGreaterThan(1)
  })

  it('is painted once nobody was at work for a while, and is there at once', () => {
    const mounted = calmBoard(400)
    const { surface } = mounted
    surface.foresee(() => PADDING)
    expect(turns, 'a frame was shown since the last look').toEqual([])
    surface.foresee(() => PADDING)
    expect(playTurns()).toBeGreaterThan(0)
    expect(frames).toEqual([])
    surface.foresee(() => PADDING)
    expect(turns, 'nothing changed since').toEqual([])
    expect(framesOfFit(mounted)).toBe(1)
  })

  it('is not painted where there is no room for it beside what is on the screen', () => {
    const { surface } = calmBoard(12)
    const lines = vi.spyOn(Hairlines.prototype, 'add')
    surface.foresee(() => PADDING)
    surface.foresee(() => PADDING)
    playTurns()
    expect(lines).not.toHaveBeenCalled()
  })

  it('is painted anew when the board has changed', () => {
    const { surface } = calmBoard(400)
    for (let looks = 0; looks < 2; looks += 1) surface.foresee(() => PADDING)
    playTurns()
    const lines = vi.spyOn(Hairlines.prototype, 'add')
    surface.put([madeStroke(5_001, 20_000)])
    playFrames()
    for (let looks = 0; looks < 2; looks += 1) surface.foresee(() => PADDING)
    playTurns()
    expect(lines).toHaveBeenCalled()
  })

  it('of an empty board is nothing', () => {
    const { surface } = mount({ maxTiles: 400 })
    playFrames()
    for (let looks = 0; looks < 2; looks += 1) surface.foresee(() => PADDING)
    expect(turns).toEqual([])
  })
})

it('marks in the making lie on a layer of their own, under the ink', () => {
  const { surface, over, under } = mount()
  const pen = wetStroke(1)
  const mark = wetStroke(2)
  wet = [pen, { ...mark, header: { ...mark.header, brush: 'highlighter' } }]
  surface.requestFrame()
  playFrames()
  expect(over.took()).toEqual(['clear', 'fill 1'])
  expect(under.took()).toEqual(['clear', 'fill 2'])
})

describe('the stroke under the own pen', () => {
  it('is painted once, as the pen has it, and not as it came back', () => {
    const { surface, over } = mount()
    wet = [wetStroke(1), wetStroke(2)]
    surface.setGesture(gestureOf(wetStroke(2)))
    playFrames()
    expect(over.took()).toEqual(['clear', 'fill 1', 'fill 2'])
    expect(surface.ownStrokeId).toBe(strokeId(2))
  })

  it('is on the screen all the time while it is finished', () => {
    const { surface, over } = mount()
    surface.setGesture(gestureOf(wetStroke(2)))
    playFrames()
    over.took()
    surface.put([madeStroke(2)])
    surface.setGesture(null)
    playFrames()
    expect(over.took()).toEqual(['clear'])
    expect(surface.scene.size).toBe(1)
    expect(surface.ownStrokeId).toBeNull()
  })
})

it('paints all anew when the browser gave back blank canvases', () => {
  const { surface } = mount()
  playFrames()
  surface.repaint()
  expect(frames).toHaveLength(1)
  playFrames()
  expect(settled).toBe(2)
})
