// A board under an eraser: what is erased of it shows at once, as in the app, and comes back when it is asked for. The
// time that this takes is kept apart from the eraser's own.

import { unionRanges } from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import type { BoardScene } from '@inkroom/web/canvas/board-scene'
import type { SceneStroke } from '@inkroom/web/canvas/scene'
import type { PenSample } from '@inkroom/web/input/pen-sample'
import type { ToolContext, WipedPart } from '@inkroom/web/tools/tool-behaviour'

export type EraserMode = ToolContext['eraserMode']

/** From one sample to the next. */
const SAMPLE_MS = 8

interface Timer {
  readonly atMs: number
  readonly run: () => void
}

function drawsNothing(): never {
  throw new Error('an eraser draws nothing')
}

export class WipedBoard {
  readonly context: ToolContext
  private readonly scene: BoardScene
  private readonly originals = new Map<ObjectId, SceneStroke>()
  private timers: Timer[] = []
  private nowMs = 0
  private asideMs = 0

  constructor(scene: BoardScene, eraserMode: EraserMode) {
    this.scene = scene
    this.context = {
      editor: {
        beginStroke: drawsNothing,
        replaceStroke: drawsNothing,
        erase: ids => this.aside(() => this.remove(ids)),
        beginErasing: () => ({
          wipe: parts => this.aside(() => this.wipe(parts)),
          finish: () => {},
          discard: () => {},
        }),
        beginStep: () => {},
        endStep: () => {},
        discardStep: () => {},
      },
      laser: { begin: drawsNothing, move: drawsNothing },
      scene,
      clock: { nowMs: () => this.nowMs, setTimer: (run, delayMs) => this.setTimer(run, delayMs) },
      style: {
        color: { kind: 'palette', index: 0 },
        width: 4,
        opacity: 1,
        stabilizer: 0,
        widthBySpeed: false,
      },
      hasPressure: false,
      dpr: 1,
      makesShapes: false,
      eraserMode,
      camera: () => ({ x: 0, y: 0, zoom: 1 }),
      repaint: () => {},
      whenFree: run => run(),
    }
  }

  sampleAt({ x, y }: { readonly x: number; readonly y: number }): PenSample {
    const { nowMs } = this
    return { xPx: x, yPx: y, pressure: 0.5, timeMs: nowMs, reportedMs: nowMs, isStraight: false }
  }

  /** How long it takes, in milliseconds, but for what becomes of the board. Time passes until the next sample. */
  timed(run: () => void): number {
    this.asideMs = 0
    const startMs = performance.now()
    run()
    const tookMs = performance.now() - startMs - this.asideMs
    this.passTime()
    return tookMs
  }

  /** The board as it was. */
  restore(): void {
    this.scene.ink.put(Array.from(this.originals.values()))
    this.originals.clear()
  }

  private aside(run: () => void): void {
    const startMs = performance.now()
    run()
    this.asideMs += performance.now() - startMs
  }

  private remove(ids: readonly ObjectId[]): void {
    for (const id of ids) {
      this.note(id)
      this.scene.ink.remove(id)
    }
  }

  private wipe(parts: readonly WipedPart[]): void {
    for (const { stroke: id, ranges } of parts) {
      const stroke = this.note(id)
      if (stroke === null) continue
      this.scene.ink.put([{ ...stroke, erased: unionRanges([...stroke.erased, ...ranges]) }])
    }
  }

  /** As it is now; as it was first is kept. */
  private note(id: ObjectId): SceneStroke | null {
    const stroke = this.scene.ink.get(id)
    if (stroke !== null && !this.originals.has(id)) this.originals.set(id, stroke)
    return stroke
  }

  private setTimer(run: () => void, delayMs: number): () => void {
    const timer = { atMs: this.nowMs + delayMs, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter(each => each !== timer)
    }
  }

  private passTime(): void {
    this.nowMs += SAMPLE_MS
    const due = this.timers.filter(({ atMs }) => atMs <= this.nowMs)
    this.timers = this.timers.filter(timer => !due.includes(timer))
    for (const { run } of due) run()
  }
}
