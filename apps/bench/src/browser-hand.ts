// A hand at a page's wheel, or with a pen on it. It keeps its own pace and waits for nothing: a page that
// is slow gets as much to do as one that is quick.

import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession } from '@playwright/test'

const WHEEL_HZ = 60
export const PEN_HZ = 120
/** The control key of the devtools protocol. */
const CONTROL = 2
/** The index of a line's last event. */
export const PEN_EVENTS = 60

/** Resolves when the page has taken everything. */
async function atPace(
  count: number,
  rateHz: number,
  send: (index: number) => Promise<unknown>,
): Promise<void> {
  const sent: Promise<unknown>[] = []
  const startMs = performance.now()
  for (let i = 0; i < count; i += 1) {
    const waitMs = startMs + (i * 1000) / rateHz - performance.now()
    if (waitMs > 0) await sleep(waitMs)
    sent.push(send(i))
  }
  await Promise.all(sent)
}

export interface WheelTurn {
  readonly count: number
  readonly deltaX: number
  readonly deltaY: number
  /** With the control key down. */
  readonly zooms?: boolean
}

const WHEEL_AT = { x: 960, y: 540 }

export function turnWheel(cdp: CDPSession, turn: WheelTurn): Promise<void> {
  const { count, deltaX, deltaY, zooms = false } = turn
  const modifiers = zooms ? CONTROL : 0
  const event = { type: 'mouseWheel', ...WHEEL_AT, deltaX, deltaY, modifiers } as const
  return atPace(count, WHEEL_HZ, () => cdp.send('Input.dispatchMouseEvent', event))
}

/** One of a wavy line that begins at (left, top): 0 comes down, the last one is lifted. */
export function penEvent(index: number, left: number, top: number) {
  return {
    type: index === 0 ? 'mousePressed' : index < PEN_EVENTS ? 'mouseMoved' : 'mouseReleased',
    ...(index === 0 ? { clickCount: 1 } : {}),
    button: 'left',
    buttons: 1,
    pointerType: 'pen',
    x: left + index * 2,
    y: top + 30 * Math.sin(index / 5),
    force: 0.5,
  } as const
}

/** Half a second. */
export function drawLine(cdp: CDPSession, left: number, top: number): Promise<void> {
  return atPace(PEN_EVENTS + 1, PEN_HZ, index =>
    cdp.send('Input.dispatchMouseEvent', penEvent(index, left, top)),
  )
}
