// Light that people point with: above the ink, below the cursors, on a canvas that is there only while something shines.
// It is never part of the board.

import type { InkPoints } from '@inkroom/geometry'
import { type AuthorId, must } from '@inkroom/protocol'
import { fitCanvas, type Raster, rasterOf, type Viewport } from './camera-transform.ts'
import type { FrameClock } from './frame-clock.ts'
import { type InkPath, inkPath } from './ink-paint.ts'
import { type LaserTrail, LaserTrails, type LitTrail, type TrailPiece } from './laser-trails.ts'

/** On the screen, at any zoom. */
const RADIUS_PX = 3
/** Where a trail begins it is as thin as this, as a part of its head's width. */
const TAIL_PART = 0.3

/**
 * From the outside to the heart: parts of the radius, and how much of each shows. The heart is white, and faint: on
 * light paper the line would look hollow.
 */
const RINGS = [
  { size: 3.4, alpha: 0.06 },
  { size: 2.6, alpha: 0.09 },
  { size: 1.9, alpha: 0.14 },
  { size: 1.15, alpha: 0.95 },
] as const
const HEART = { size: 0.4, alpha: 0.4, color: '#fff' } as const

export interface LaserLayerOptions {
  /** The canvas is put before this element. */
  readonly above: HTMLElement
  readonly clock: Pick<FrameClock, 'nowMs' | 'requestFrame'>
  /** Whether a person wants things to move as little as can be. */
  readonly isMotionReduced: () => boolean
}

interface Hand {
  readonly trails: LaserTrails
  color: string
}

interface Light extends LitTrail {
  readonly color: string
}

/** The outlines of a trail for a scale. */
interface Outlines {
  readonly version: number
  readonly scale: number
  readonly rings: readonly InkPath[]
  readonly heart: InkPath
}

export class LaserLayer {
  private readonly options: LaserLayerOptions
  private readonly hands = new Map<AuthorId, Hand>()
  private readonly outlines = new WeakMap<LaserTrail, Outlines>()
  private canvas: HTMLCanvasElement | null = null
  private viewport: Viewport | null = null
  private cancelFrame: (() => void) | null = null
  /** What is on the canvas is not what it should be. */
  private isStale = false

  constructor(options: LaserLayerOptions) {
    this.options = options
  }

  setViewport(viewport: Viewport): void {
    this.viewport = viewport
    this.isStale = true
  }

  /** A hand moved its light; `color` is a CSS colour. */
  take(by: AuthorId, piece: TrailPiece, color: string): void {
    const hand = this.hands.get(by) ?? { trails: new LaserTrails(), color }
    this.hands.set(by, hand)
    hand.color = color
    hand.trails.take(piece, this.options.clock.nowMs())
    this.isStale = true
    this.requestFrame()
  }

  /** Takes the light of all others away at once. */
  keepOnly(author: AuthorId): void {
    for (const each of this.hands.keys()) if (each !== author) this.hands.delete(each)
    this.isStale = true
  }

  clear(): void {
    this.cancelFrame?.()
    this.cancelFrame = null
    this.hands.clear()
    this.darken()
  }

  private requestFrame(): void {
    this.cancelFrame ??= this.options.clock.requestFrame(() => this.frame())
  }

  private frame(): void {
    this.cancelFrame = null
    const lights = this.lights()
    if (lights.length === 0) return this.darken()
    const isFading = lights.some(({ opacity }) => opacity < 1)
    if (this.isStale || isFading) this.paint(lights)
    // Also where all rests: it has to fade in time.
    this.requestFrame()
  }

  private lights(): Light[] {
    const nowMs = this.options.clock.nowMs()
    const fades = !this.options.isMotionReduced()
    const lights: Light[] = []
    for (const [author, { trails, color }] of this.hands) {
      const lit = trails.lit(nowMs, fades)
      if (lit.length === 0) this.hands.delete(author)
      for (const each of lit) lights.push({ ...each, color })
    }
    return lights
  }

  /** Its memory is that of the whole screen. */
  private darken(): void {
    this.canvas?.remove()
    this.canvas = null
  }

  private paint(lights: readonly Light[]): void {
    if (this.viewport === null) return
    this.isStale = false
    this.canvas ??= this.addCanvas()
    fitCanvas(this.canvas, this.viewport)
    const painter = must(this.canvas.getContext('2d'), 'a 2D canvas')
    painter.setTransform(1, 0, 0, 1, 0, 0)
    painter.clearRect(0, 0, this.canvas.width, this.canvas.height)
    const raster = rasterOf(this.viewport)
    for (const light of lights) this.paintLight(painter, raster, light)
  }

  private paintLight(
    painter: CanvasRenderingContext2D,
    raster: Raster,
    { trail, opacity, color }: Light,
  ): void {
    const { rings, heart } = this.outlinesOf(trail, raster.scale)
    painter.fillStyle = color
    for (const [at, { alpha }] of RINGS.entries()) {
      painter.globalAlpha = alpha * opacity
      fill(painter, raster, must(rings[at], 'an outline of each ring'))
    }
    painter.fillStyle = HEART.color
    painter.globalAlpha = HEART.alpha * opacity
    fill(painter, raster, heart)
  }

  private outlinesOf(trail: LaserTrail, scale: number): Outlines {
    const known = this.outlines.get(trail)
    const { version } = trail
    if (known?.version === version && known.scale === scale) return known
    const radius = (RADIUS_PX * (this.viewport?.dpr ?? 1)) / scale
    const outlineOf = (size: number): InkPath => inkPath(taperedInk(trail, radius * size))
    const rings = RINGS.map(({ size }) => outlineOf(size))
    const outlines = { version, scale, rings, heart: outlineOf(HEART.size) }
    this.outlines.set(trail, outlines)
    return outlines
  }

  private addCanvas(): HTMLCanvasElement {
    const canvas = document.createElement('canvas')
    canvas.className = 'board-layer'
    canvas.dataset['layer'] = 'laser'
    this.options.above.before(canvas)
    return canvas
  }
}

function fill(
  painter: CanvasRenderingContext2D,
  { scale, left, top }: Raster,
  { path, x, y }: InkPath,
): void {
  painter.setTransform(scale, 0, 0, scale, x * scale - left, y * scale - top)
  painter.fill(path, 'nonzero')
}

/** From the thin tail to the head. */
export function taperedInk({ points }: LaserTrail, radius: number): InkPoints {
  const { length } = points
  const last = Math.max(1, length - 1)
  const radii = Float64Array.from(points, (_, i) => {
    return radius * (TAIL_PART + (1 - TAIL_PART) * Math.sqrt(length === 1 ? 1 : i / last))
  })
  const [xs, ys] = [Float64Array.from(points, ({ x }) => x), Float64Array.from(points, p => p.y)]
  return { length, xs, ys, radii }
}
