// Where an eraser goes, sample by sample, and which strokes it meets there: what both erasers share.

import {
  expandBox,
  inkPlaces,
  type Point,
  partsHit,
  type Sweep,
  screenToWorld,
  strokeHit,
} from '@inkroom/geometry'
import { passingInkShape } from '../canvas/ink-shape.ts'
import type { SceneStroke } from '../canvas/scene.ts'
import type { PenSample } from '../input/pen-sample.ts'
import type { ToolContext } from './tool-behaviour.ts'

/** On the screen, at any zoom: what a fingertip or a mouse can aim. */
export const ERASER_RADIUS_PX = 8

export class EraserSweep {
  private readonly context: ToolContext
  private at: Point

  constructor(context: ToolContext, first: PenSample) {
    this.context = context
    this.at = this.worldOf(first)
  }

  /** From the sample before; each has its own segment, so that a fast hand misses nothing between two events. */
  to(sample: PenSample): Sweep {
    const from = this.at
    this.at = this.worldOf(sample)
    return { from, to: this.at, radius: ERASER_RADIUS_PX / this.context.camera().zoom }
  }

  private worldOf(sample: PenSample): Point {
    return screenToWorld(this.context.camera(), { x: sample.xPx, y: sample.yPx })
  }
}

/** The strokes whose boxes the sweep meets. */
export function strokesNear(
  scene: ToolContext['scene'],
  { from, to, radius }: Sweep,
): SceneStroke[] {
  const swept = {
    minX: Math.min(from.x, to.x),
    minY: Math.min(from.y, to.y),
    maxX: Math.max(from.x, to.x),
    maxY: Math.max(from.y, to.y),
  }
  return scene.near(expandBox(swept, radius))
}

/** Whether something is left of the stroke where the sweep goes. */
export function isTouched(stroke: SceneStroke, sweep: Sweep): boolean {
  const shape = passingInkShape(stroke.header, stroke.points)
  if (!strokeHit(shape, sweep.from, sweep.to, sweep.radius)) return false
  // Mostly nothing is erased, and the line need not be taken apart.
  return stroke.erased.length === 0 || partsHit(inkPlaces(shape), stroke.erased, sweep)
}
