// What is still being drawn, by anyone: unfinished strokes, the tail under the pen, and finished strokes
// that the base layer has not painted yet. Cleared and drawn anew when something of it moved.

import type { InkPoints } from '@inkroom/geometry'
import { type InkHeader, must, type ObjectId } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import {
  pixelHeight,
  pixelWidth,
  placeCanvas,
  setCamera,
  type Viewport,
} from './camera-transform.ts'
import { fillInk, inkPath } from './ink-paint.ts'
import type { Scene, SceneStroke } from './scene.ts'

export interface WetStroke {
  readonly id: ObjectId
  readonly header: InkHeader
  readonly shape: InkPoints
}

export interface WetContent {
  readonly strokes: Iterable<WetStroke>
  /** The stroke under this tab's own pen. */
  readonly own: Omit<WetStroke, 'id'> | null
  readonly unpainted: readonly SceneStroke[]
}

export class WetLayer {
  private readonly canvas: HTMLCanvasElement
  private readonly painter: CanvasRenderingContext2D
  private readonly scene: Scene
  private readonly paths = new WeakMap<InkPoints, Path2D>()
  private isBlank = true

  constructor(canvas: HTMLCanvasElement, scene: Scene) {
    this.canvas = canvas
    this.painter = must(canvas.getContext('2d'), 'a 2D canvas')
    this.scene = scene
  }

  paint(content: WetContent, viewport: Viewport, theme: PaperTheme): void {
    const strokes = [...content.strokes]
    const isEmpty = strokes.length === 0 && content.own === null && content.unpainted.length === 0
    this.resize(viewport)
    if (isEmpty && this.isBlank) return
    this.clear()
    setCamera(this.painter, viewport)
    for (const stroke of content.unpainted) {
      fillInk(this.painter, stroke.header, this.scene.pathOf(stroke), theme)
    }
    for (const { header, shape } of strokes) this.fill(header, shape, theme)
    if (content.own !== null) this.fill(content.own.header, content.own.shape, theme)
    this.isBlank = isEmpty
  }

  private fill(header: InkHeader, shape: InkPoints, theme: PaperTheme): void {
    fillInk(this.painter, header, this.pathOf(shape), theme)
  }

  private pathOf(shape: InkPoints): Path2D {
    const known = this.paths.get(shape)
    if (known !== undefined) return known
    const path = inkPath(shape)
    this.paths.set(shape, path)
    return path
  }

  private clear(): void {
    this.painter.setTransform(1, 0, 0, 1, 0, 0)
    this.painter.clearRect(0, 0, this.canvas.width, this.canvas.height)
  }

  /** Setting a size clears the canvas, so only a new one is set. */
  private resize(viewport: Viewport): void {
    const width = pixelWidth(viewport)
    const height = pixelHeight(viewport)
    if (this.canvas.width !== width) this.canvas.width = width
    if (this.canvas.height !== height) this.canvas.height = height
    // Also without a new size: a page that is zoomed has as many device pixels, in other CSS pixels.
    placeCanvas(this.canvas, viewport)
  }
}
