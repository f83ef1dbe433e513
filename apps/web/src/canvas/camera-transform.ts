// The camera as a canvas transform, in device pixels.

import type { Box, Camera, ViewportSize } from '@inkroom/geometry'
import { intersectBoxes, roundOutBox } from '@inkroom/geometry'
import type { Painter } from './ink-paint.ts'

/** A camera on a canvas of so many CSS pixels, `dpr` device pixels each. */
export interface Viewport {
  readonly camera: Camera
  readonly size: ViewportSize
  readonly dpr: number
}

export function setCamera(painter: Painter, { camera, dpr }: Viewport): void {
  const scale = camera.zoom * dpr
  painter.setTransform(scale, 0, 0, scale, -camera.x * scale, -camera.y * scale)
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

/** The whole device pixels that a world box covers on the canvas, with one to spare for antialiasing. */
export function pixelBox(viewport: Viewport, world: Box): Box {
  const { camera, dpr } = viewport
  const scale = camera.zoom * dpr
  const box = roundOutBox({
    minX: (world.minX - camera.x) * scale - 1,
    minY: (world.minY - camera.y) * scale - 1,
    maxX: (world.maxX - camera.x) * scale + 1,
    maxY: (world.maxY - camera.y) * scale + 1,
  })
  const canvas = { minX: 0, minY: 0, maxX: pixelWidth(viewport), maxY: pixelHeight(viewport) }
  return intersectBoxes(box, canvas)
}

/** The world that a box of device pixels shows. */
export function worldBox({ camera, dpr }: Viewport, pixels: Box): Box {
  const scale = camera.zoom * dpr
  return {
    minX: camera.x + pixels.minX / scale,
    minY: camera.y + pixels.minY / scale,
    maxX: camera.x + pixels.maxX / scale,
    maxY: camera.y + pixels.maxY / scale,
  }
}

export function isSameViewport(a: Viewport, b: Viewport): boolean {
  return (
    a.camera.x === b.camera.x &&
    a.camera.y === b.camera.y &&
    a.camera.zoom === b.camera.zoom &&
    a.dpr === b.dpr &&
    a.size.width === b.size.width &&
    a.size.height === b.size.height
  )
}
