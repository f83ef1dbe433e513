// The gesture of a tool that is under way, at most one: begun by the input, ended by it or by whatever
// cannot go together with half a stroke.

import { boardStore } from '../app/board-store.ts'
import type { ToolGesture } from '../tools/tool-behaviour.ts'

export interface ToolInHandOptions {
  /** The surface paints the gesture's own stroke; null when there is none. */
  readonly show: (gesture: ToolGesture | null) => void
}

export class ToolInHand {
  private readonly show: ToolInHandOptions['show']
  private held: ToolGesture | null = null
  private readonly waiting: (() => void)[] = []

  constructor({ show }: ToolInHandOptions) {
    this.show = show
  }

  get gesture(): ToolGesture | null {
    return this.held
  }

  take(gesture: ToolGesture): void {
    this.up()
    this.hold(gesture)
  }

  up(): void {
    this.end(gesture => gesture.up())
  }

  discard(): void {
    this.end(gesture => gesture.discard())
  }

  /** Runs it once nothing is held. */
  whenFree(run: () => void): void {
    if (this.held === null) run()
    else this.waiting.push(run)
  }

  private end(finish: (gesture: ToolGesture) => void): void {
    const { held } = this
    if (held === null) return
    // First of all: what finishing sets off may want to end the gesture too.
    this.held = null
    finish(held)
    this.hold(null)
    for (const run of this.waiting.splice(0)) run()
  }

  private hold(gesture: ToolGesture | null): void {
    this.held = gesture
    this.show(gesture)
    boardStore.setState({ isDrawing: gesture !== null })
  }
}
