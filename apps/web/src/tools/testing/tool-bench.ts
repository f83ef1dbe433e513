// A bench to try a tool on: a board that notes what it is asked for, a clock that is turned by hand, and readings
// of a pen.

import type { Point } from '@inkroom/geometry'
import {
  authorIdOf,
  type InkHeader,
  type InkSample,
  type ObjectId,
  objectIdOf,
} from '@inkroom/protocol'
import type { ToolStyle } from '../../app/ink-style.ts'
import { Scene } from '../../canvas/scene.ts'
import { stubPaths } from '../../canvas/testing/recording-canvas.ts'
import type { PenSample } from '../../input/pen-sample.ts'
import type { BoardEditor, ToolContext, WholeStroke } from '../tool-behaviour.ts'

export interface Sent {
  readonly kind: 'extend' | 'finish' | 'discard'
  readonly samples: readonly InkSample[]
  readonly elapsedMs: number
}

interface Timer {
  readonly atMs: number
  readonly run: () => void
}

export const STYLE: ToolStyle = {
  color: { kind: 'palette', index: 2 },
  width: 4,
  opacity: 1,
  stabilizer: 0,
  widthBySpeed: false,
}

export class ToolBench {
  readonly begun: InkHeader[] = []
  readonly sent: Sent[] = []
  /** The trails of light. */
  readonly laser: { readonly gridExponent: number; readonly points: Point[] }[] = []
  readonly replaced: { readonly id: ObjectId; readonly stroke: WholeStroke }[] = []
  /** How often a picture was asked for that no sample brought. */
  repaints = 0
  timers: readonly Timer[] = []
  /** Whether the board takes what is drawn. */
  takes = true
  private nowMs = 0

  constructor() {
    stubPaths()
  }

  context(change: Partial<ToolContext> = {}): ToolContext {
    return {
      editor: this.editor(),
      laser: {
        begin: gridExponent => this.laser.push({ gridExponent, points: [] }),
        move: world => this.laser.at(-1)?.points.push(...world),
      },
      scene: new Scene(),
      clock: {
        nowMs: () => this.nowMs,
        setTimer: (run, delayMs) => this.setTimer({ atMs: this.nowMs + delayMs, run }),
      },
      style: STYLE,
      hasPressure: false,
      dpr: 1,
      makesShapes: true,
      eraserMode: 'stroke',
      camera: () => ({ x: 0, y: 0, zoom: 1 }),
      repaint: () => {
        this.repaints += 1
      },
      whenFree: run => run(),
      ...change,
    }
  }

  passMs(ms: number): void {
    this.nowMs += ms
    const due = this.timers.filter(timer => timer.atMs <= this.nowMs)
    this.timers = this.timers.filter(timer => timer.atMs > this.nowMs)
    for (const { run } of due.toSorted((a, b) => a.atMs - b.atMs)) run()
  }

  /** What left, but for the header's own. */
  get samples(): InkSample[] {
    return this.sent.flatMap(each => each.samples)
  }

  private setTimer(timer: Timer): () => void {
    this.timers = [...this.timers, timer]
    return () => {
      this.timers = this.timers.filter(each => each !== timer)
    }
  }

  private editor(): BoardEditor {
    const takes = () => this.takes
    return {
      beginStroke: header => {
        this.begun.push(header)
        return {
          id: objectIdOf(authorIdOf(new Uint8Array(16)), 1),
          get isTaken() {
            return takes()
          },
          extend: (samples, elapsedMs) => this.sent.push({ kind: 'extend', samples, elapsedMs }),
          finish: (samples, elapsedMs) => this.sent.push({ kind: 'finish', samples, elapsedMs }),
          discard: () => this.sent.push({ kind: 'discard', samples: [], elapsedMs: 0 }),
        }
      },
      erase: () => {},
      beginErasing: () => ({ wipe: () => {}, finish: () => {}, discard: () => {} }),
      replaceStroke: (id, stroke) => this.replaced.push({ id, stroke }),
      beginStep: () => {},
      endStep: () => {},
      discardStep: () => {},
    }
  }
}

/** A reading of a pen, or by its pressure of something else. */
export function at(xPx: number, yPx: number, timeMs: number, pressure = 0.5): PenSample {
  return { xPx, yPx, pressure, timeMs, reportedMs: timeMs, isStraight: false }
}
