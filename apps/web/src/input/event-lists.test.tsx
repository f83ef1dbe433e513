// Lists of events as browsers send them, played through the input into the pen: what comes out as ink.

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stubPaths } from '../canvas/testing/recording-canvas.ts'
import { inkTool } from '../tools/ink-tool.ts'
import { ToolBench } from '../tools/testing/tool-bench.ts'
import type { ToolGesture } from '../tools/tool-behaviour.ts'
import { BoardInput } from './board-input.ts'
import type { PenSample } from './pen-sample.ts'

interface Reading extends PointerEventInit {
  readonly type: string
  readonly x: number
  readonly y?: number
  readonly atMs: number
  /** 'withheld' is plain http: the method is not there. */
  readonly coalesced?: readonly Omit<Reading, 'type'>[] | 'withheld'
  readonly predicted?: readonly Omit<Reading, 'type'>[]
}

let element: HTMLElement
let input: BoardInput
let bench: ToolBench
let gesture: ToolGesture | null
let samples: PenSample[]
let starts: string[]

/** As a browser makes it; made by hand, an event has the time of its making and no lists. */
function eventOf({ type, x, y = 0, atMs, coalesced, predicted, ...init }: Reading): PointerEvent {
  const at = { clientX: x, clientY: y, bubbles: true, cancelable: true }
  const event = new PointerEvent(type, {
    pointerId: 4,
    pointerType: 'pen',
    buttons: 1,
    ...at,
    ...init,
  })
  const listOf = (list: readonly Omit<Reading, 'type'>[]) => () =>
    list.map(reading => eventOf({ ...reading, type }))
  Object.defineProperties(event, {
    timeStamp: { value: atMs },
    getCoalescedEvents: {
      value: coalesced === 'withheld' ? undefined : listOf(coalesced ?? []),
    },
    getPredictedEvents: { value: predicted === undefined ? undefined : listOf(predicted) },
  })
  return event
}

function play(...readings: readonly Reading[]): void {
  for (const reading of readings) element.dispatchEvent(eventOf(reading))
}

/** The places of the samples along x, the first of the down left out. */
const xs = () => samples.map(({ xPx }) => xPx)

beforeEach(() => {
  stubPaths()
  element = document.body.appendChild(document.createElement('div'))
  element.setPointerCapture = () => {}
  bench = new ToolBench()
  gesture = null
  samples = []
  starts = []
  const nothing = () => {}
  input = new BoardInput(element, {
    panning: () => false,
    penMode: () => 'unseen',
    penNear: nothing,
    toolDown: ({ sample, hasPressure, isEraser }) => {
      starts.push(
        [isEraser ? 'erases' : 'draws', hasPressure ? 'with pressure' : ''].join(' ').trim(),
      )
      gesture = inkTool('pen')(bench.context({ hasPressure }), sample)
    },
    toolMove: taken => {
      samples.push(...taken)
      gesture?.move(taken)
    },
    toolPredict: expected => gesture?.predict?.(expected),
    toolUp: () => gesture?.up(),
    toolDiscard: () => gesture?.discard(),
    panBy: nothing,
    pinch: nothing,
    tap: nothing,
    wheel: nothing,
    hover: nothing,
  })
})

afterEach(() => {
  input.dispose()
  element.remove()
})

const down = (more: Partial<Reading> = {}): Reading => ({
  type: 'pointerdown',
  x: 0,
  atMs: 0,
  ...more,
})
const up = (x: number, atMs: number): Reading => ({
  type: 'pointerup',
  x,
  atMs,
  buttons: 0,
  pressure: 0,
})

