// A stroke whose pen rests at its end becomes the clean shape that it stands for. Around a tool that draws ink, which
// knows nothing of it: the others see the rough ink grow, and once the pen is lifted the shape in its place. A hand that
// only paused and goes on drawing gets its ink back.
//
//   drawing ─ the pen rests, and a shape fits ─▶ shaped ─ lifted ─▶ the ink, and in a second step the shape
//    │    ▲                                         │
//    │    └──────────── the pen goes on ────────────┘
//    └─ lifted ─▶ the ink

import { boxHeight, boxWidth, type InkPoints, inkBox } from '@inkroom/geometry'
import { unreachable } from '@inkroom/protocol'
import { CodeOnDemand } from '../app/code-on-demand.ts'
import type { PenSample } from '../input/pen-sample.ts'
import type { ShapeStroke } from './shape-stroke.ts'
import type { BeginTool, OwnStroke, ToolContext, ToolGesture } from './tool-behaviour.ts'

/** As long as a long press: nobody who goes on writing rests for so long. */
export const HOLD_MS = 500
/** A hand at rest trembles by less. */
export const REST_PX = 4
/** A pen that is lifted slips by less. Farther off the hand goes on: it only paused, and meant no shape. */
export const GO_ON_PX = 16
/** What is smaller on the screen, its line's width included, was meant as a dot or a letter. */
const MIN_SIZE_PX = 24

/** Few strokes become a shape: a page that draws none does without. */
export const shapeCode = new CodeOnDemand(() => import('./shape-stroke.ts'))

type State =
  | { readonly kind: 'drawing' }
  | {
      readonly kind: 'shaped'
      /** The rough ink, which goes on below. */
      readonly rough: OwnStroke
      readonly stroke: ShapeStroke
    }

class HeldShapeGesture implements ToolGesture {
  private readonly context: ToolContext
  private readonly ink: ToolGesture
  private state: State = { kind: 'drawing' }
  /** Where on the screen the pen came to rest, as far as it does. */
  private restsAt: PenSample
  private cancelHold: () => void

  constructor(context: ToolContext, ink: ToolGesture, first: PenSample) {
    this.context = context
    this.ink = ink
    this.restsAt = first
    this.cancelHold = context.clock.setTimer(() => this.hold(), HOLD_MS)
    void shapeCode.want()
  }

  move(samples: readonly PenSample[]): void {
    const last = samples.at(-1)
    if (last === undefined) return
    // As a shape too: what is drawn on the way out of the rest belongs to a stroke that goes on.
    this.ink.move(samples)
    const { state } = this
    switch (state.kind) {
      case 'drawing':
        if (!this.isWithin(REST_PX, last)) this.awaitRest(last)
        break
      case 'shaped':
        if (!this.isWithin(GO_ON_PX, last)) this.goOn(last)
        break
      default:
        unreachable(state)
    }
  }

  predict(samples: readonly PenSample[]): void {
    this.ink.predict?.(samples)
  }

  up(): void {
    const { state } = this
    const shaped = this.isInkTaken && state.kind === 'shaped' ? state : null
    this.cancelHold()
    this.ink.up()
    if (shaped !== null) this.context.editor.replaceStroke(shaped.rough.id, shaped.stroke)
  }

  discard(): void {
    this.cancelHold()
    this.ink.discard()
  }

  ownStroke(): OwnStroke | null {
    const { state } = this
    if (state.kind === 'drawing' || !this.isInkTaken) return this.ink.ownStroke()
    const { rough, stroke } = state
    return { id: rough.id, header: stroke.header, shape: stroke.shape }
  }

  private get isInkTaken(): boolean {
    return this.ink.ownStroke() !== null
  }

  /** Of where the pen came to rest. */
  private isWithin(px: number, { xPx, yPx }: PenSample): boolean {
    return Math.hypot(xPx - this.restsAt.xPx, yPx - this.restsAt.yPx) <= px
  }

  private awaitRest(sample: PenSample): void {
    this.restsAt = sample
    this.cancelHold()
    this.cancelHold = this.context.clock.setTimer(() => this.hold(), HOLD_MS)
  }

  private goOn(sample: PenSample): void {
    this.state = { kind: 'drawing' }
    this.awaitRest(sample)
  }

  /** Without the code, over a slow link, the stroke stays ink. */
  private hold(): void {
    const { code } = shapeCode
    const rough = this.ink.ownStroke()
    const points = rough?.shape.points()
    if (code === null || rough === null || points === undefined || !this.isLarge(points)) return
    const found = code.fitShape(points)
    if (found === null) return
    const stroke = code.shapeStroke(found, rough.header, this.context.camera().zoom)
    this.state = { kind: 'shaped', rough, stroke }
    this.context.repaint()
  }

  private isLarge(points: InkPoints): boolean {
    const box = inkBox(points)
    return Math.hypot(boxWidth(box), boxHeight(box)) * this.context.camera().zoom >= MIN_SIZE_PX
  }
}

/** The tool, and what it draws made clean when the pen is held still; where the person wants that. */
export function withHeldShapes(begin: BeginTool): BeginTool {
  return (context, first) => {
    const ink = begin(context, first)
    return context.makesShapes ? new HeldShapeGesture(context, ink, first) : ink
  }
}
