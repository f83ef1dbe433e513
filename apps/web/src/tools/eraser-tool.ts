// The stroke eraser: what the swept disc touches is gone, whole, for everyone. One gesture is one undo.

import { expandBox, type Point, screenToWorld, strokeHit } from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import { shapeOf } from '../canvas/scene.ts'
import type { PenSample } from '../input/pen-sample.ts'
import type { BeginTool, ToolContext, ToolGesture } from './tool-behaviour.ts'

/** On the screen, at any zoom: what a fingertip or a mouse can aim. */
export const ERASER_RADIUS_PX = 8

class EraserGesture implements ToolGesture {
  private readonly context: ToolContext
  private at: Point

  constructor(context: ToolContext, first: PenSample) {
    this.context = context
    this.at = this.worldOf(first)
    context.editor.beginStep()
    this.eraseTo(this.at)
  }

  move(samples: readonly PenSample[]): void {
    // Each sample's own segment: a fast hand misses nothing between two events.
    for (const sample of samples) this.eraseTo(this.worldOf(sample))
  }

  up(): void {
    this.context.editor.endStep()
  }

  discard(): void {
    this.context.editor.discardStep()
  }

  ownStroke(): null {
    return null
  }

  private worldOf(sample: PenSample): Point {
    return screenToWorld(this.context.camera(), { x: sample.xPx, y: sample.yPx })
  }

  private eraseTo(to: Point): void {
    const ids = this.touched(this.at, to)
    this.at = to
    if (ids.length > 0) this.context.editor.erase(ids)
  }

  private touched(from: Point, to: Point): ObjectId[] {
    const radius = ERASER_RADIUS_PX / this.context.camera().zoom
    const swept = {
      minX: Math.min(from.x, to.x),
      minY: Math.min(from.y, to.y),
      maxX: Math.max(from.x, to.x),
      maxY: Math.max(from.y, to.y),
    }
    return this.context.scene
      .near(expandBox(swept, radius))
      .filter(stroke => strokeHit(shapeOf(stroke), from, to, radius))
      .map(stroke => stroke.id)
  }
}

export const eraserTool: BeginTool = (context, first) => new EraserGesture(context, first)
