// The picture of all finished strokes. It is painted for one viewport; while another one is wanted it is
// shown moved and scaled, and the new one is painted on a second canvas, a few milliseconds a frame, until
// they change places. So nothing that a hand does waits for a large board.

import type { Box } from '@inkroom/geometry'
import { boxHeight, boxWidth, isEmptyBox } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import {
  isSameViewport,
  pixelBox,
  pixelHeight,
  pixelWidth,
  placeCanvas,
  setCamera,
  type Viewport,
  worldBox,
} from './camera-transform.ts'
import { fillInk } from './ink-paint.ts'
import { type Damage, damagedBox, damageMeets, type Scene, type SceneStroke } from './scene.ts'

/** Of a 16.7 ms frame, what painting may take: input and the other layers need the rest. */
const FRAME_BUDGET_MS = 8
/** Reading the clock costs about as much as a hundredth of a stroke; this often is exact enough. */
const STROKES_PER_CLOCK_READ = 16

interface Job {
  readonly viewport: Viewport
  readonly strokes: readonly SceneStroke[]
  readonly next: number
}

interface Picture {
  readonly canvas: HTMLCanvasElement
  readonly painter: CanvasRenderingContext2D
}

export interface BaseLayerOptions {
  readonly scene: Scene
  readonly canvases: readonly [HTMLCanvasElement, HTMLCanvasElement]
  readonly nowMs: () => number
}

function pictureOf(canvas: HTMLCanvasElement): Picture {
  return { canvas, painter: must(canvas.getContext('2d'), 'a 2D canvas') }
}

/** Gives it the viewport's size; setting a size clears it, so only a new one is set. */
function fitPicture({ canvas }: Picture, viewport: Viewport): void {
  const [width, height] = [pixelWidth(viewport), pixelHeight(viewport)]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}

/** Leaves the painter without a camera. */
function clearPixels({ painter }: Picture, pixels: Box): void {
  painter.setTransform(1, 0, 0, 1, 0, 0)
  painter.clearRect(pixels.minX, pixels.minY, boxWidth(pixels), boxHeight(pixels))
}

export class BaseLayer {
  private readonly scene: Scene
  private readonly nowMs: () => number
  private front: Picture
  private back: Picture
  /** What the front shows; null before the first picture. */
  private painted: Viewport | null = null
  private wanted: Viewport | null = null
  /** The front is of another theme or another board, and stays until the new picture is there. */
  private isOutdated = false
  private job: Job | null = null
  private damages: Damage[] = []
  private theme: PaperTheme = 'light'

  constructor({ scene, canvases, nowMs }: BaseLayerOptions) {
    this.scene = scene
    this.nowMs = nowMs
    this.front = pictureOf(canvases[0])
    this.back = pictureOf(canvases[1])
    this.show()
  }

  /** Finished strokes that the picture does not show yet: the wet layer does meanwhile. Each once. */
  get unpainted(): readonly SceneStroke[] {
    const strokes = this.damages.flatMap(damage => {
      const stroke = damage.kind === 'repaint' ? null : this.scene.get(damage.stroke.id)
      return stroke === null ? [] : [stroke]
    })
    return Array.from(new Set(strokes))
  }

  get isSettled(): boolean {
    return this.job === null && this.damages.length === 0 && this.isCurrent()
  }

  setViewport(viewport: Viewport): void {
    this.wanted = viewport
  }

  setTheme(theme: PaperTheme): void {
    if (theme === this.theme) return
    this.theme = theme
    this.repaintAll()
  }

  damage(damages: readonly Damage[]): void {
    // Not pushed as arguments: a whole board may come at once.
    this.damages = this.damages.concat(damages)
  }

  repaintAll(): void {
    this.isOutdated = true
    this.job = null
    this.damages = []
  }

  /** One frame's share of work; true when there is more to do. */
  frame(): boolean {
    if (this.wanted === null) return false
    const deadlineMs = this.nowMs() + FRAME_BUDGET_MS
    // Before a new picture is begun too: it may take many frames, and the old one shows meanwhile.
    if (this.job === null) this.mend()
    if (this.job === null && !this.isCurrent()) this.startJob(this.wanted)
    if (this.job !== null) this.paintJob(this.job, deadlineMs)
    this.place(this.wanted)
    return !this.isSettled
  }

