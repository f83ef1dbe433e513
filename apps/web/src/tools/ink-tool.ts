// Pen and highlighter: samples are smoothed, put on the stroke's grid at once, and sent through the gate.
// What is painted under the pen are the same grid points that the others get; only the last
// piece, up to the pointer and to where it is expected by the next frame, is this tab's own.

import {
  gridExponent,
  nextOneEuroPoint,
  type OneEuroOptions,
  type OneEuroPointState,
  type Point,
  quantize,
  screenToWorld,
} from '@inkroom/geometry'
import type { Brush, InkHeader, InkSample } from '@inkroom/protocol'
import { GrowingInk } from '../canvas/growing-ink.ts'
import { wireColorOf } from '../canvas/style-color.ts'
import type { PenSample } from '../input/pen-sample.ts'
import { createGate, type Gate } from '../input/send-gate.ts'
import { Foresight } from './foresight.ts'
import { InkPressure, widthSource } from './ink-pressure.ts'
import { inkSmoothing } from './ink-smoothing.ts'
import type {
  BeginTool,
  OwnStroke,
  StrokeInProgress,
  ToolContext,
  ToolGesture,
} from './tool-behaviour.ts'

/**
 * Farther than this from the last kept sample no hand gets between two events; a camera that jumps while
 * the pen is down does. The codec holds up to 2^27 grid units.
 */
const MAX_STEP_GRID = 2 ** 25

/** Closer than this to the last kept sample is noise of the hand or of a 1,000 Hz mouse. */
const MIN_STEP_DEVICE_PX = 0.5

interface Smoothed {
  readonly screen: Point
  /** 0 to 1: what the width follows. */
  readonly pressure: number
  readonly timeMs: number
}

class InkGesture implements ToolGesture {
  private readonly context: ToolContext
  private readonly header: InkHeader
  private readonly stroke: StrokeInProgress
  private readonly ink: GrowingInk
  private readonly gate: Gate
  private readonly foresight: Foresight
  private readonly smoothing: OneEuroOptions
  private readonly pressure: InkPressure
  private filter: OneEuroPointState
  private kept: Smoothed
  /** Smoothed, but too close to the last kept one so far; the stroke must end there. */
  private skipped: Smoothed | null = null
  /** Where a straight line would end that is not kept yet. */
  private straightEnd: Smoothed | null = null
  /** The last kept sample on the grid. */
  private placed: InkSample
  private raw: PenSample
  private unsent: InkSample[] = []
  private sentMs: number

  constructor(context: ToolContext, brush: Brush, first: PenSample) {
    const source = widthSource(context, brush)
    this.context = context
    this.foresight = new Foresight(context)
    this.pressure = new InkPressure(source, first)
    const hasPressure = source !== 'nothing'
    const pressure = toByte(this.pressure.value)
    this.header = { ...headerOf(context, brush, first), hasPressure, pressure }
    this.raw = first
    this.sentMs = first.timeMs
    const screen = { x: first.xPx, y: first.yPx }
    this.smoothing = inkSmoothing(context.style.stabilizer)
    this.filter = nextOneEuroPoint(undefined, screen, first.timeMs)
    this.kept = { screen, pressure: this.pressure.value, timeMs: first.timeMs }
    this.placed = { x: this.header.x, y: this.header.y, pressure }
    this.ink = new GrowingInk(this.header)
    this.stroke = context.editor.beginStroke(this.header)
    this.gate = createGate(() => this.flush(), context.clock)
  }

  move(samples: readonly PenSample[]): void {
    for (const sample of samples) this.take(sample)
    if (this.unsent.length > 0) this.gate.request()
  }

  predict(samples: readonly PenSample[]): void {
    // A straight line is where the pen is and nowhere else: its end would swing about.
    if (this.straightEnd === null) this.foresight.expect(samples)
  }

  up(): void {
    this.gate.cancel()
    this.foresight.forget()
    const end = this.endSample()
    if (end !== null) this.keep(end)
    this.stroke.finish(this.unsent, this.kept.timeMs - this.sentMs)
    this.unsent = []
  }

