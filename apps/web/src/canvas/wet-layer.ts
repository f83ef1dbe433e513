// What is still being drawn, by anyone: unfinished strokes, the tail under the pen, and finished strokes
// that the base layer has not painted yet. Cleared and drawn anew when something of it moved.

import { type InkPoints, NO_RANGES, type StrokeRange } from '@inkroom/geometry'
import { type Brush, type InkHeader, must, type ObjectId } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import { fitCanvas, type Raster, rasterOf, type Viewport } from './camera-transform.ts'
import { fillInk, type InkPath, inkPath } from './ink-paint.ts'
import { type SceneStroke, shapeOf } from './scene.ts'

export interface WetStroke {
  readonly id: ObjectId
  readonly header: InkHeader
  readonly shape: InkPoints
  /** What is wiped out of it already. */
  readonly erased: readonly StrokeRange[]
}

export interface WetContent {
  readonly strokes: Iterable<WetStroke>
  /** The stroke under this tab's own pen. */
  readonly own: Omit<WetStroke, 'id' | 'erased'> | null
  readonly unpainted: readonly SceneStroke[]
}

interface Shown {
  readonly raster: Raster
  readonly theme: PaperTheme
}

/** What of it is of one brush. */
export function ofBrush({ strokes, own, unpainted }: WetContent, brush: Brush): WetContent {
  const isOf = ({ header }: { readonly header: InkHeader }): boolean => header.brush === brush
  return {
    strokes: [...strokes].filter(isOf),
    own: own !== null && isOf(own) ? own : null,
    unpainted: unpainted.filter(isOf),
  }
}

export class WetLayer {
  private readonly canvas: HTMLCanvasElement
  private readonly painter: CanvasRenderingContext2D
  /** What is shown for more than a frame is traced once. */
  private readonly paths = new WeakMap<InkPoints | SceneStroke, InkPath>()
  private isBlank = true

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas
    this.painter = must(canvas.getContext('2d'), 'a 2D canvas')
  }

  paint(content: WetContent, viewport: Viewport, theme: PaperTheme): void {
    const strokes = [...content.strokes]
    const isEmpty = strokes.length === 0 && content.own === null && content.unpainted.length === 0
    fitCanvas(this.canvas, viewport)
    if (isEmpty && this.isBlank) return
    this.clear()
    const shown = { raster: rasterOf(viewport), theme }
    for (const stroke of content.unpainted) {
      this.fill(
        stroke.header,
        this.pathOf(stroke, () => inkPath(shapeOf(stroke), stroke.erased)),
        shown,
      )
    }
    const growing =
      content.own === null ? strokes : [...strokes, { ...content.own, erased: NO_RANGES }]
    for (const { header, shape, erased } of growing) {
      this.fill(
        header,
        this.pathOf(shape, () => inkPath(shape, erased)),
        shown,
      )
    }
    this.isBlank = isEmpty
  }

  private fill(header: InkHeader, path: InkPath, { raster, theme }: Shown): void {
    fillInk(this.painter, raster, { header, path }, theme)
  }

  private pathOf(of: InkPoints | SceneStroke, make: () => InkPath): InkPath {
    const known = this.paths.get(of)
    if (known !== undefined) return known
    const path = make()
    this.paths.set(of, path)
    return path
  }

  private clear(): void {
    this.painter.setTransform(1, 0, 0, 1, 0, 0)
    this.painter.clearRect(0, 0, this.canvas.width, this.canvas.height)
  }
}
