// The stroke eraser: what the swept disc touches is gone, whole, for everyone. One gesture is one undo.

import type { PenSample } from '../input/pen-sample.ts'
import { EraserSweep, isTouched, StrokesNear } from './eraser-sweep.ts'
import type { ToolContext, ToolGesture } from './tool-behaviour.ts'

export class StrokeEraserGesture implements ToolGesture {
  private readonly context: ToolContext
  private readonly sweep: EraserSweep
  private readonly near: StrokesNear

  constructor(context: ToolContext, first: PenSample) {
    this.context = context
    this.sweep = new EraserSweep(context, first)
    this.near = new StrokesNear(context.scene)
    context.editor.beginStep()
    this.eraseTo(first)
  }

  move(samples: readonly PenSample[]): void {
    for (const sample of samples) this.eraseTo(sample)
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

  private eraseTo(sample: PenSample): void {
    const sweep = this.sweep.to(sample)
    const touched = this.near.to(sweep).filter(stroke => isTouched(stroke, sweep))
    if (touched.length > 0) this.context.editor.erase(touched.map(({ id }) => id))
  }
}