  discard(): void {
    this.gate.cancel()
    this.foresight.forget()
    this.stroke.discard()
  }

  ownStroke(): OwnStroke | null {
    // Ink that the board did not take would vanish under the hand when the pen is lifted.
    if (!this.stroke.isTaken) return null
    const { header } = this
    const tail = [this.raw, ...this.foresight.samples].map(({ xPx: x, yPx: y }) =>
      this.toGrid({ x, y }, this.endPressure),
    )
    return { id: this.stroke.id, header, shape: this.ink.shape(tail) }
  }

  private take(sample: PenSample): void {
    this.raw = sample
    this.foresight.forget()
    const { timeMs } = sample
    const screen = { x: sample.xPx, y: sample.yPx }
    this.filter = nextOneEuroPoint(this.filter, screen, timeMs, this.smoothing)
    this.pressure.next(sample, this.filter.value)
    const pressure = this.pressure.value
    if (sample.isStraight) {
      this.straightEnd = { screen, pressure, timeMs }
      return
    }
    this.endStraight()
    const smoothed: Smoothed = { screen: this.filter.value, pressure, timeMs }
    if (this.isStep(smoothed.screen)) this.keep(smoothed)
    else this.skipped = smoothed
  }

  /** From the line's end the hand goes on freely. */
  private endStraight(): void {
    const { straightEnd } = this
    this.straightEnd = null
    if (straightEnd !== null && this.isStep(straightEnd.screen)) this.keep(straightEnd)
  }

  private isStep({ x, y }: Point): boolean {
    const { screen } = this.kept
    return Math.hypot(x - screen.x, y - screen.y) * this.context.dpr >= MIN_STEP_DEVICE_PX
  }

  private keep(smoothed: Smoothed): void {
    const sample = this.toGrid(smoothed.screen, smoothed.pressure)
    if (this.isJump(sample)) return
    this.kept = smoothed
    this.skipped = null
    this.placed = sample
    this.ink.append(sample)
    this.unsent.push(sample)
  }

  private isJump({ x, y }: InkSample): boolean {
    return Math.max(Math.abs(x - this.placed.x), Math.abs(y - this.placed.y)) > MAX_STEP_GRID
  }

  /** The line ends where the pen was lifted, not where the filter had got to. */
  private endSample(): Smoothed | null {
    const { xPx, yPx, timeMs } = this.raw
    const end: Smoothed = { screen: { x: xPx, y: yPx }, pressure: this.endPressure, timeMs }
    return this.isStep(end.screen) ? end : this.skipped
  }

  private get endPressure(): number {
    return this.straightEnd === null ? this.pressure.end : this.straightEnd.pressure
  }

  private toGrid(screen: Point, pressure: number): InkSample {
    const world = screenToWorld(this.context.camera(), screen)
    const { gridExponent: e } = this.header
    return { x: quantize(world.x, e), y: quantize(world.y, e), pressure: toByte(pressure) }
  }

  private flush(): void {
    if (this.unsent.length === 0) return
    this.stroke.extend(this.unsent, this.kept.timeMs - this.sentMs)
    this.sentMs = this.kept.timeMs
    this.unsent = []
  }
}

function toByte(unit: number): number {
  return Math.round(Math.min(1, Math.max(0, unit)) * 255)
}

function headerOf(
  context: ToolContext,
  brush: Brush,
  first: PenSample,
): Omit<InkHeader, 'hasPressure' | 'pressure'> {
  const camera = context.camera()
  const exponent = gridExponent(camera.zoom, context.dpr)
  const world = screenToWorld(camera, { x: first.xPx, y: first.yPx })
  return {
    brush,
    color: wireColorOf(context.style.color),
    size: Math.max(1, quantize(context.style.width, exponent)),
    opacity: toByte(context.style.opacity),
    gridExponent: exponent,
    x: quantize(world.x, exponent),
    y: quantize(world.y, exponent),
  }
}

export function inkTool(brush: Brush): BeginTool {
  return (context, first) => new InkGesture(context, brush, first)
}
