import type { InkHeader } from '@inkroom/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Viewport } from './camera-transform.ts'
import { GrowingInk } from './growing-ink.ts'
import { shapeOf } from './scene.ts'
import { HEADER, madeStroke, strokeId } from './testing/made-strokes.ts'
import { recordingCanvas, stubPaths } from './testing/recording-canvas.ts'
import { type WetContent, WetLayer, type WetStroke } from './wet-layer.ts'
import { wholeShape } from './wet-shape.ts'

const VIEW: Viewport = {
  camera: { x: 0, y: 0, zoom: 1 },
  size: { width: 1000, height: 800 },
  dpr: 1,
}
const WHOLE = [0, 0, 1000, 800]
const NOTHING: WetContent = { strokes: [], own: null, unpainted: [] }

function wet(n: number, x = 0): WetStroke {
  const stroke = madeStroke(n, x)
  return { id: stroke.id, header: stroke.header, shape: wholeShape(shapeOf(stroke)) }
}

function layer() {
  const recording = recordingCanvas()
  const canvas = new WetLayer(recording.canvas, 'pen')
  let seen = 0
  /** What was painted since the last look, with the calls' numbers: where it was cleared, how much was filled as one. */
  const painted = () => {
    const calls = recording.calls.slice(seen).filter(({ what }) => what !== 'camera')
    seen = recording.calls.length
    return calls.map(({ what, args }) => [what, ...args])
  }
  const paint = (content: Partial<WetContent>, view = VIEW, theme: 'light' | 'dark' = 'light') =>
    canvas.paint({ ...NOTHING, ...content }, view, theme)
  return { ...recording, wet: canvas, paint, painted }
}

beforeEach(stubPaths)

it('shows what is finished but not in the picture yet, then the others, then the own stroke', () => {
  const { paint, took } = layer()
  paint({ strokes: [wet(2), wet(3)], own: wet(4), unpainted: [madeStroke(1)] })
  expect(took()).toEqual(['clear', 'fill 1', 'fill 2', 'fill 3', 'fill 4'])
})

it('shows the own stroke once, on top and as the pen has it, and no other brush', () => {
  const { paint, took } = layer()
  const mark: InkHeader = { ...HEADER, brush: 'highlighter' }
  paint({
    strokes: [wet(2), { ...wet(3), header: mark }, wet(6)],
    own: { ...wet(4), id: strokeId(2) },
    unpainted: [{ ...madeStroke(5), header: mark }],
  })
  expect(took()).toEqual(['clear', 'fill 6', 'fill 4'])
})

it('is cleared once when the last stroke is finished, and then left alone', () => {
  const { paint, took } = layer()
  paint({ own: wet(1) })
  took()
  paint({})
  expect(took()).toEqual(['clear'])
  paint({})
  expect(took()).toEqual([])
})

it('fits the page also when its zoom leaves the number of device pixels alone', () => {
  const { paint, canvas: element } = layer()
  paint({})
  paint({}, { ...VIEW, size: { width: 500, height: 400 }, dpr: 2 })
  expect(element.width).toBe(1000)
  expect(element.style.width).toBe('500px')
  expect(element.style.height).toBe('400px')
})

