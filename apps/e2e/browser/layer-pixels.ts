// What a layer of the board shows, read from its pixels in the page.

import type { Page } from '@playwright/test'
import { seenCells } from './seen-cells.ts'

/** From the bottom to the top. */
export type Layer = 'marks' | 'wet-marks' | 'base' | 'wet' | 'laser'

export interface LayerPixels {
  /** Over all pixels: equal pictures have equal hashes. */
  readonly hash: number
  /** Pixels that are not fully see-through. */
  readonly inked: number
  /** Around them, in device pixels; null where there are none. */
  readonly box: PixelBox | null
}

export interface PixelBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export type Rgba = readonly [number, number, number, number]

export async function readLayer(page: Page, layer: Layer): Promise<LayerPixels> {
  // Runs in the page: it can use nothing from around it.
  return page.evaluate(name => {
    const canvas = document.querySelector<HTMLCanvasElement>(`canvas[data-layer="${name}"]`)
    const painter = canvas?.getContext('2d') ?? null
    if (canvas === null || painter === null) throw new Error(`no layer ${name}`)
    const { width, height } = canvas
    const pixels = new Uint32Array(painter.getImageData(0, 0, width, height).data.buffer)
    let hash = 0x811c9dc5
    let inked = 0
    const box = { left: width, top: height, right: -1, bottom: -1 }
    for (let i = 0; i < pixels.length; i += 1) {
      const pixel = pixels[i] ?? 0
      hash = Math.imul(hash ^ pixel, 0x01000193)
      if (pixel >>> 24 === 0) continue
      inked += 1
      const x = i % width
      const y = (i - x) / width
      box.left = Math.min(box.left, x)
      box.right = Math.max(box.right, x)
      box.top = Math.min(box.top, y)
      box.bottom = Math.max(box.bottom, y)
    }
    return { hash: hash >>> 0, inked, box: inked === 0 ? null : box }
  }, layer)
}

/** The colour of what is finished at a point, in device pixels: of marks with the ink over them. */
export async function readPixel(page: Page, x: number, y: number): Promise<Rgba> {
  return page.evaluate(
    at => {
      const painter = new OffscreenCanvas(1, 1).getContext('2d')
      if (painter === null) throw new Error('no canvas to read with')
      for (const name of ['marks', 'base']) {
        const canvas = document.querySelector<HTMLCanvasElement>(`canvas[data-layer="${name}"]`)
        if (canvas === null) throw new Error(`no layer ${name}`)
        painter.drawImage(canvas, -at.x, -at.y)
      }
      const [r = 0, g = 0, b = 0, a = 0] = painter.getImageData(0, 0, 1, 1).data
      return [r, g, b, a] as const
    },
    { x, y },
  )
}

/** The colour that a person sees at a point, in CSS pixels: all layers and the paper. */
export async function seenPixel(page: Page, x: number, y: number): Promise<Rgba> {
  const [r = 0, g = 0, b = 0] = await seenCells(page, { x, y, width: 1, height: 1 }, 1)
  return [r, g, b, 255]
}
