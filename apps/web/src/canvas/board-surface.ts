// The board on the screen: camera, layers and the frame loop. It follows the document and is told by the
// input which gestures happen; it decides nothing about the board's content itself.

import {
  type Box,
  type Camera,
  fitBox,
  type Padding,
  type Point,
  visibleWorld,
  zoomAround,
} from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import type { ToolGesture } from '../tools/tool-behaviour.ts'
import type { BoardScene } from './board-scene.ts'
import type { Viewport } from './camera-transform.ts'
import { CursorLayer } from './cursor-layer.ts'
import { DryInk } from './dry-ink.ts'
import type { FrameClock } from './frame-clock.ts'
import { LaserLight } from './laser-light.ts'
import { WetLayer, type WetStroke } from './wet-layer.ts'

export interface BoardSurfaceElements {
  // From the bottom to the top.
  readonly marks: HTMLCanvasElement
  readonly wetMarks: HTMLCanvasElement
  readonly base: HTMLCanvasElement
  readonly wet: HTMLCanvasElement
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

/** A whole board that is smaller than the screen is not blown up. */
const MAX_FIT_ZOOM = 1

function isNone(all: Iterable<unknown>): boolean {
  for (const _ of all) return false
  return true
}

export class BoardSurface {
  readonly cursors: CursorLayer
  readonly lasers: LaserLight
  private readonly dry: DryInk
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
  private cancelTurn: (() => void) | null = null
  /** How it was since the last frame: see `foresee`. */
  private calm: 'none' | 'quiet' | 'foreseen' = 'none'

  constructor(options: BoardSurfaceOptions) {
    const { elements, clock, maxTileBytes, isMotionReduced } = options
    this.options = options
    const nowMs = () => clock.nowMs()
    const canvases = { marksCanvas: elements.marks, inkCanvas: elements.base }
    this.dry = new DryInk({ ...canvases, nowMs, maxTileBytes })
    this.wet = new WetLayer(elements.wet, 'pen')
    this.wetMarks = new WetLayer(elements.wetMarks, 'highlighter')
    this.cursors = new CursorLayer(elements.cursors)
    this.lasers = new LaserLight({ above: elements.cursors, clock, isMotionReduced })
  }

  /** The finished strokes. */
  get scene(): BoardScene {
    return this.dry.scene
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
    this.cancelTurn?.()
    // Whoever asks from now on finds one under way.
    this.cancelFrame = () => undefined
    this.cancelTurn = () => undefined
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
    this.dry.stay()
  }

  zoomAroundCentre(zoom: number): void {
    const { width, height } = this.viewport.size
    this.setCamera(zoomAround(this.camera, { x: width / 2, y: height / 2 }, zoom))
    this.dry.stay()
  }

  zoomAt(screen: Point, zoom: number): void {
    this.setCamera(zoomAround(this.camera, screen, zoom))
  }

  /** Shows all ink in what the padding leaves free. */
  fit(padding: Padding): void {
    const camera = this.fittingCamera(padding)
    if (camera === null) return this.home()
    this.setCamera(camera)
    this.dry.stay()
  }

  /**
   * Call it about once a second: where no frame was shown since the last call, paints ahead what a fit would show. Of a
   * hundred thousand strokes that takes a fifth of a second, for which nobody has to wait then.
   */
  foresee(padding: () => Padding): void {
    const camera = this.calm === 'quiet' ? this.fittingCamera(padding()) : null
    if (camera !== null) {
      this.dry.foresee({ ...this.viewport, camera })
      this.requestTurn()
    }
    this.calm = this.calm === 'none' ? 'quiet' : 'foreseen'
  }

  private fittingCamera(padding: Padding): Camera | null {
    const { size } = this.viewport
    const bounds = this.scene.bounds()
    return bounds === null ? null : fitBox(bounds, { size, padding, maxZoom: MAX_FIT_ZOOM })
  }

  setTheme(theme: PaperTheme): void {
    this.theme = theme
    this.dry.setTheme(theme)
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
    this.dry.renew()
    this.wet.renew()
    this.wetMarks.renew()
    this.requestFrame()
  }

  /** Finished strokes came or changed. */
  put(strokes: Parameters<DryInk['put']>[0]): void {
    this.dry.put(strokes)
    this.requestFrame()
  }

  remove(id: ObjectId): void {
    this.dry.remove(id)
    this.requestFrame()
  }

  /** Everything is another: forget the picture with the scene. */
  reset(): void {
    this.dry.reset()
    this.requestFrame()
  }

  private setViewport(viewport: Viewport): void {
    this.viewport = viewport
    this.dry.setViewport(viewport)
    this.cursors.setCamera(viewport.camera)
    this.lasers.setViewport(viewport)
    this.requestFrame()
  }

  private frame(): void {
    this.cancelFrame = null
    this.calm = 'none'
    const isDrawing = this.gesture !== null || !isNone(this.options.wetStrokes())
    const hasMore = this.dry.frame(isDrawing)
    this.paintWet()
    if (this.dry.isSettled) this.options.onSettled()
    // There may be more to paint around what is on the screen.
    if (!hasMore) return
    this.requestFrame()
    this.requestTurn()
  }

  private requestTurn(): void {
    this.cancelTurn ??= this.options.clock.requestTurn(() => this.turn())
  }

  /** What one frame has no time for does not wait for the next: that would leave a third of the time unused. */
  private turn(): void {
    this.cancelTurn = null
    // A hand has come since the frame that asked for this.
    if (this.gesture !== null) return
    if (this.dry.paintOn()) this.requestTurn()
  }

  private paintWet(): void {
    const { viewport, theme } = this
    const own = this.gesture?.ownStroke() ?? null
    for (const layer of [this.wet, this.wetMarks]) {
      const strokes = this.options.wetStrokes()
      layer.paint({ strokes, own, unpainted: this.dry.unpainted }, viewport, theme)
    }
    // To lay a whole layer over another costs as much where nothing is on it.
    const { elements } = this.options
    elements.wetMarks.hidden = this.wetMarks.isBlank
    elements.marks.hidden = this.scene.marks.size === 0
  }
}