describe('a frame', () => {
  it('leaves everything as it is where nothing changed', () => {
    const { paint, painted } = layer()
    const content = { strokes: [wet(1)], unpainted: [madeStroke(2)] }
    paint(content)
    painted()
    paint(content)
    expect(painted()).toEqual([])
  })

  it('paints only where a stroke came, and what meets it there', () => {
    const { paint, painted } = layer()
    const [near, far] = [wet(1, 100), wet(2, 500)]
    paint({ strokes: [near, far] })
    painted()
    paint({ strokes: [near, far, wet(3, 105)] })
    // From 104 - 1 to 116 + 1 and from -1 - 1 to 11 + 1, as far as that is on the canvas.
    expect(painted()).toEqual([
      ['clear', 103, 0, 14, 12],
      ['fill 1', 1],
      ['fill 3', 1],
    ])
  })

  it('clears where a stroke went, and paints what it lay on again', () => {
    const { paint, painted } = layer()
    const [below, other] = [wet(1, 100), wet(3, 700)]
    paint({ strokes: [below, wet(2, 105), other] })
    painted()
    paint({ strokes: [below, other] })
    expect(painted()).toEqual([
      ['clear', 103, 0, 14, 12],
      ['fill 1', 1],
    ])
  })

  it('paints changes that lie apart each for itself, and those that overlap together', () => {
    const { paint, painted } = layer()
    const [a, b] = [wet(1, 100), wet(2, 600)]
    paint({ strokes: [a, b] })
    painted()
    paint({ strokes: [a, b, wet(3, 100), wet(4, 105), wet(5, 600)] })
    expect(painted()).toEqual([
      ['clear', 98, 0, 19, 12],
      ['fill 1', 1],
      ['fill 3', 1],
      ['fill 4', 1],
      ['clear', 598, 0, 14, 12],
      ['fill 2', 1],
      ['fill 5', 1],
    ])
  })

  it('paints around both places where a stroke was made anew elsewhere', () => {
    const { paint, painted } = layer()
    paint({ strokes: [wet(1, 100)] })
    painted()
    paint({ strokes: [{ ...wet(2, 600), id: strokeId(1) }] })
    expect(painted()).toEqual([
      ['clear', 98, 0, 514, 12],
      ['fill 2', 1],
    ])
  })

  it.each([
    { change: 'the board was moved', view: { ...VIEW, camera: { x: 5, y: 0, zoom: 1 } } },
    { change: 'the board was zoomed', view: { ...VIEW, camera: { x: 0, y: 0, zoom: 2 } } },
    { change: 'the paper became dark', theme: 'dark' },
  ])('paints everything anew after $change', ({ view = VIEW, theme }) => {
    const { paint, painted } = layer()
    const content = { strokes: [wet(1), wet(2, 50)] }
    paint(content)
    painted()
    paint(content, view, theme === 'dark' ? 'dark' : 'light')
    expect(painted()).toEqual([
      ['clear', ...WHOLE],
      ['fill 1', 1],
      ['fill 2', 1],
    ])
  })

  it('paints everything anew when the browser gave back a blank canvas', () => {
    const { wet: canvas, paint, painted } = layer()
    const content = { strokes: [wet(1)] }
    paint(content)
    painted()
    canvas.renew()
    paint(content)
    expect(painted()).toEqual([
      ['clear', ...WHOLE],
      ['fill 1', 1],
    ])
  })

  it('paints nothing of what lies beside the canvas', () => {
    const { paint, painted } = layer()
    const strokes = [wet(1)]
    paint({ strokes })
    painted()
    paint({ strokes: [...strokes, wet(2, 2000)] })
    expect(painted()).toEqual([])
  })
})

describe('a growing stroke', () => {
  /** Two pieces, on one line of the way. */
  const FRAMES = 64

  /** Lines of 300 points, below each other, there and back. */
  const sampleAt = (n: number) => {
    const [line, along] = [Math.floor(n / 300), 3 * (n % 300)]
    return { x: 8 * (line % 2 === 0 ? along : 900 - along), y: 8 * (20 + 40 * line), pressure: 255 }
  }

  function grownTo(length: number) {
    const ink = new GrowingInk({ ...HEADER, ...sampleAt(0) })
    for (let n = 1; n < length; n += 1) ink.append(sampleAt(n))
    return ink
  }

  /** What frames of one more point and a tail each cost: pixels cleared, and paths filled. */
  function costFrom(length: number) {
    const { paint, painted } = layer()
    const ink = grownTo(length)
    const frame = () => {
      const shape = ink.shape([sampleAt(ink.length)])
      paint({ own: { id: strokeId(1), header: HEADER, shape } })
      return painted()
    }
    frame()
    const frames = Array.from({ length: FRAMES }, () => {
      ink.append(sampleAt(ink.length))
      return frame()
    })
    const pixels = frames.map(([clear]) => Number(clear?.[3]) * Number(clear?.[4]))
    const paths = frames.map(([, fill]) => Number(fill?.[1]))
    const calls = new Set(frames.map(each => each.map(([what]) => what).join(', ')))
    return { pixels, paths, calls: [...calls] }
  }

  const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0)

  it('costs as much a point when it is long as when it is short', () => {
    const early = costFrom(150)
    expect(early.calls).toEqual(['clear, fill 255'])
    expect(Math.max(...early.paths)).toBeLessThanOrEqual(3)
    // A few links of three pixels, and at times the box of a piece that was cut.
    expect(early.pixels.toSorted((a, b) => a - b)[FRAMES / 2]).toBeLessThan(30 * 10)
    for (const length of [1_350, 3_150, 4_950]) {
      const late = costFrom(length)
      expect(late.calls).toEqual(early.calls)
      expect(sum(late.pixels)).toBe(sum(early.pixels))
      expect(sum(late.paths)).toBe(sum(early.paths))
    }
  })

  it('is painted as a whole, in one fill, where the board was moved', () => {
    const { paint, painted } = layer()
    const own = { id: strokeId(1), header: HEADER, shape: grownTo(1000).shape() }
    paint({ own })
    painted()
    paint({ own }, { ...VIEW, camera: { x: 1, y: 0, zoom: 1 } })
    const [, fill, ...more] = painted()
    expect(more).toEqual([])
    expect(Number(fill?.[1])).toBeGreaterThan(20)
  })
})
