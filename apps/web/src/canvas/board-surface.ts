// The board on the screen: camera, layers and the frame loop. It follows the document and is told by the
// input which gestures happen; it decides nothing about the board's content itself.

import {
  type Box,
  type Camera,
  fitBox,
  type Point,
  visibleWorld,
  zoomAround,
} from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import type { ToolGesture } from '../tools/tool-behaviour.ts'
import { BaseLayer } from './base-layer.ts'
import type { Viewport } from './camera-transform.ts'
import { CursorLayer } from './cursor-layer.ts'
import type { FrameClock } from './frame-clock.ts'
import { LaserLight } from './laser-light.ts'
import { Scene } from './scene.ts'
import { WetLayer, type WetStroke } from './wet-layer.ts'

export interface BoardSurfaceElements {
  readonly base: HTMLCanvasElement
  readonly wet: HTMLCanvasElement
  /** Below the base layer: marks in the making lie under the ink as well. */
  readonly wetMarks: HTMLCanvasElement
  readonly cursors: HTMLElement
}

export interface BoardSurfaceOptions {
  readonly elements: BoardSurfaceElements
  readonly clock: FrameClock
  /** How much memory the pictures of what is not on the screen may take. */
  readonly maxTileBytes: number
  /** Whether a person wants things to move as little as can be. */
  readonly isMotionReduced: () => boolean
  /** The unfinished strokes of everyone, newest state. */
  readonly wetStrokes: () => Iterable<WetStroke>
  readonly onCamera: (camera: Camera) => void
  /** All that changed is on the screen. */
  readonly onSettled: () => void
}

/** Free space around what is fitted, so that it does not lie under the bars. */
const FIT_PADDING_PX = 72
/** A whole board that is smaller than the screen is not blown up. */
const MAX_FIT_ZOOM = 1

function isNone(all: Iterable<unknown>): boolean {
  for (const _ of all) return false
  return true
}

export class BoardSurface {
  readonly scene = new Scene()
  readonly cursors: CursorLayer
  readonly lasers: LaserLight
  private readonly base: BaseLayer
  private readonly wet: WetLayer
  private readonly wetMarks: WetLayer
  private readonly options: BoardSurfaceOptions
  private viewport: Viewport = {
    camera: { x: 0, y: 0, zoom: 1 },
    size: { width: 1, height: 1 },
    dpr: 1,
  }
  private theme: PaperTheme = 'light'
  private gesture: ToolGesture | null = null
  private cancelFrame: (() => void) | null = null

  constructor(options: BoardSurfaceOptions) {
    const { elements, clock, maxTileBytes, isMotionReduced } = options
    this.options = options
    const nowMs = () => clock.nowMs()
    this.base = new BaseLayer({ scene: this.scene, canvas: elements.base, nowMs, maxTileBytes })
    this.wet = new WetLayer(elements.wet, 'pen')
    this.wetMarks = new WetLayer(elements.wetMarks, 'highlighter')
    this.cursors = new CursorLayer(elements.cursors)
    this.lasers = new LaserLight({ above: elements.cursors, clock, isMotionReduced })
  }

  get camera(): Camera {
    return this.viewport.camera
  }

  get dpr(): number {
    return this.viewport.dpr
  }

  /** The world that is on the screen. */
  get visible(): Box {
    return visibleWorld(this.viewport.camera, this.viewport.size)
  }

  /** The strokes' look, and whose pen is down, may have changed: paint on the next frame. */
  requestFrame(): void {
    this.cancelFrame ??= this.options.clock.requestFrame(() => this.frame())
  }

  /** No more frames, and the elements as they were: another surface may take them. */
  dispose(): void {
    this.cancelFrame?.()
    // Whoever asks from now on finds one under way.
    this.cancelFrame = () => undefined
    this.cursors.clear()
    this.lasers.clear()
  }

  setSize(size: Viewport['size'], dpr: number): void {
    this.setViewport({ ...this.viewport, size, dpr })
  }

  setCamera(camera: Camera): void {
    this.setViewport({ ...this.viewport, camera })
    this.options.onCamera(camera)
  }

  /** The place where everyone begins: the origin in the middle, at 100 %. */
  home(): void {
    const { width, height } = this.viewport.size
    // Whole pixels: half a one would blur every vertical line.
    this.setCamera({ x: -Math.floor(width / 2), y: -Math.floor(height / 2), zoom: 1 })
    this.base.stay()
  }

  zoomAroundCentre(zoom: number): void {
    const { width, height } = this.viewport.size
    this.setCamera(zoomAround(this.camera, { x: width / 2, y: height / 2 }, zoom))
    this.base.stay()
  }

  zoomAt(screen: Point, zoom: number): void {
    this.setCamera(zoomAround(this.camera, screen, zoom))
  }

  fit(): void {
    const { size } = this.viewport
    const bounds = this.scene.bounds()
    if (bounds === null) return this.home()
    const padding = Math.min(FIT_PADDING_PX, size.width / 8)
    const fitted = fitBox(bounds, size, padding)
    this.setCamera(fitted)
    if (fitted.zoom > MAX_FIT_ZOOM) this.zoomAroundCentre(MAX_FIT_ZOOM)
    this.base.stay()
  }

  setTheme(theme: PaperTheme): void {
    this.theme = theme
    this.base.setTheme(theme)
    this.requestFrame()
  }

  setGesture(gesture: ToolGesture | null): void {
    this.gesture = gesture
    this.requestFrame()
  }

  /** The stroke under this tab's own pen. */
  get ownStrokeId(): ObjectId | null {
    return this.gesture?.ownStroke()?.id ?? null
  }

  /** The browser took the pictures away and gave back blank ones. */
  repaint(): void {
    this.base.renew()
    this.wet.renew()
    this.wetMarks.renew()
    this.requestFrame()
  }

  /** Finished strokes came or changed. */
  put(strokes: Parameters<Scene['put']>[0]): void {
    this.base.damage(this.scene.put(strokes))
    this.requestFrame()
  }

  remove(id: Parameters<Scene['remove']>[0]): void {
    this.base.damage(this.scene.remove(id))
    this.requestFrame()
  }

  /** Everything is another: forget the picture with the scene. */
  reset(): void {
    const wasEmpty = this.scene.size === 0
    this.scene.clear()
    this.base.beginAnew(wasEmpty)
    this.requestFrame()
  }

  private setViewport(viewport: Viewport): void {
    this.viewport = viewport
    this.base.setViewport(viewport)
    this.cursors.setCamera(viewport.camera)
    this.lasers.setViewport(viewport)
    this.requestFrame()
  }

  private frame(): void {
    this.cancelFrame = null
    const isDrawing = this.gesture !== null || !isNone(this.options.wetStrokes())
    const hasMore = this.base.frame(isDrawing)
    this.paintWet()
    if (this.base.isSettled) this.options.onSettled()
    // There may be more to paint around what is on the screen.
    if (hasMore) this.requestFrame()
  }

  private paintWet(): void {
    const { viewport, theme } = this
    const own = this.gesture?.ownStroke() ?? null
    for (const layer of [this.wet, this.wetMarks]) {
      const strokes = this.options.wetStrokes()
      layer.paint({ strokes, own, unpainted: this.base.unpainted }, viewport, theme)
    }
  }
}
