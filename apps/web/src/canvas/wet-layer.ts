// What is still being drawn, by anyone: unfinished strokes, the tail under the pen, and finished strokes
// that the base layer has not painted yet. Only where something of it changed is it cleared and painted anew.
//
//   frame ─ what is shown now against what was ─▶ boxes of device pixels ─▶ in each: clear, and fill what meets it

import { type Box, boxContainsBox, boxHeight, boxWidth, intersectBoxes } from '@inkroom/geometry'
import { type Brush, type InkHeader, must, type ObjectId } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import {
  fitCanvas,
  isSameRaster,
  pixelBox,
  type Raster,
  rasterOf,
  type Viewport,
  worldBox,
} from './camera-transform.ts'
import { fillInk } from './ink-paint.ts'
import { mergedBoxes } from './merged-boxes.ts'
import { type SceneStroke, shapeOf } from './scene.ts'
import { boxOfShape, changeOfShape, pathWithin, type WetShape, wholeShape } from './wet-shape.ts'

export interface WetStroke {
  readonly id: ObjectId
  readonly header: InkHeader
  readonly shape: WetShape
}

export interface WetContent {
  readonly strokes: Iterable<WetStroke>
  /** The stroke under this tab's own pen, as the pen has it: the one of `strokes` that is the same is not shown. */
  readonly own: WetStroke | null
  readonly unpainted: Iterable<SceneStroke>
}

/** By id, in the order in which they are painted. */
type Shown = ReadonlyMap<ObjectId, Omit<WetStroke, 'id'>>

interface Look {
  readonly raster: Raster
  readonly theme: PaperTheme
}

const NOTHING: Shown = new Map()

export class WetLayer {
  private readonly canvas: HTMLCanvasElement
  private readonly painter: CanvasRenderingContext2D
  private readonly brush: Brush
  /** Finished strokes are shown for more than a frame, and traced once. */
  private readonly finished = new WeakMap<SceneStroke, WetShape>()
  private shown: Shown = NOTHING
  /** As the canvas has it; null where nothing on it is to be relied on. */
  private look: Look | null = null

  /** Shows the strokes of one brush. */
  constructor(canvas: HTMLCanvasElement, brush: Brush) {
    this.canvas = canvas
    this.painter = must(canvas.getContext('2d'), 'a 2D canvas')
    this.brush = brush
  }

  /** The browser took the picture away: all of it is painted by the next frame. */
  renew(): void {
    this.look = null
  }

  paint(content: WetContent, viewport: Viewport, theme: PaperTheme): void {
    const isResized = fitCanvas(this.canvas, viewport)
    const before = this.shown
    this.shown = this.shownOf(content)
    if (before.size === 0 && this.shown.size === 0) return
    const look = { raster: rasterOf(viewport), theme }
    const isOther = isResized || this.look === null || !isSameLook(this.look, look)
    this.look = look
    const boxes = isOther ? [this.whole] : this.changedSince(before, look.raster)
    for (const box of boxes) this.paintBox(box, look)
  }

  /** Nothing is on it. */
  get isBlank(): boolean {
    return this.shown.size === 0
  }

  private get whole(): Box {
    return { minX: 0, minY: 0, maxX: this.canvas.width, maxY: this.canvas.height }
  }

  private shownOf({ unpainted, strokes, own }: WetContent): Shown {
    let shown: Map<ObjectId, Omit<WetStroke, 'id'>> | null = null
    const show = ({ id, header }: Omit<WetStroke, 'shape'>, shape: WetShape): void => {
      shown ??= new Map()
      shown.set(id, { header, shape })
    }
    const isShown = ({ header }: { readonly header: InkHeader }) => header.brush === this.brush
    for (const stroke of unpainted) if (isShown(stroke)) show(stroke, this.finishedShape(stroke))
    for (const stroke of strokes) {
      if (stroke.id !== own?.id && isShown(stroke)) show(stroke, stroke.shape)
    }
    if (own !== null && isShown(own)) show(own, own.shape)
    return shown ?? NOTHING
  }

  private finishedShape(stroke: SceneStroke): WetShape {
    const known = this.finished.get(stroke)
    if (known !== undefined) return known
    const shape = wholeShape(shapeOf(stroke), stroke.erased)
    this.finished.set(stroke, shape)
    return shape
  }

  /** Boxes of device pixels apart from each other, around all that is otherwise than it was. */
  private changedSince(before: Shown, raster: Raster): readonly Box[] {
    const boxes: Box[] = []
    const add = (world: Box): void => {
      const pixels = intersectBoxes(pixelBox(raster, world), this.whole)
      if (boxWidth(pixels) > 0 && boxHeight(pixels) > 0) boxes.push(pixels)
    }
    for (const [id, { shape }] of this.shown) {
      const was = before.get(id)
      add(was === undefined ? boxOfShape(shape) : changeOfShape(was.shape, shape))
    }
    for (const [id, { shape }] of before) if (!this.shown.has(id)) add(boxOfShape(shape))
    return mergedBoxes(boxes)
  }

  private paintBox(box: Box, { raster, theme }: Look): void {
    const { painter } = this
    const world = worldBox(raster, box)
    painter.save()
    // The edges of a path come out a little otherwise under a clip: only where there is one to keep.
    if (!boxContainsBox(box, this.whole)) this.clip(box)
    this.clear(box)
    for (const { header, shape } of this.shown.values()) {
      const path = pathWithin(shape, world)
      if (path !== null) fillInk(painter, raster, { header, path }, theme)
    }
    painter.restore()
  }

  private clip({ minX, minY, maxX, maxY }: Box): void {
    const { painter } = this
    painter.setTransform(1, 0, 0, 1, 0, 0)
    painter.beginPath()
    painter.rect(minX, minY, maxX - minX, maxY - minY)
    painter.clip()
  }

  private clear({ minX, minY, maxX, maxY }: Box): void {
    this.painter.setTransform(1, 0, 0, 1, 0, 0)
    this.painter.clearRect(minX, minY, maxX - minX, maxY - minY)
  }
}

function isSameLook(a: Look, b: Look): boolean {
  return a.theme === b.theme && isSameRaster(a.raster, b.raster)
}
