// Where the world lies on a canvas, in whole device pixels.

import type { Box, Camera, ViewportSize } from '@inkroom/geometry'
import { roundOutBox } from '@inkroom/geometry'

/** A camera on a canvas of so many CSS pixels, `dpr` device pixels each. */
export interface Viewport {
  readonly camera: Camera
  readonly size: ViewportSize
  readonly dpr: number
}

/**
 * Of the world drawn `scale` device pixels a unit, a canvas shows what lies right of `left` and below `top`.
 * Both are whole: ink that is painted once can be copied anywhere, and looks as if it had been painted there.
 */
export interface Raster {
  /** Device pixels a world unit. */
  readonly scale: number
  /** Device pixels of that world. */
  readonly left: number
  readonly top: number
}

export function rasterOf({ camera, dpr }: Viewport): Raster {
  const scale = camera.zoom * dpr
  return { scale, left: Math.round(camera.x * scale), top: Math.round(camera.y * scale) }
}

export function isSameRaster(a: Raster, b: Raster): boolean {
  return a.scale === b.scale && a.left === b.left && a.top === b.top
}

export const pixelWidth = ({ size, dpr }: Viewport): number =>
  Math.max(1, Math.round(size.width * dpr))
export const pixelHeight = ({ size, dpr }: Viewport): number =>
  Math.max(1, Math.round(size.height * dpr))

/** On the page the canvas is as large as its device pixels are: none of them is stretched over two. */
export function placeCanvas({ style }: HTMLCanvasElement, viewport: Viewport): void {
  style.width = `${pixelWidth(viewport) / viewport.dpr}px`
  style.height = `${pixelHeight(viewport) / viewport.dpr}px`
}

/** Gives it the viewport's size; setting a size clears a canvas, so only a new one is set. Whether it was. */
export function fitCanvas(canvas: HTMLCanvasElement, viewport: Viewport): boolean {
  const [width, height] = [pixelWidth(viewport), pixelHeight(viewport)]
  const isOther = canvas.width !== width || canvas.height !== height
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  // Also without a new size: a page that is zoomed has as many device pixels, in other CSS pixels.
  placeCanvas(canvas, viewport)
  return isOther
}

/** The whole device pixels that a world box covers on the canvas, with one to spare for antialiasing. */
export function pixelBox({ scale, left, top }: Raster, world: Box): Box {
  return roundOutBox({
    minX: world.minX * scale - left - 1,
    minY: world.minY * scale - top - 1,
    maxX: world.maxX * scale - left + 1,
    maxY: world.maxY * scale - top + 1,
  })
}

/** The world that a box of device pixels shows. */
export function worldBox({ scale, left, top }: Raster, pixels: Box): Box {
  return {
    minX: (left + pixels.minX) / scale,
    minY: (top + pixels.minY) / scale,
    maxX: (left + pixels.maxX) / scale,
    maxY: (top + pixels.maxY) / scale,
  }
}
