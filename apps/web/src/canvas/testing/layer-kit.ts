// A base layer with its canvas, tiles, scene and clock, for its tests.

import { must } from '@inkroom/protocol'
import { BaseLayer } from '../base-layer.ts'
import type { Viewport } from '../camera-transform.ts'
import { Scene, type SceneStroke } from '../scene.ts'
import { TILE_BYTES } from '../tile.ts'
import { madeStroke } from './made-strokes.ts'
import { recordingCanvas, recordingPictures } from './recording-canvas.ts'

/** One tile and no other: the origin is a tile's corner. */
export const HOME: Viewport = {
  camera: { x: 0, y: 0, zoom: 1 },
  size: { width: 200, height: 100 },
  dpr: 1,
}
export const moved = (x: number): Viewport => ({ ...HOME, camera: { ...HOME.camera, x } })
export const zoomed = (zoom: number): Viewport => ({ ...HOME, camera: { ...HOME.camera, zoom } })

/** A layer with its canvas and tiles, a scene, and a clock of which each reading costs `readingMs`. */
export function board(strokes: readonly SceneStroke[], { readingMs = 0, maxTiles = 64 } = {}) {
  const scene = new Scene()
  const screen = recordingCanvas()
  const { made, picture } = recordingPictures()
  let nowMs = 0
  const cost = { readingMs }
  const layer = new BaseLayer({
    scene,
    canvas: screen.canvas,
    nowMs: () => (nowMs += cost.readingMs),
    maxTileBytes: maxTiles * TILE_BYTES,
    picture,
  })
  const put = (...more: SceneStroke[]) => layer.damage(scene.put(more))
  put(...strokes)
  layer.setViewport(HOME)
  /** Until there is nothing more to paint, a sixtieth of a second each. */
  const settle = () => {
    let frames = 1
    for (; layer.frame(); frames += 1) nowMs += 16
    return frames
  }
  const turn = () => layer.paintOn(nowMs)
  /** What was filled since the last look, on whichever picture. */
  const filled = () => made.flatMap(each => each.took()).filter(what => /^(fill|stroke)/.test(what))
  const aside = () => must(made[0], 'the picture aside')
  return { scene, layer, put, settle, turn, filled, aside, screen, cost, made }
}

/** Within one tile. */
export function inside(n: number, x = 50): SceneStroke {
  const stroke = madeStroke(n, x)
  const ys = stroke.points.ys.map(y => y + 400)
  const points = { ...stroke.points, ys }
  return { ...stroke, minY: stroke.minY + 50, maxY: stroke.maxY + 50, points }
}

export const upTo = (count: number) => Array.from({ length: count }, (_, n) => madeStroke(n + 1))
