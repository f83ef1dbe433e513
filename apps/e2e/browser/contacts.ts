// Pens and fingers, as the browser's debugging protocol plays them in.

import type { CDPSession, Page } from '@playwright/test'

export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

/** `pressure` is 0 to 1. */
export interface PenPoint extends ScreenPoint {
  readonly pressure: number
}

/** The tip, or the button on the barrel. */
type PenButton = 'left' | 'right'

const FINGER_RADIUS_PX = 10
const PALM_RADIUS_PX = 35

export class Contacts {
  private readonly session: CDPSession

  private constructor(session: CDPSession) {
    this.session = session
  }

  static async of(page: Page): Promise<Contacts> {
    return new Contacts(await page.context().newCDPSession(page))
  }

  async drawPen(points: readonly PenPoint[], button: PenButton = 'left'): Promise<void> {
    const [first] = points
    const last = points.at(-1)
    if (first === undefined || last === undefined) return
    await this.pen('mousePressed', first, button)
    for (const point of points.slice(1)) await this.pen('mouseMoved', point, button)
    await this.pen('mouseReleased', last, button)
  }

  async penDown(point: PenPoint): Promise<void> {
    await this.pen('mousePressed', point)
  }

  /** All at once, as from a pen that reports faster than frames pass: the browser makes lists of them. */
  async penBurst(points: readonly PenPoint[]): Promise<void> {
    await Promise.all(points.map(point => this.pen('mouseMoved', point)))
  }

  async penUp(point: PenPoint): Promise<void> {
    await this.pen('mouseReleased', point)
  }

  /** With the button on its barrel held. */
  async drawBarrel(points: readonly PenPoint[]): Promise<void> {
    await this.drawPen(points, 'right')
  }

  /** The ball of a hand: it comes down, slides and leaves. */
  async dragPalm(from: ScreenPoint, to: ScreenPoint): Promise<void> {
    await this.touch('touchStart', [from], PALM_RADIUS_PX)
    await this.touch('touchMove', [to], PALM_RADIUS_PX)
    await this.fingersUp()
  }

  async fingersDown(...points: readonly ScreenPoint[]): Promise<void> {
    await this.touch('touchStart', points)
  }

  /** All fingers that are down, in the order in which they came. */
  async fingersMove(...points: readonly ScreenPoint[]): Promise<void> {
    await this.touch('touchMove', points)
  }

  async fingersUp(): Promise<void> {
    await this.touch('touchEnd', [])
  }

  /** Fingers that come and leave at once: nothing waits in between, so that a busy machine makes no hold of it. */
  async tapFingers(...points: readonly ScreenPoint[]): Promise<void> {
    await Promise.all([this.fingersDown(...points), this.fingersUp()])
  }

  async drawFinger(points: readonly ScreenPoint[]): Promise<void> {
    const [first] = points
    if (first === undefined) return
    await this.fingersDown(first)
    for (const point of points.slice(1)) await this.fingersMove(point)
    await this.fingersUp()
  }

  private async pen(
    type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
    { x, y, pressure }: PenPoint,
    button: PenButton = 'left',
  ): Promise<void> {
    const held = button === 'left' ? 1 : 2
    await this.session.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button,
      buttons: type === 'mouseReleased' ? 0 : held,
      clickCount: 1,
      pointerType: 'pen',
      force: pressure,
    })
  }

  private async touch(
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    points: readonly ScreenPoint[],
    radiusPx = FINGER_RADIUS_PX,
  ): Promise<void> {
    const size = { radiusX: radiusPx, radiusY: radiusPx }
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id, force: 0.5, ...size }))
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
}
