import { unreachable } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import {
  type Contact,
  type Gesture,
  type GestureEffect,
  type GestureRules,
  IDLE,
  type PointerKind,
  pointerCancel,
  pointerDown,
  pointerMove,
  pointerUp,
  TAP_MS,
  TAP_SLOP_PX,
  YOUNG_STROKE_MS,
} from './gestures.ts'

type Act = 'down' | 'move' | 'up' | 'cancel'
type Event = readonly [Act, Contact, Partial<GestureRules>?]

const contact = (id: number, kind: PointerKind, x: number, timeMs = 0): Contact => ({
  id,
  kind,
  at: { x, y: 0 },
  timeMs,
})

function step(gesture: Gesture, [act, pointer, rules]: Event) {
  const allRules = { isPenMode: false, pans: false, ...rules }
  switch (act) {
    case 'down':
      return pointerDown(gesture, pointer, allRules)
    case 'move':
      return pointerMove(gesture, pointer)
    case 'up':
      return pointerUp(gesture, pointer)
    case 'cancel':
      return pointerCancel(gesture, pointer)
    default:
      return unreachable(act)
  }
}

function play(...events: Event[]): { gesture: Gesture; effects: GestureEffect[] } {
  let gesture: Gesture = IDLE
  const effects: GestureEffect[] = []
  for (const event of events) {
    const next = step(gesture, event)
    gesture = next.gesture
    effects.push(...next.effects)
  }
  return { gesture, effects }
}

const kinds = (effects: readonly GestureEffect[]) => effects.map(effect => effect.kind)

describe('one pointer', () => {
  it.each(['mouse', 'pen', 'touch'] as const)('draws with a %s', kind => {
    const { gesture, effects } = play(
      ['down', contact(1, kind, 0)],
      ['move', contact(1, kind, 5)],
      ['up', contact(1, kind, 9)],
    )
    expect(kinds(effects)).toEqual(['tool-down', 'tool-move', 'tool-up'])
    expect(gesture).toEqual(IDLE)
  })

  it('moves the board with the hand', () => {
    const { effects } = play(
      ['down', contact(1, 'mouse', 0), { pans: true }],
      ['move', contact(1, 'mouse', 5)],
      ['move', contact(1, 'mouse', 12)],
    )
    expect(effects).toEqual([
      { kind: 'pan-by', delta: { x: 5, y: 0 } },
      { kind: 'pan-by', delta: { x: 7, y: 0 } },
    ])
  })

  it('moves the board with a finger once a pen was seen', () => {
    const { effects } = play(
      ['down', contact(1, 'touch', 0), { isPenMode: true }],
      ['move', contact(1, 'touch', 3)],
    )
    expect(kinds(effects)).toEqual(['pan-by'])
  })
})

describe('two fingers', () => {
  it('pinch, and drop a stroke that had only begun', () => {
    const { effects, gesture } = play(
      ['down', contact(1, 'touch', 0, 0)],
      ['down', contact(2, 'touch', 10, YOUNG_STROKE_MS - 1)],
      ['move', contact(2, 'touch', 20)],
    )
    expect(kinds(effects)).toEqual(['tool-down', 'tool-discard', 'pinch'])
    expect(effects.at(-1)).toEqual({
      kind: 'pinch',
      before: [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ],
      after: [
        { x: 0, y: 0 },
        { x: 20, y: 0 },
      ],
    })
    expect(gesture.kind).toBe('pinch')
  })

  it('keep a stroke that is older', () => {
    const { effects } = play(
      ['down', contact(1, 'touch', 0, 0)],
      ['down', contact(2, 'touch', 10, YOUNG_STROKE_MS)],
    )
    expect(kinds(effects)).toEqual(['tool-down', 'tool-up'])
  })

  it('go on moving the board when one of them is lifted, and never draw', () => {
    const { effects, gesture } = play(
      ['down', contact(1, 'touch', 0, 0)],
      ['down', contact(2, 'touch', 10, 1)],
      ['up', contact(1, 'touch', 0)],
      ['move', contact(2, 'touch', 34)],
      ['up', contact(2, 'touch', 34)],
    )
    expect(kinds(effects)).toEqual(['tool-down', 'tool-discard', 'pan-by'])
    expect(gesture).toEqual(IDLE)
  })

  it('do not mind a third', () => {
    const { gesture } = play(
      ['down', contact(1, 'touch', 0, 0)],
      ['down', contact(2, 'touch', 10, 1)],
      ['down', contact(3, 'touch', 20, 2)],
      ['move', contact(3, 'touch', 30)],
      ['up', contact(3, 'touch', 30)],
    )
    expect(gesture.kind).toBe('pinch')
  })
})

