import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PenMode } from '../app/preferences.ts'
import { BoardInput, type BoardInputHandlers } from './board-input.ts'
import { PALM_AFTER_PEN_MS } from './palm.ts'

let element: HTMLElement
let input: BoardInput
let heard: string[] = []
let pans = false
let penMode: PenMode = 'unseen'

const px = ({ x, y }: { x: number; y: number }) => `${x},${y}`

const handlers: BoardInputHandlers = {
  panning: () => pans,
  penMode: () => penMode,
  penNear: () => {
    if (penMode === 'unseen') penMode = 'on'
  },
  toolDown: ({ sample, isEraser, hasPressure }) => {
    const marks = `${isEraser ? ' eraser' : ''}${hasPressure ? ' pressure' : ''}`
    heard.push(`down ${sample.xPx},${sample.yPx}${marks}`)
  },
  toolMove: samples => {
    for (const { xPx, yPx } of samples) heard.push(`move ${xPx},${yPx}`)
  },
  toolPredict: samples => {
    heard.push(`predict ${samples.map(({ xPx, yPx }) => `${xPx},${yPx}`).join(' ')}`)
  },
  toolUp: () => heard.push('up'),
  toolDiscard: () => heard.push('discard'),
  panBy: delta => heard.push(`pan ${px(delta)}`),
  pinch: (before, after) =>
    heard.push(`pinch ${before.map(px).join(' ')} to ${after.map(px).join(' ')}`),
  tap: fingers => heard.push(`tap ${fingers}`),
  wheel: ({ kind }, at) => heard.push(`wheel ${kind} ${px(at)}`),
  hover: at => heard.push(at === null ? 'hover nowhere' : `hover ${px(at)}`),
}

let atMs = 0

function play(type: string, x: number, y: number, init: PointerEventInit = {}): PointerEvent {
  const event = new PointerEvent(type, {
    pointerId: 1,
    pointerType: 'mouse',
    buttons: 1,
    clientX: x,
    clientY: y,
    bubbles: true,
    cancelable: true,
    ...init,
  })
  atMs += 10
  // Events made by hand have the time of their making; a pen's are played at its own.
  Object.defineProperty(event, 'timeStamp', { value: atMs })
  element.dispatchEvent(event)
  return event
}

const finger = (pointerId: number): PointerEventInit => ({ pointerId, pointerType: 'touch' })
const drawn = () => heard.filter(each => !each.startsWith('hover'))

beforeEach(() => {
  element = document.body.appendChild(document.createElement('div'))
  element.setPointerCapture = () => {}
  heard = []
  pans = false
  penMode = 'unseen'
  atMs = 0
  input = new BoardInput(element, handlers)
})

afterEach(() => {
  input.dispose()
  element.remove()
})

describe('a mouse', () => {
  it('draws with the left button, to where it is lifted', () => {
    play('pointerdown', 5, 5)
    play('pointermove', 9, 5)
    play('pointerup', 12, 5, { buttons: 0 })
    expect(drawn()).toEqual(['down 5,5', 'move 9,5', 'move 12,5', 'up'])
  })

  it.each([2, 3, 4])('does not draw with button %d', button => {
    play('pointerdown', 5, 5, { button })
    expect(drawn()).toEqual([])
  })

  it('moves the board with the middle button, whatever the tool is, and the cursor says so', () => {
    play('pointerdown', 5, 5, { button: 1, buttons: 4 })
    expect(element.hasAttribute('data-panning')).toBe(true)
    play('pointermove', 9, 7, { buttons: 4 })
    play('pointerup', 9, 7, { buttons: 0 })
    expect(drawn()).toEqual(['pan 4,2'])
    expect(element.hasAttribute('data-panning')).toBe(false)
  })

  it('has drawn to the end when its up went to another window', () => {
    play('pointerdown', 5, 5)
    play('pointermove', 9, 5)
    play('pointermove', 90, 90, { buttons: 0 })
    play('pointermove', 95, 90, { buttons: 0 })
    expect(drawn()).toEqual(['down 5,5', 'move 9,5', 'up'])
  })

  it('draws no line to where it comes back, told of that by a raw update first', () => {
    play('pointerdown', 5, 5)
    play('pointerrawupdate', 9, 5)
    play('pointermove', 9, 5)
    play('pointerrawupdate', 90, 90, { buttons: 0 })
    play('pointermove', 90, 90, { buttons: 0 })
    expect(drawn()).toEqual(['down 5,5', 'move 9,5', 'up'])
  })

  it('tells where it hovers, and that it left', () => {
    play('pointermove', 3, 4, { buttons: 0 })
    play('pointerleave', 0, 0, { buttons: 0 })
    expect(heard).toEqual(['hover 3,4', 'hover nowhere'])
  })
})

describe('a gesture whose pointer is taken away', () => {
  it('ends where it was: a cancelled pointer has no place', () => {
    play('pointerdown', 50, 50, { pointerType: 'pen' })
    play('pointermove', 60, 50, { pointerType: 'pen' })
    play('pointercancel', 0, 0, { pointerType: 'pen', buttons: 0 })
    expect(drawn().slice(1)).toEqual(['move 60,50', 'up'])
  })

  it('ends when the capture is lost without an up', () => {
    play('pointerdown', 50, 50)
    play('lostpointercapture', 0, 0, { buttons: 0 })
    expect(drawn()).toEqual(['down 50,50', 'up'])
  })

  it('ends once where the capture is lost behind an up', () => {
    play('pointerdown', 50, 50)
    play('pointerup', 50, 50, { buttons: 0 })
    play('lostpointercapture', 50, 50, { buttons: 0 })
    expect(drawn().filter(each => each === 'up')).toHaveLength(1)
  })

  it('ends when the board leaves the page, after which nothing is heard', () => {
    play('pointerdown', 50, 50)
    input.dispose()
    play('pointermove', 60, 60)
    expect(drawn()).toEqual(['down 50,50', 'up'])
  })

  it('has begun even if the pointer is gone before it can be captured', () => {
    element.setPointerCapture = () => {
      throw new Error('no such pointer')
    }
    const thrown: unknown[] = []
    const onError = (event: ErrorEvent) => thrown.push(event.error)
    window.addEventListener('error', onError)
    try {
      play('pointerdown', 5, 5)
    } catch (error) {
      thrown.push(error)
    }
    window.removeEventListener('error', onError)
    play('pointerup', 5, 5, { buttons: 0 })
    expect(drawn().at(0)).toBe('down 5,5')
    expect(drawn().at(-1)).toBe('up')
    expect(thrown).toHaveLength(1)
  })
})

