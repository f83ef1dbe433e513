// All that is finished: the strokes of the board and the two layers that show them. Marks lie below the ink, whatever
// was there first, and mix with each other; while one is made it is shown between the two.

import type { ObjectId } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import { BaseLayer } from './base-layer.ts'
import { BoardScene, isMark } from './board-scene.ts'
import type { Viewport } from './camera-transform.ts'
import type { SceneStroke } from './scene.ts'

/** Of the memory for tiles, what those of marks may take: there are fewer of them, and empty tiles take none. */
const MARKS_PART = 1 / 4

export interface DryInkOptions {
  readonly marksCanvas: HTMLCanvasElement
  readonly inkCanvas: HTMLCanvasElement
  readonly nowMs: () => number
  readonly maxTileBytes: number
}

export class DryInk {
  readonly scene = new BoardScene()
  private readonly marks: BaseLayer
  private readonly ink: BaseLayer
  private readonly layers: readonly BaseLayer[]
  private readonly nowMs: () => number

  constructor({ marksCanvas, inkCanvas, nowMs, maxTileBytes }: DryInkOptions) {
    const { marks, ink } = this.scene
    this.nowMs = nowMs
    const marksBytes = maxTileBytes * MARKS_PART
    const inkBytes = maxTileBytes - marksBytes
    this.marks = new BaseLayer({
      scene: marks,
      canvas: marksCanvas,
      nowMs,
      maxTileBytes: marksBytes,
    })
    this.ink = new BaseLayer({ scene: ink, canvas: inkCanvas, nowMs, maxTileBytes: inkBytes })
    this.layers = [this.marks, this.ink]
  }

  /** What the layers do not show yet. */
  get unpainted(): readonly SceneStroke[] {
    return this.layers.flatMap(layer => layer.unpainted)
  }

  /** All that there is is on the screen. */
  get isSettled(): boolean {
    return this.layers.every(layer => layer.isSettled)
  }

  setViewport(viewport: Viewport): void {
    for (const layer of this.layers) layer.setViewport(viewport)
  }

  /** The viewport is no moment of a move that goes on: it is painted at once. */
  stay(): void {
    for (const layer of this.layers) layer.stay()
  }

  /** Nobody was at work for a while: see BaseLayer. */
  foresee(viewport: Viewport): void {
    for (const layer of this.layers) layer.foresee(viewport)
  }

  setTheme(theme: PaperTheme): void {
    for (const layer of this.layers) layer.setTheme(theme)
  }

  /** Strokes came or changed. */
  put(strokes: readonly SceneStroke[]): void {
    const { marks, ink } = this.scene
    this.marks.damage(marks.put(strokes.filter(isMark)))
    this.ink.damage(ink.put(strokes.filter(stroke => !isMark(stroke))))
  }

  remove(id: ObjectId): void {
    this.marks.damage(this.scene.marks.remove(id))
    this.ink.damage(this.scene.ink.remove(id))
  }

  /** The board is another from here on. */
  reset(): void {
    const wasEmpty = this.scene.size === 0
    this.scene.clear()
    for (const layer of this.layers) layer.beginAnew(wasEmpty)
  }

  /** The browser took all pictures away: none is to be relied on. */
  renew(): void {
    for (const layer of this.layers) layer.renew()
  }

  /** One frame's share of work, a small one while a hand is busy; true when there is more to do. */
  frame(isBusy: boolean): boolean {
    const more = this.layers.map(layer => layer.frame(isBusy))
    return more.includes(true)
  }

  /** Paints on between two frames, where no hand is at work; true when there is more to paint at once. */
  paintOn(): boolean {
    const startMs = this.nowMs()
    const more = this.layers.map(layer => layer.paintOn(startMs))
    return more.includes(true)
  }
}
