// What a tool does between pen down and pen up, and what it may ask of the board. The registry beside
// says which behaviour a tool has; the canvas plays gestures into it.

import type { Camera, Point, StrokeRange } from '@inkroom/geometry'
import type { InkHeader, InkSample, ObjectId, Op } from '@inkroom/protocol'
import type { ToolStyle } from '../app/ink-style.ts'
import type { EraserMode } from '../app/preferences.ts'
import type { BoardScene } from '../canvas/board-scene.ts'
import type { WetShape } from '../canvas/wet-shape.ts'
import type { PenSample } from '../input/pen-sample.ts'
import type { GateClock } from '../input/send-gate.ts'

/** A stroke on its way to the others. */
export interface StrokeInProgress {
  readonly id: ObjectId
  /** False once the board took no more of it: it has ended where it got to. */
  readonly isTaken: boolean
  extend(samples: readonly InkSample[], elapsedMs: number): void
  /** The last samples, possibly none. */
  finish(samples: readonly InkSample[], elapsedMs: number): void
  /** Takes the whole stroke back, without a trace in the history. */
  discard(): void
}

export interface WholeStroke {
  readonly header: InkHeader
  /** All but the first, which is the header's. */
  readonly samples: readonly InkSample[]
}

/** What a gesture wipes out of one stroke. */
export interface WipedPart {
  readonly stroke: ObjectId
  readonly ranges: readonly StrokeRange[]
}

export interface ErasingOptions {
  readonly page: number
  /** The next free number of the author's objects. */
  readonly mint: () => number
}

/** What wiping is on the wire: the eraser brings it along, for most boards are never wiped. */
export interface ErasingWork {
  wipe(parts: readonly WipedPart[]): Op[]
  /** Says that nothing more will come. */
  finish(): Op[]
}

/** Parts of strokes being erased, on their way to the others. */
export interface ErasingInProgress {
  /** Shows in the scene before the call returns. */
  wipe(parts: readonly WipedPart[]): void
  /** `gone` are strokes of which nothing is left to see. */
  finish(gone: readonly ObjectId[]): void
  /** Takes all of it back, without a trace in the history. */
  discard(): void
}

/** What tools may do to the board. Everything between begin and end of a gesture is one undo step. */
export interface BoardEditor {
  beginStroke(header: InkHeader): StrokeInProgress
  erase(ids: readonly ObjectId[]): void
  /** A step of its own. */
  beginErasing(workOf: (options: ErasingOptions) => ErasingWork): ErasingInProgress
  /** A whole stroke in the place of one that is on the board; a step of its own. */
  replaceStroke(id: ObjectId, stroke: WholeStroke): void
  beginStep(): void
  endStep(): void
  /** Takes back what was done since beginStep, without a trace in the history. */
  discardStep(): void
}

/** Points at the board with light, for everyone to see. Nothing of it is kept. */
export interface LaserHand {
  /** A trail of its own begins, on a grid of 2^-gridExponent world units. */
  begin(gridExponent: number): void
  /** It goes on; at least one point. */
  move(world: readonly Point[]): void
}

export interface ToolContext {
  readonly editor: BoardEditor
  readonly laser: LaserHand
  readonly scene: Pick<BoardScene, 'get' | 'near'>
  readonly clock: GateClock
  readonly style: ToolStyle
  readonly hasPressure: boolean
  readonly dpr: number
  /** Whether a stroke that is held still at its end becomes a clean shape. */
  readonly makesShapes: boolean
  readonly eraserMode: EraserMode
  /** The camera may move while a tool is down. */
  camera(): Camera
  /** What is under the pen is another without the pen having moved. */
  repaint(): void
  /** Runs it once no gesture is under way: what comes late must not come into the midst of another step. */
  whenFree(run: () => void): void
}

/** The stroke under the pen, as it is painted until the document has all of it. */
export interface OwnStroke {
  readonly id: ObjectId
  readonly header: InkHeader
  readonly shape: WetShape
}

export interface ToolGesture {
  /** At least one sample, in order. */
  move(samples: readonly PenSample[]): void
  /**
   * Where the pointer is expected by the next frame, in order: shown until the next sample, and never kept. Tools
   * that show nothing ahead leave it out.
   */
  predict?(samples: readonly PenSample[]): void
  up(): void
  /** It was no stroke after all (a palm, half of a pinch). */
  discard(): void
  /** Null where nothing is painted under the pen but what the board has. */
  ownStroke(): OwnStroke | null
}

export type BeginTool = (context: ToolContext, first: PenSample) => ToolGesture
