// The whole board as a picture: all finished ink on light paper, whatever the theme is.

import { boxHeight, boxWidth, expandBox } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import { PAPER } from '../app/palette.ts'
import { setCamera } from '../canvas/camera-transform.ts'
import { fillInk } from '../canvas/ink-paint.ts'
import type { Scene } from '../canvas/scene.ts'

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

type Bounds = NonNullable<ReturnType<Scene['bounds']>>

/** As sharp as SCALE where that fits into a canvas, else as large as one can be. */
export function planPng(bounds: Bounds | null): PngPlan {
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

function paintPng(scene: Scene, plan: PngPlan): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = plan.widthPx
  canvas.height = plan.heightPx
  const painter = must(canvas.getContext('2d'), 'a 2D canvas')
  painter.fillStyle = PAPER.light
  painter.fillRect(0, 0, plan.widthPx, plan.heightPx)
  const camera = { x: plan.left, y: plan.top, zoom: plan.scale }
  setCamera(painter, { camera, dpr: 1, size: { width: plan.widthPx, height: plan.heightPx } })
  const bounds = scene.bounds()
  for (const stroke of bounds === null ? [] : scene.within(bounds)) {
    fillInk(painter, stroke.header, scene.pathOf(stroke), 'light')
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
export async function exportPng(scene: Scene, fileName: string): Promise<void> {
  const blob = await blobOf(paintPng(scene, planPng(scene.bounds())))
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName}.png`
  link.click()
  // The download has its own hold on the blob once the click returned to the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
