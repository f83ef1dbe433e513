// The whole board as a picture: all ink on light paper, whatever the theme is; strokes in the making as far
// as they are.

import {
  type Box,
  boxHeight,
  boxWidth,
  EMPTY_BOX,
  expandBox,
  isEmptyBox,
  unionBoxes,
} from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import { PAPER } from '../app/palette.ts'
import type { BoardScene } from '../canvas/board-scene.ts'
import { rasterOf } from '../canvas/camera-transform.ts'
import { fillInk, inkPath } from '../canvas/ink-paint.ts'
import { shapeOf } from '../canvas/scene.ts'
import type { WetStroke } from '../canvas/wet-layer.ts'
import { boxOfShape, pathWithin } from '../canvas/wet-shape.ts'
import { handToDownloads } from './hand-to-downloads.ts'

const MARGIN = 32
/** Sharp on dense screens and on paper. */
const SCALE = 2
/** What every browser can make a canvas of (Safari's limit is 16.7 million pixels). */
const MAX_SIDE_PX = 8192
const MAX_AREA_PX = 16_000_000

export interface PngPlan {
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels a world unit. */
  readonly scale: number
  readonly left: number
  readonly top: number
}

export interface BoardInk {
  readonly scene: BoardScene
  /** Unfinished, above all. */
  readonly wet: readonly WetStroke[]
}

/** Around all ink; null where there is none. */
export function inkBounds({ scene, wet }: BoardInk): Box | null {
  const box = wet.reduce(
    (around, { shape }) => unionBoxes(around, boxOfShape(shape)),
    scene.bounds() ?? EMPTY_BOX,
  )
  return isEmptyBox(box) ? null : box
}

/** As sharp as SCALE where that fits into a canvas, else as large as one can be. */
export function planPng(bounds: Box | null): PngPlan {
  const box = expandBox(bounds ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 }, MARGIN)
  const width = boxWidth(box)
  const height = boxHeight(box)
  const scale = Math.min(
    SCALE,
    MAX_SIDE_PX / Math.max(width, height),
    Math.sqrt(MAX_AREA_PX / (width * height)),
  )
  const toPx = (length: number): number => Math.max(1, Math.round(length * scale))
  return { widthPx: toPx(width), heightPx: toPx(height), scale, left: box.minX, top: box.minY }
}

function paintPng({ scene, wet }: BoardInk, plan: PngPlan): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = plan.widthPx
  canvas.height = plan.heightPx
  const painter = must(canvas.getContext('2d'), 'a 2D canvas')
  painter.fillStyle = PAPER.light
  painter.fillRect(0, 0, plan.widthPx, plan.heightPx)
  const { left: x, top: y, scale: zoom, widthPx: width, heightPx: height } = plan
  const raster = rasterOf({ camera: { x, y, zoom }, dpr: 1, size: { width, height } })
  const bounds = scene.bounds()
  for (const stroke of bounds === null ? [] : scene.within(bounds)) {
    const path = inkPath(shapeOf(stroke), stroke.erased)
    fillInk(painter, raster, { header: stroke.header, path }, 'light')
  }
  for (const { header, shape } of wet) {
    const path = pathWithin(shape, boxOfShape(shape))
    if (path !== null) fillInk(painter, raster, { header, path }, 'light')
  }
  return canvas
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob => {
      if (blob === null) reject(new Error('the browser made no picture'))
      else resolve(blob)
    }, 'image/png')
  })
}

/** Hands a PNG of the board to the browser's downloads. */
export async function exportPng(ink: BoardInk, fileName: string): Promise<void> {
  const blob = await blobOf(paintPng(ink, planPng(inkBounds(ink))))
  handToDownloads(blob, `${fileName}.png`)
}