describe('the ink of a list of events', () => {
  it('from Firefox on Android, whose lists are empty, is of the events themselves', () => {
    const touch = { pointerType: 'touch', coalesced: [] }
    play(down(touch))
    for (let i = 1; i <= 4; i += 1) play({ type: 'pointermove', x: i * 10, atMs: i * 16, ...touch })
    play({ ...up(42, 66), pointerType: 'touch' })
    expect(xs()).toEqual([10, 20, 30, 40, 42])
    expect(bench.samples.at(-1)?.x).toBe(42 * 8)
  })

  it('over plain http, where the lists are withheld, is of the events themselves', () => {
    play(down({ coalesced: 'withheld' }))
    play({ type: 'pointermove', x: 10, atMs: 16, coalesced: 'withheld' })
    play({ type: 'pointermove', x: 20, atMs: 33, coalesced: 'withheld' })
    expect(xs()).toEqual([10, 20])
  })

  it('from iOS 18.2, whose lists name no pointer, repeat and run backwards, is each place once and in order', () => {
    const nameless = { pointerId: 0, pointerType: '' }
    play(down())
    play({
      type: 'pointermove',
      x: 16,
      atMs: 16,
      coalesced: [
        { x: 16, atMs: 16, ...nameless },
        { x: 8, atMs: 8, ...nameless },
        { x: 8, atMs: 8, ...nameless },
        { x: 4, atMs: 4, ...nameless },
        { x: 12, atMs: 12, ...nameless },
      ],
    })
    play({
      type: 'pointermove',
      x: 24,
      atMs: 24,
      coalesced: [
        // What came with the event before.
        { x: 16, atMs: 16, ...nameless },
        { x: 24, atMs: 24, ...nameless },
      ],
    })
    expect(xs()).toEqual([4, 8, 12, 16, 24])
    const places = bench.samples.map(({ x }) => x)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('from Chrome, which sends raw updates and repeats them in the move of the frame, is each place once', () => {
    play(down())
    for (let frame = 1; frame <= 3; frame += 1) {
      const startMs = (frame - 1) * 16
      const raws = [4, 8, 12, 16].map(ms => ({ x: (startMs + ms) * 2, atMs: startMs + ms }))
      for (const raw of raws) play({ type: 'pointerrawupdate', ...raw, coalesced: [raw] })
      play({ type: 'pointermove', x: frame * 32, atMs: frame * 16, coalesced: raws })
    }
    expect(xs()).toEqual(Array.from({ length: 12 }, (_, i) => (i + 1) * 8))
  })

  it('from Chrome has what the browser expects in the picture and not on the wire', () => {
    play(down())
    const raw = { x: 30, atMs: 8 }
    play({ type: 'pointerrawupdate', ...raw, coalesced: [raw] })
    play({ type: 'pointermove', ...raw, coalesced: [raw], predicted: [{ x: 60, atMs: 16 }] })
    const shape = gesture?.ownStroke()?.shape.points()
    expect(shape?.xs[shape.length - 1]).toBe(60)
    play(up(36, 12))
    bench.passMs(100)
    expect(bench.samples.at(-1)?.x).toBe(36 * 8)
    expect(Math.max(...bench.samples.map(({ x }) => x))).toBe(36 * 8)
  })

  it('of fingers has nothing expected in it: they are too unsteady', () => {
    const touch = { pointerType: 'touch' }
    play(down(touch))
    const expected = [{ x: 60, atMs: 16 }]
    play({ type: 'pointermove', x: 30, atMs: 8, predicted: expected, ...touch })
    const shape = gesture?.ownStroke()?.shape.points()
    expect(shape?.xs[shape.length - 1]).toBe(30)
  })

  it('of a mouse of 1,000 Hz is no denser than half a pixel, though all of its samples count', () => {
    const mouse = { pointerType: 'mouse', pressure: 0.5 }
    // 200 px/s along a wave, for a second.
    const place = (ms: number) => ({ x: ms * 0.2, y: 20 * Math.sin(ms / 150), atMs: ms, ...mouse })
    play(down({ ...mouse, y: 0 }))
    for (let frame = 0; frame < 62; frame += 1) {
      const list = Array.from({ length: 16 }, (_, i) => place(frame * 16 + i + 1))
      play({ type: 'pointermove', ...place(frame * 16 + 16), coalesced: list })
    }
    play({ ...up(place(992).x, 992), y: place(992).y, pointerType: 'mouse' })
    expect(samples.length).toBeGreaterThanOrEqual(992)
    const kept = bench.samples.map(({ x, y }) => ({ x: x / 8, y: y / 8 }))
    const steps = kept
      .slice(1)
      .map((p, i) => Math.hypot(p.x - (kept[i]?.x ?? 0), p.y - (kept[i]?.y ?? 0)))
    // The last step goes on to where the mouse was lifted; the grid rounds by a sixteenth on each axis.
    expect(Math.min(...steps.slice(0, -1))).toBeGreaterThan(0.5 - 0.18)
    expect(kept.length).toBeLessThan(992 / 2)
    expect(kept.length).toBeGreaterThan(200)
  })
})

describe('what a stroke begins as', () => {
  it('is told by the buttons of a pen: its tip draws, its other end and its barrel button erase', () => {
    for (const [button, buttons] of [
      [0, 1],
      [5, 32],
      [2, 2],
      [0, 3],
    ] as const) {
      play(down({ button, buttons, pressure: 0.4 }), up(0, 5))
    }
    const erases = 'erases with pressure'
    expect(starts).toEqual(['draws with pressure', erases, erases, erases])
  })

  it('is no eraser of a mouse, whose second button does nothing', () => {
    play(down({ pointerType: 'mouse', button: 2, buttons: 2, pressure: 0.5 }))
    expect(starts).toEqual([])
    play(down({ pointerType: 'mouse', button: 0, buttons: 3, pressure: 0.5 }))
    expect(starts).toEqual(['draws'])
  })

  it('has pressure of a pen that the browser calls a mouse, from the stroke on after it showed it', () => {
    const mouse = { pointerType: 'mouse', pressure: 0.5 }
    play(down(mouse))
    for (const [i, pressure] of [0.52, 0.6, 0.7].entries()) {
      play({ type: 'pointermove', x: i * 9 + 9, atMs: i * 8 + 8, pointerType: 'mouse', pressure })
    }
    play({ ...up(30, 40), pointerType: 'mouse' })
    play(down({ ...mouse, atMs: 900 }))
    expect(starts).toEqual(['draws', 'draws with pressure'])
  })
})

it('the browser takes no touch that moves over the board for its own handwriting', () => {
  const touch = new Event('touchmove', { bubbles: true, cancelable: true })
  element.dispatchEvent(touch)
  expect(touch.defaultPrevented).toBe(true)
})