describe('fingers', () => {
  it('pinch from where both are now, after the first has drawn a little', () => {
    play('pointerdown', 10, 10, finger(1))
    play('pointermove', 40, 10, finger(1))
    play('pointerdown', 90, 10, finger(2))
    play('pointermove', 100, 10, finger(2))
    expect(drawn()).toEqual([
      'down 10,10',
      'move 40,10',
      'discard',
      'pinch 40,10 90,10 to 40,10 100,10',
    ])
  })

  it('only move the board once a pen was near, even one that only hovers', () => {
    play('pointermove', 1, 1, { pointerType: 'pen', pointerId: 7, buttons: 0 })
    play('pointerdown', 10, 10, finger(1))
    play('pointermove', 15, 10, finger(1))
    expect(drawn()).toEqual(['pan 5,0'])
  })

  it('draw beside a pen where the person wants it so', () => {
    penMode = 'off'
    play('pointermove', 1, 1, { pointerType: 'pen', pointerId: 7, buttons: 0 })
    play('pointerdown', 10, 10, finger(1))
    expect(drawn()).toEqual(['down 10,10'])
  })

  it('are a palm just after the pen, and do nothing', () => {
    const pen = { pointerType: 'pen', pointerId: 7 }
    play('pointerdown', 50, 50, pen)
    play('pointerup', 50, 50, { ...pen, buttons: 0 })
    heard = []
    play('pointerdown', 80, 80, finger(1))
    play('pointermove', 90, 90, finger(1))
    play('pointerup', 90, 90, { ...finger(1), buttons: 0 })
    expect(drawn()).toEqual([])
    atMs += PALM_AFTER_PEN_MS
    play('pointerdown', 80, 80, finger(2))
    play('pointermove', 90, 90, finger(2))
    expect(drawn()).toEqual(['pan 10,10'])
  })

  it('are a palm when they are as large as one and there is a pen', () => {
    const palm = { ...finger(1), width: 30, height: 60 }
    play('pointerdown', 80, 80, palm)
    expect(drawn()).toEqual(['down 80,80'])
    play('pointerup', 80, 80, { ...palm, buttons: 0 })
    heard = []
    penMode = 'on'
    play('pointerdown', 80, 80, palm)
    play('pointermove', 95, 80, palm)
    expect(drawn()).toEqual([])
  })

  it('tap, two or three of them', () => {
    for (const id of [1, 2, 3]) play('pointerdown', id * 50, 10, finger(id))
    for (const id of [1, 2, 3]) play('pointerup', id * 50, 10, { ...finger(id), buttons: 0 })
    expect(drawn().at(-1)).toBe('tap 3')
  })
})

describe('a pen', () => {
  it('erases with its other end', () => {
    play('pointerdown', 5, 5, { pointerType: 'pen', button: 5, buttons: 32, pressure: 0.3 })
    expect(drawn()).toEqual(['down 5,5 eraser pressure'])
  })

  it('erases with its barrel button held', () => {
    play('pointerdown', 5, 5, { pointerType: 'pen', button: 2, buttons: 2, pressure: 0.3 })
    play('pointermove', 9, 5, { pointerType: 'pen', buttons: 2, pressure: 0.3 })
    expect(drawn()).toEqual(['down 5,5 eraser pressure', 'move 9,5'])
  })

  it('is lifted when its tip is, though a button is held on', () => {
    const pen = { pointerType: 'pen', pressure: 0.3 }
    play('pointerdown', 5, 5, pen)
    play('pointermove', 9, 5, { ...pen, buttons: 3 })
    play('pointermove', 20, 5, { ...pen, buttons: 2, pressure: 0 })
    play('pointermove', 40, 5, { ...pen, buttons: 2, pressure: 0 })
    play('pointerup', 40, 5, { ...pen, buttons: 0, pressure: 0 })
    expect(drawn().slice(1)).toEqual(['move 9,5', 'up'])
  })

  it('is read from raw updates where they come, each place once', () => {
    const pen = { pointerType: 'pen', pressure: 0.5 }
    play('pointerdown', 5, 5, pen)
    play('pointerrawupdate', 6, 5, pen)
    play('pointermove', 6, 5, pen)
    play('pointerrawupdate', 7, 5, pen)
    play('pointermove', 7, 5, pen)
    expect(drawn().slice(1)).toEqual(['move 6,5', 'move 7,5'])
  })
})

it('the browser gets no menu, no scroll and no selection of the board', () => {
  const menu = new MouseEvent('contextmenu', { cancelable: true })
  element.dispatchEvent(menu)
  const wheel = new WheelEvent('wheel', { cancelable: true, deltaY: 100 })
  element.dispatchEvent(wheel)
  const down = play('pointerdown', 1, 1)
  expect([menu, wheel, down].map(event => event.defaultPrevented)).toEqual([true, true, true])
  expect(drawn()[0]).toMatch(/^wheel pan/)
})
