// A tool whose code is loaded when it is first wanted. What the pen does until then is kept, and done when it has come:
// at the places where it was done, even if the pen was lifted or the board moved in the meantime.
//
//   down ─ the code comes ─▶ playing
//     └─ lifted ─ the code comes, and no other gesture is under way ─▶ done

import type { Camera } from '@inkroom/geometry'
import type { CodeOnDemand } from '../app/code-on-demand.ts'
import { tellMissingCode } from '../app/missing-code.ts'
import type { PenSample } from '../input/pen-sample.ts'
import type { BeginTool, ToolContext, ToolGesture } from './tool-behaviour.ts'

type State =
  | { readonly kind: 'down' }
  | { readonly kind: 'lifted' }
  | { readonly kind: 'playing'; readonly gesture: ToolGesture }
  /** Discarded. */
  | { readonly kind: 'nothing' }

interface Moved {
  readonly samples: readonly PenSample[]
  readonly camera: Camera
}

class AwaitedGesture implements ToolGesture {
  private readonly context: ToolContext
  private readonly first: PenSample
  private readonly firstCamera: Camera
  private readonly moves: Moved[] = []
  private state: State = { kind: 'down' }

  constructor(context: ToolContext, first: PenSample) {
    this.context = context
    this.first = first
    this.firstCamera = context.camera()
  }

  /** The code has come, or cannot: what was done in vain is told of, but for what was discarded. */
  take(begin: BeginTool | undefined): void {
    const { kind } = this.state
    if (kind === 'nothing') return
    if (begin === undefined) {
      this.state = { kind: 'nothing' }
      return tellMissingCode()
    }
    if (kind === 'down') this.state = { kind: 'playing', gesture: this.replay(begin) }
    else this.context.whenFree(() => this.replay(begin).up())
    this.context.repaint()
  }

  move(samples: readonly PenSample[]): void {
    const { state } = this
    if (state.kind === 'playing') state.gesture.move(samples)
    if (state.kind === 'down') this.moves.push({ samples, camera: this.context.camera() })
  }

  up(): void {
    const { state } = this
    if (state.kind === 'playing') state.gesture.up()
    if (state.kind === 'down') this.state = { kind: 'lifted' }
  }

  discard(): void {
    if (this.state.kind === 'playing') this.state.gesture.discard()
    else this.state = { kind: 'nothing' }
  }

  ownStroke(): ReturnType<ToolGesture['ownStroke']> {
    return this.state.kind === 'playing' ? this.state.gesture.ownStroke() : null
  }

  /** All that was kept, with the camera as it was at the time. */
  private replay(begin: BeginTool): ToolGesture {
    let past: Camera | null = this.firstCamera
    const camera = () => past ?? this.context.camera()
    const gesture = begin({ ...this.context, camera }, this.first)
    for (const move of this.moves) {
      past = move.camera
      gesture.move(move.samples)
    }
    past = null
    return gesture
  }
}

export function awaitedTool(code: CodeOnDemand<{ readonly begin: BeginTool }>): BeginTool {
  return (context, first) => {
    if (code.code !== null) return code.code.begin(context, first)
    const gesture = new AwaitedGesture(context, first)
    void code.want().then(come => gesture.take(come?.begin))
    return gesture
  }
}