describe('a tap', () => {
  const down = (id: number, timeMs: number): Event => [
    'down',
    contact(id, 'touch', id * 50, timeMs),
  ]
  const up = (id: number, timeMs: number): Event => ['up', contact(id, 'touch', id * 50, timeMs)]
  const taps = (...events: Event[]) =>
    play(...events).effects.flatMap(effect => (effect.kind === 'tap' ? [effect.fingers] : []))

  it('of two or three fingers is one, in whatever order they come and go', () => {
    expect(taps(down(1, 0), down(2, 40), up(2, 120), up(1, 130))).toEqual([2])
    const order = [up(3, 150), up(1, 150), up(2, 200)]
    expect(taps(down(1, 0), down(2, 40), down(3, 60), ...order)).toEqual([3])
  })

  it('takes back the dot of the first finger before it says so', () => {
    const { effects, gesture } = play(down(1, 0), down(2, 40), up(1, 100), up(2, 110))
    expect(kinds(effects)).toEqual(['tool-down', 'tool-discard', 'tap'])
    expect(gesture).toEqual(IDLE)
  })

  it('is one where fingers only move the board, too', () => {
    const finger: Event = ['down', contact(1, 'touch', 0), { isPenMode: true }]
    expect(taps(finger, down(2, 40), up(1, 100), up(2, 110))).toEqual([2])
  })

  it('is none of a finger alone, of four, or of one that comes when another has left', () => {
    expect(taps(down(1, 0), up(1, 50))).toEqual([])
    const four = [down(1, 0), down(2, 10), down(3, 20), down(4, 30)]
    expect(taps(...four, up(1, 50), up(2, 50), up(3, 50), up(4, 50))).toEqual([])
    expect(taps(down(1, 0), down(2, 10), up(1, 50), down(3, 60), up(2, 90), up(3, 90))).toEqual([])
  })

  it('is none when a finger stays, and nothing moved meanwhile', () => {
    const { effects, gesture } = play(down(1, 0), down(2, 10), up(1, 50), up(2, TAP_MS))
    expect(kinds(effects)).toEqual(['tool-down', 'tool-discard'])
    expect(gesture).toEqual(IDLE)
  })

  it('leaves the board where it is while a finger trembles, and moves it by all once it goes', () => {
    const tremble: Event = ['move', contact(2, 'touch', 100 + TAP_SLOP_PX - 1, 30)]
    const go: Event = ['move', contact(2, 'touch', 100 + TAP_SLOP_PX, 40)]
    expect(kinds(play(down(1, 0), down(2, 10), tremble).effects)).not.toContain('pinch')
    const { effects } = play(down(1, 0), down(2, 10), tremble, go, up(1, 50), up(2, 50))
    expect(effects.at(-1)).toMatchObject({ kind: 'pinch', before: [{ x: 50 }, { x: 100 }] })
    expect(effects.at(-1)).toMatchObject({ kind: 'pinch', after: [{ x: 50 }, { x: 110 }] })
  })

  it('is none when the system takes a finger away, and one whose capture ends behind its up', () => {
    const cancel = (id: number): Event => ['cancel', contact(id, 'touch', 0, 60)]
    expect(taps(down(1, 0), down(2, 10), cancel(1), up(2, 70))).toEqual([])
    expect(taps(down(1, 0), down(2, 10), up(1, 50), cancel(1), up(2, 70))).toEqual([2])
  })

  it('gives way to a pen', () => {
    const pen: Event = ['down', contact(9, 'pen', 0, 60)]
    const { effects } = play(down(1, 0), down(2, 10), pen, up(1, 70), up(2, 70))
    expect(kinds(effects)).toEqual(['tool-down', 'tool-discard', 'tool-down'])
  })
})

describe('a palm', () => {
  it('gives way to the pen', () => {
    const { effects } = play(
      ['down', contact(1, 'touch', 0, 0)],
      ['down', contact(2, 'pen', 10, 40)],
    )
    expect(kinds(effects)).toEqual(['tool-down', 'tool-discard', 'tool-down'])
  })

  it('beside a pen that draws is nothing', () => {
    const { effects } = play(
      ['down', contact(1, 'pen', 0, 0)],
      ['down', contact(2, 'touch', 50, 40)],
      ['move', contact(2, 'touch', 60)],
      ['up', contact(2, 'touch', 60)],
      ['move', contact(1, 'pen', 5)],
    )
    expect(kinds(effects)).toEqual(['tool-down', 'tool-move'])
  })

  it('that the system recognises leaves no ink', () => {
    const { effects, gesture } = play(
      ['down', contact(1, 'touch', 0, 0)],
      ['cancel', contact(1, 'touch', 0, 60)],
    )
    expect(kinds(effects)).toEqual(['tool-down', 'tool-discard'])
    expect(gesture).toEqual(IDLE)
  })
})

it('keeps a pen stroke that the browser cancels', () => {
  const { effects } = play(['down', contact(1, 'pen', 0, 0)], ['cancel', contact(1, 'pen', 9, 20)])
  expect(kinds(effects)).toEqual(['tool-down', 'tool-up'])
})
