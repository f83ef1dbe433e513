// Listens to the board's element and plays what happens there into the gesture machine. Owns no rule of
// its own about who draws or pans: those are in gestures.ts.

import type { Point } from '@inkroom/geometry'
import { unreachable } from '@inkroom/protocol'
import type { PenMode } from '../app/preferences.ts'
import {
  type Contact,
  type Gesture,
  type GestureEffect,
  type GestureStep,
  IDLE,
  isHeld,
  type PointerKind,
  pointerCancel,
  pointerDown,
  pointerMove,
  pointerUp,
} from './gestures.ts'
import { isPalm } from './palm.ts'
import { type Origin, type PenSample, samplesOf } from './pen-sample.ts'
import { predictedTail, withNewest } from './predicted-tail.ts'
import { PressureSense } from './pressure-sense.ts'
import { type WheelEffect, wheelEffect } from './wheel.ts'

export interface ToolStart {
  readonly sample: PenSample
  readonly hasPressure: boolean
  /** The pen's other end, or its barrel button held: this stroke erases, whatever the tool is. */
  readonly isEraser: boolean
}

/** What the input asks for. Points are in CSS pixels from the board's top left. */
export interface BoardInputHandlers {
  /** Whether a plain drag moves the board now (the hand, or space held). */
  panning(): boolean
  penMode(): PenMode
  /** A pen is near. It may be so at each of its events. */
  penNear(): void
  toolDown(start: ToolStart): void
  toolMove(samples: readonly PenSample[]): void
  /** Where the pointer is expected by the next frame: to be shown until the next sample, and never kept. */
  toolPredict(samples: readonly PenSample[]): void
  toolUp(): void
  toolDiscard(): void
  panBy(delta: Point): void
  pinch(before: readonly [Point, Point], after: readonly [Point, Point]): void
  /** So many fingers touched the board together, and left. */
  tap(fingers: number): void
  wheel(effect: WheelEffect, at: Point): void
  /** A pointer that may hover is somewhere; null when it left. */
  hover(at: Point | null): void
}

const LEFT_BUTTON = 0
const MIDDLE_BUTTON = 1
/** The barrel button is 2 and the other end 32. */
const PEN_ERASER_BUTTONS = 2 | 32

const claim = (event: Event): void => event.preventDefault()

function kindOf(event: PointerEvent): PointerKind {
  return event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse'
}

export class BoardInput {
  private readonly element: HTMLElement
  private readonly handlers: BoardInputHandlers
  private readonly abort = new AbortController()
  private gesture: Gesture = IDLE
  /** Of the pointer that draws: the buttons that it came down with. */
  private heldButtons = 0
  /** When a pen was last on the board. */
  private penTouchedMs = Number.NEGATIVE_INFINITY
  private readonly pressures = new PressureSense()
  /** The newest samples of the pointer that draws. */
  private recent: readonly PenSample[] = []
  /** Raw updates come before the move that repeats them: where they come, moves bring nothing new. */
  private sawRawUpdate = false

  constructor(element: HTMLElement, handlers: BoardInputHandlers) {
    this.element = element
    this.handlers = handlers
    this.listen()
  }

  /** What is under way ends as if the pointer were lifted. */
  dispose(): void {
    this.abort.abort()
    if (this.gesture.kind === 'tool') this.handlers.toolUp()
    this.show(IDLE)
  }

  private listen(): void {
    const { element } = this
    const { signal } = this.abort
    element.addEventListener('pointerdown', event => this.down(event), { signal })
    element.addEventListener('pointermove', event => this.move(event), { signal })
    element.addEventListener('pointerup', event => this.up(event), { signal })
    element.addEventListener('pointercancel', event => this.cancel(event), { signal })
    // After an up or a cancel this is no news; where neither came, it is the end.
    element.addEventListener('lostpointercapture', event => this.cancel(event), { signal })
    element.addEventListener('pointerleave', () => this.handlers.hover(null), { signal })
    element.addEventListener('contextmenu', event => event.preventDefault(), { signal })
    element.addEventListener('wheel', event => this.wheel(event), { signal, passive: false })
    // iPads' Scribble takes quick second strokes away unless the page claims the touch.
    element.addEventListener('touchmove', claim, { signal, passive: false })
    // Known to fewer browsers than to the type of listeners, and only in secure contexts.
    element.addEventListener(
      'pointerrawupdate',
      event => {
        if (event instanceof PointerEvent) this.rawUpdate(event)
      },
      { signal },
    )
  }

