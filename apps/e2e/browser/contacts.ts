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

export class Contacts {
  private readonly session: CDPSession

  private constructor(session: CDPSession) {
    this.session = session
  }

  static async of(page: Page): Promise<Contacts> {
    return new Contacts(await page.context().newCDPSession(page))
  }

  async drawPen(points: readonly PenPoint[]): Promise<void> {
    const [first] = points
    const last = points.at(-1)
    if (first === undefined || last === undefined) return
    await this.pen('mousePressed', first)
    for (const point of points.slice(1)) await this.pen('mouseMoved', point)
    await this.pen('mouseReleased', last)
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
  ): Promise<void> {
    await this.session.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
      force: pressure,
    })
  }

  private async touch(
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    points: readonly ScreenPoint[],
  ): Promise<void> {
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id, force: 0.5 }))
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
}
