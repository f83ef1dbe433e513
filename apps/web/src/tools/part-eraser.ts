// The partial eraser: what the swept disc covers of each stroke is wiped out, for everyone, and the rest of the
// stroke stays as it is. One gesture is one undo; a stroke of which it leaves nothing goes whole.

import {
  type InkPlaces,
  inkPlaces,
  isWiped,
  NO_RANGES,
  type StrokeRange,
  type Sweep,
  sweptRanges,
  uncoveredParts,
  unionRanges,
} from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import { passingInkShape } from '../canvas/ink-shape.ts'
import { type SceneStroke, shapeOf } from '../canvas/scene.ts'
import type { PenSample } from '../input/pen-sample.ts'
import { createGate, type Gate } from '../input/send-gate.ts'
import { EraserSweep, StrokesNear } from './eraser-sweep.ts'
import { ErasureWriters } from './erasure-writers.ts'
import type { ErasingInProgress, ToolContext, ToolGesture, WipedPart } from './tool-behaviour.ts'

/** Shorter pieces than a step of the wire are what rounding leaves over at the edge of what is erased already. */
const MIN_RANGE = 1 / 4096

export class PartEraserGesture implements ToolGesture {
  private readonly context: ToolContext
  private readonly sweep: EraserSweep
  private readonly near: StrokesNear
  private readonly erasing: ErasingInProgress
  private readonly gate: Gate
  /** The strokes that the gesture has come near, taken apart. */
  private readonly places = new Map<ObjectId, InkPlaces>()
  /** Those that it has wiped something of. */
  private readonly wiped = new Set<ObjectId>()
  /** What is wiped out of them and not sent yet: of each a union. */
  private readonly unsent = new Map<ObjectId, readonly StrokeRange[]>()

  constructor(context: ToolContext, first: PenSample) {
    this.context = context
    this.sweep = new EraserSweep(context, first)
    this.near = new StrokesNear(context.scene)
    this.erasing = context.editor.beginErasing(options => new ErasureWriters(options))
    this.gate = createGate(() => this.erasing.wipe(this.takeUnsent()), context.clock)
    this.move([first])
  }

  move(samples: readonly PenSample[]): void {
    for (const sample of samples) this.wipe(this.sweep.to(sample))
    if (this.unsent.size > 0) this.gate.request()
  }

  up(): void {
    this.gate.cancel()
    this.erasing.wipe(this.takeUnsent())
    this.erasing.finish(Array.from(this.wiped).filter(id => this.isWipedOut(id)))
  }

  discard(): void {
    this.gate.cancel()
    this.erasing.discard()
  }

  ownStroke(): null {
    return null
  }

  private wipe(sweep: Sweep): void {
    for (const stroke of this.near.to(sweep)) this.wipeStroke(stroke, sweep)
  }

  private wipeStroke(stroke: SceneStroke, sweep: Sweep): void {
    const places = this.placesOf(stroke)
    const unsent = this.unsent.get(stroke.id) ?? NO_RANGES
    const unerased = uncoveredParts(sweptRanges(places, sweep), stroke.erased)
    const fresh = uncoveredParts(unerased, unsent).filter(
      // A dot is a range without a length.
      ({ from, to }) => to - from >= MIN_RANGE || places.pointCount === 1,
    )
    if (fresh.length === 0) return
    this.unsent.set(stroke.id, unionRanges([...unsent, ...fresh]))
    this.wiped.add(stroke.id)
  }

  /** Taken apart once: a hand goes to and fro over the same few strokes. */
  private placesOf({ id, header, points }: SceneStroke): InkPlaces {
    const known = this.places.get(id)
    if (known?.pointCount === points.length) return known
    const places = inkPlaces(passingInkShape(header, points))
    this.places.set(id, places)
    return places
  }

  private takeUnsent(): WipedPart[] {
    const parts = Array.from(this.unsent, ([stroke, ranges]) => ({ stroke, ranges }))
    this.unsent.clear()
    return parts
  }

  /** What is wiped out has left the scene; but for what lies between points so near that they are one. */
  private isWipedOut(id: ObjectId): boolean {
    const stroke = this.context.scene.get(id)
    return stroke === null || isWiped(shapeOf(stroke), stroke.erased)
  }
}