  private isCurrent(): boolean {
    const { painted, wanted } = this
    if (painted === null || wanted === null || this.isOutdated) return false
    return isSameViewport(painted, wanted)
  }

  private startJob(viewport: Viewport): void {
    const { canvas } = this.back
    fitPicture(this.back, viewport)
    const all = { minX: 0, minY: 0, maxX: canvas.width, maxY: canvas.height }
    clearPixels(this.back, all)
    // What changed so far is in the scene; only what changes from now on has to be mended in the end.
    this.damages = []
    this.isOutdated = false
    this.job = { viewport, strokes: this.scene.within(worldBox(viewport, all)), next: 0 }
  }

  private paintJob(job: Job, deadlineMs: number): void {
    setCamera(this.back.painter, job.viewport)
    let { next } = job
    while (next < job.strokes.length) {
      this.fill(this.back, must(job.strokes[next], 'a stroke'))
      next += 1
      if (next % STROKES_PER_CLOCK_READ === 0 && this.nowMs() > deadlineMs) break
    }
    if (next < job.strokes.length) {
      this.job = { ...job, next }
      return
    }
    this.job = null
    this.painted = job.viewport
    const { front } = this
    this.front = this.back
    this.back = front
    this.show()
    this.mend()
  }

  private mend(): void {
    const viewport = this.painted
    if (this.damages.length === 0 || viewport === null || this.isOutdated) return
    const { canvas } = this.front
    const view = worldBox(viewport, { minX: 0, minY: 0, maxX: canvas.width, maxY: canvas.height })
    const damages = this.damages.filter(damage => damageMeets(damage, view))
    this.damages = []
    // The scene has all of them already, so a repaint paints what is on top too: baked after it, that
    // would be painted twice, and translucent ink and soft edges would be darker than in another tab.
    for (const damage of damages) if (damage.kind === 'on-top') this.bake(damage.stroke, viewport)
    for (const damage of damages) {
      if (damage.kind === 'on-top') continue
      this.repaint(pixelBox(viewport, damagedBox(damage)), viewport)
    }
  }

  private bake(stroke: SceneStroke, viewport: Viewport): void {
    // It may have gone, or have grown, behind this damage: then another damage repaints.
    const now = this.scene.get(stroke.id)
    if (now === null || now.pointCount !== stroke.pointCount) return
    setCamera(this.front.painter, viewport)
    this.fill(this.front, now)
  }

  /**
   * Painted aside, of which whole device pixels are copied. Under a clip the edges of a path come out a
   * little otherwise than without one, and the picture would not equal one that was painted in one go.
   */
  private repaint(pixels: Box, viewport: Viewport): void {
    if (isEmptyBox(pixels) || boxWidth(pixels) === 0) return
    const { back } = this
    const { minX: x, minY: y } = pixels
    const [width, height] = [boxWidth(pixels), boxHeight(pixels)]
    fitPicture(back, viewport)
    clearPixels(back, pixels)
    setCamera(back.painter, viewport)
    for (const stroke of this.scene.within(worldBox(viewport, pixels))) this.fill(back, stroke)
    const { painter } = this.front
    clearPixels(this.front, pixels)
    painter.globalAlpha = 1
    painter.drawImage(back.canvas, x, y, width, height, x, y, width, height)
  }

  private fill({ painter }: Picture, stroke: SceneStroke): void {
    fillInk(painter, stroke.header, this.scene.pathOf(stroke), this.theme)
  }

  private show(): void {
    this.front.canvas.style.visibility = 'visible'
    this.front.canvas.dataset['layer'] = 'base'
    this.back.canvas.style.visibility = 'hidden'
    this.back.canvas.dataset['layer'] = 'spare'
  }

  /** Moves and scales the picture to where the wanted camera has it. */
  private place(wanted: Viewport): void {
    const { style } = this.front.canvas
    const painted = this.painted ?? wanted
    const scale = wanted.camera.zoom / painted.camera.zoom
    const x = (painted.camera.x - wanted.camera.x) * wanted.camera.zoom
    const y = (painted.camera.y - wanted.camera.y) * wanted.camera.zoom
    placeCanvas(this.front.canvas, painted)
    const isPlain = scale === 1 && x === 0 && y === 0
    style.transform = isPlain ? '' : `matrix(${scale}, 0, 0, ${scale}, ${x}, ${y})`
  }
}