  private pointOf(event: MouseEvent): Point {
    const { left, top } = this.element.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  private contactOf(event: PointerEvent): Contact {
    const { pointerId: id, timeStamp: timeMs } = event
    return { id, kind: kindOf(event), at: this.pointOf(event), timeMs }
  }

  private down(event: PointerEvent): void {
    const kind = kindOf(event)
    const isMiddle = event.button === MIDDLE_BUTTON
    if (kind === 'mouse' && event.button !== LEFT_BUTTON && !isMiddle) return
    event.preventDefault()
    if (kind === 'touch' && this.isPalm(event)) return
    this.notePen(event)
    const isPenMode = this.handlers.penMode() === 'on'
    const rules = { isPenMode, pans: isMiddle || this.handlers.panning() }
    this.play(pointerDown(this.gesture, this.contactOf(event), rules), event)
    // Last, since it throws for a pointer that is gone already; its up is on the way then.
    this.element.setPointerCapture(event.pointerId)
  }

  private rawUpdate(event: PointerEvent): void {
    if (this.gesture.kind !== 'tool' || this.gesture.contact.id !== event.pointerId) return
    // It comes before the move that ends the stroke, and is beyond its end.
    if (this.isLifted(event)) return
    this.sawRawUpdate = true
    this.sample(event)
  }

  private move(event: PointerEvent): void {
    this.notePen(event)
    if (kindOf(event) !== 'touch') this.handlers.hover(this.pointOf(event))
    // An up that another window took never comes: the next move hovers.
    if (event.buttons === 0 && isHeld(this.gesture, event.pointerId)) return this.cancel(event)
    if (this.isLifted(event)) return this.up(event)
    this.play(pointerMove(this.gesture, this.contactOf(event)), event)
  }

  /** With another button still held, a pen's tip that leaves the board is a move and no up. */
  private isLifted({ pointerId, buttons }: PointerEvent): boolean {
    const { gesture } = this
    const draws = gesture.kind === 'tool' && gesture.contact.id === pointerId
    return draws && (buttons & this.heldButtons) === 0
  }

  /** A pen that only hovers has a hand beside it already. */
  private notePen(event: PointerEvent): void {
    if (kindOf(event) !== 'pen') return
    this.handlers.penNear()
    if (event.buttons !== 0) this.penTouchedMs = event.timeStamp
  }

  private isPalm({ timeStamp: timeMs, width, height }: PointerEvent): boolean {
    const isPenKnown = this.handlers.penMode() !== 'unseen'
    const sizePx = Math.max(width, height)
    return isPalm({ timeMs, sizePx }, { isPenKnown, touchedMs: this.penTouchedMs })
  }

  private up(event: PointerEvent): void {
    if (kindOf(event) === 'pen') this.penTouchedMs = event.timeStamp
    this.play(pointerUp(this.gesture, this.contactOf(event)), event)
  }

  private cancel(event: PointerEvent): void {
    this.play(pointerCancel(this.gesture, this.contactOf(event)), event)
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault()
    this.handlers.wheel(wheelEffect(event), this.pointOf(event))
  }

  private play({ gesture, effects }: GestureStep, event: PointerEvent): void {
    this.show(gesture)
    for (const effect of effects) this.perform(effect, event)
  }

  private show(gesture: Gesture): void {
    this.gesture = gesture
    this.element.toggleAttribute('data-panning', gesture.kind === 'pan')
  }

  private perform(effect: GestureEffect, event: PointerEvent): void {
    switch (effect.kind) {
      case 'tool-down':
        this.start(event)
        break
      case 'tool-move':
        if (!this.sawRawUpdate) this.sample(event)
        this.predict(event)
        break
      case 'tool-up':
        // Only an up is at the line's end: a second finger is elsewhere, and a cancelled pointer nowhere.
        if (event.type === 'pointerup') this.sample(event)
        this.handlers.toolUp()
        break
      case 'tap':
        this.handlers.tap(effect.fingers)
        break
      case 'tool-discard':
        this.handlers.toolDiscard()
        break
      case 'pan-by':
        this.handlers.panBy(effect.delta)
        break
      case 'pinch':
        this.handlers.pinch(effect.before, effect.after)
        break
      default:
        unreachable(effect)
    }
  }

  private start(event: PointerEvent): void {
    const at = this.pointOf(event)
    const { pressure, timeStamp: timeMs, shiftKey: isStraight } = event
    const place = { xPx: at.x, yPx: at.y, pressure }
    const sample: PenSample = { ...place, timeMs, reportedMs: timeMs, isStraight }
    this.recent = [sample]
    this.sawRawUpdate = false
    const hasPressure = this.pressures.begin(event.pointerType, pressure)
    this.heldButtons = event.buttons
    const isEraser = event.pointerType === 'pen' && (event.buttons & PEN_ERASER_BUTTONS) !== 0
    this.handlers.toolDown({ sample, hasPressure, isEraser })
  }

  private sample(event: PointerEvent): void {
    const samples = samplesOf(event, this.origin, this.recent.at(-1) ?? null)
    if (samples.length === 0) return
    this.recent = withNewest(this.recent, samples)
    for (const { pressure } of samples) this.pressures.hear(pressure)
    this.handlers.toolMove(samples)
  }

  /** Fingers are too unsteady to be foreseen. */
  private predict(event: PointerEvent): void {
    if (kindOf(event) === 'touch') return
    const tail = predictedTail(event, this.origin, this.recent)
    if (tail.length > 0) this.handlers.toolPredict(tail)
  }

  private get origin(): Origin {
    const { left: leftPx, top: topPx } = this.element.getBoundingClientRect()
    return { leftPx, topPx }
  }
}
