// Owns the mapping between the screen and the world. A camera has no rotation and knows no viewport size.
// screen = (world - camera) * zoom

import { type Box, boxCentre, boxHeight, boxWidth, isEmptyBox } from './box.ts'
import type { Point } from './point.ts'
import { distance, midpoint } from './vector.ts'

/** `x`, `y`: the world point at the screen's top left. `zoom`: screen pixels per world unit. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Of the visible board, in screen pixels. */
export interface ViewportSize {
  readonly width: number
  readonly height: number
}

export const MIN_ZOOM = 0.02
export const MAX_ZOOM = 40

export function clampZoom(zoom: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom))
}

export function screenToWorld(camera: Camera, screen: Point): Point {
  return { x: camera.x + screen.x / camera.zoom, y: camera.y + screen.y / camera.zoom }
}

export function worldToScreen(camera: Camera, world: Point): Point {
  return { x: (world.x - camera.x) * camera.zoom, y: (world.y - camera.y) * camera.zoom }
}

/** The camera that shows the world point at the screen point. */
function cameraHolding(world: Point, screen: Point, zoom: number): Camera {
  return { x: world.x - screen.x / zoom, y: world.y - screen.y / zoom, zoom }
}

/** Zooms to `zoom` (clamped), and what lies under the screen point stays there. */
export function zoomAround(camera: Camera, screen: Point, zoom: number): Camera {
  return cameraHolding(screenToWorld(camera, screen), screen, clampZoom(zoom))
}

/** Moves what is shown by so many screen pixels: the board follows the hand. */
export function panBy(camera: Camera, screenDelta: Point): Camera {
  const { x, y, zoom } = camera
  return { x: x - screenDelta.x / zoom, y: y - screenDelta.y / zoom, zoom }
}

/** Two fingers: the world between them stays between them, and grows as they part. */
export function pinch(
  camera: Camera,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
): Camera {
  const gapPx = distance(...before)
  // Two touches reported at one place have no ratio; the zoom then waits until they part.
  const factor = gapPx > 0 ? distance(...after) / gapPx : 1
  const worldAnchor = screenToWorld(camera, midpoint(...before))
  return cameraHolding(worldAnchor, midpoint(...after), clampZoom(camera.zoom * factor))
}

/** Screen pixels that are left free at each edge. */
export interface Padding {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Fit {
  readonly size: ViewportSize
  readonly padding: Padding
  readonly maxZoom: number
}

/**
 * Shows the whole box in the middle of what the padding leaves. An empty box (an empty board)
 * shows the origin at 100 %; a box without size, as of one dot, is centred at 100 %.
 */
export function fitBox(box: Box, { size, padding, maxZoom }: Fit): Camera {
  const { left, top, right, bottom } = padding
  const centre = isEmptyBox(box) ? { x: 0, y: 0 } : boxCentre(box)
  const fitted = Math.min(
    Math.max(1, size.width - left - right) / boxWidth(box),
    Math.max(1, size.height - top - bottom) / boxHeight(box),
  )
  const zoom = Number.isFinite(fitted) ? clampZoom(Math.min(fitted, maxZoom)) : 1
  const middle = { x: (left + size.width - right) / 2, y: (top + size.height - bottom) / 2 }
  return cameraHolding(centre, middle, zoom)
}

export function visibleWorld(camera: Camera, size: ViewportSize): Box {
  const corner = screenToWorld(camera, { x: size.width, y: size.height })
  return { minX: camera.x, minY: camera.y, maxX: corner.x, maxY: corner.y }
}
