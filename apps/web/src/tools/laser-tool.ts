// The laser: light that follows the pointer and fades. It changes nothing on the board, and there is nothing to undo.

import { gridExponent, type Point, screenToWorld } from '@inkroom/geometry'
import type { PenSample } from '../input/pen-sample.ts'
import type { BeginTool, ToolContext, ToolGesture } from './tool-behaviour.ts'

/** Closer than this the trail is smooth without the point; on the screen. */
const MIN_STEP_PX = 2

class LaserGesture implements ToolGesture {
  private readonly context: ToolContext
  private last: PenSample

  constructor(context: ToolContext, first: PenSample) {
    this.context = context
    this.last = first
    context.laser.begin(gridExponent(context.camera().zoom, context.dpr))
    context.laser.move([this.worldOf(first)])
  }

  move(samples: readonly PenSample[]): void {
    const points = samples.filter(sample => this.isStep(sample)).map(each => this.worldOf(each))
    if (points.length > 0) this.context.laser.move(points)
  }

  up(): void {
    // What is lit fades by itself.
  }

  discard(): void {
    // As above: half of a pinch was seen for a moment, and leaves nothing.
  }

  ownStroke(): null {
    return null
  }

  private isStep(sample: PenSample): boolean {
    const { xPx, yPx } = this.last
    if (Math.hypot(sample.xPx - xPx, sample.yPx - yPx) < MIN_STEP_PX) return false
    this.last = sample
    return true
  }

  private worldOf({ xPx, yPx }: PenSample): Point {
    return screenToWorld(this.context.camera(), { x: xPx, y: yPx })
  }
}

export const begin: BeginTool = (context, first) => new LaserGesture(context, first)
