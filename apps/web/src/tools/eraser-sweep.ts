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
import type { ObjectId } from '@inkroom/protocol'
import { passingInkShape } from '../canvas/ink-shape.ts'
import type { SceneStroke } from '../canvas/scene.ts'
import type { PenSample } from '../input/pen-sample.ts'
import { LinkBoxes } from './link-boxes.ts'
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

/** Which strokes a gesture comes near; what it has found out about them it keeps. */
export class StrokesNear {
  private readonly scene: ToolContext['scene']
  private readonly boxes = new Map<ObjectId, LinkBoxes>()

  constructor(scene: ToolContext['scene']) {
    this.scene = scene
  }

  /** Those of which a link comes near the sweep. */
  to({ from, to, radius }: Sweep): SceneStroke[] {
    const swept = {
      minX: Math.min(from.x, to.x),
      minY: Math.min(from.y, to.y),
      maxX: Math.max(from.x, to.x),
      maxY: Math.max(from.y, to.y),
    }
    const reach = expandBox(swept, radius)
    return this.scene.near(reach).filter(stroke => this.boxesOf(stroke).comeNear(reach))
  }

  private boxesOf(stroke: SceneStroke): LinkBoxes {
    const known = this.boxes.get(stroke.id)
    if (known?.pointCount === stroke.points.length) return known
    const boxes = new LinkBoxes(stroke)
    this.boxes.set(stroke.id, boxes)
    return boxes
  }
}

/** Whether something is left of the stroke where the sweep goes. */
export function isTouched(stroke: SceneStroke, sweep: Sweep): boolean {
  const shape = passingInkShape(stroke.header, stroke.points)
  if (!strokeHit(shape, sweep.from, sweep.to, sweep.radius)) return false
  // Mostly nothing is erased, and the line need not be taken apart.
  return stroke.erased.length === 0 || partsHit(inkPlaces(shape), stroke.erased, sweep)
}
