// The laser's layer, whose code is loaded when somebody first points: most boards never need it.

import type { AuthorId } from '@inkroom/protocol'
import { CodeOnDemand } from '../app/code-on-demand.ts'
import type { Viewport } from './camera-transform.ts'
import type { LaserLayer, LaserLayerOptions } from './laser-layer.ts'
import type { TrailPiece } from './laser-trails.ts'

type LayerCode = Pick<typeof import('./laser-layer.ts'), 'LaserLayer'>

/** What comes while the code does, of all hands: some seconds of it. */
const MAX_EARLY_PIECES = 500

export class LaserLight {
  private readonly options: LaserLayerOptions
  private readonly code: CodeOnDemand<LayerCode>
  private layer: LaserLayer | null = null
  private viewport: Viewport | null = null
  private early: (readonly [by: AuthorId, piece: TrailPiece, color: string])[] = []

  constructor(
    options: LaserLayerOptions,
    load = (): Promise<LayerCode> => import('./laser-layer.ts'),
  ) {
    this.options = options
    this.code = new CodeOnDemand(load)
  }

  setViewport(viewport: Viewport): void {
    this.viewport = viewport
    this.layer?.setViewport(viewport)
  }

  /** A hand moved its light; `color` is a CSS colour. */
  take(by: AuthorId, piece: TrailPiece, color: string): void {
    if (this.layer !== null) return this.layer.take(by, piece, color)
    this.early = [...this.early, [by, piece, color] as const].slice(-MAX_EARLY_PIECES)
    void this.code.want().then(code => this.begin(code))
  }

  /** Takes the light of all others away at once. */
  keepOnly(author: AuthorId): void {
    this.early = this.early.filter(([by]) => by === author)
    this.layer?.keepOnly(author)
  }

  clear(): void {
    this.early = []
    this.layer?.clear()
  }

  /** Of what comes together only the first begins it. */
  private begin(code: LayerCode | null): void {
    const { early, viewport } = this
    this.early = []
    if (code === null || viewport === null) return
    this.layer ??= new code.LaserLayer(this.options)
    this.layer.setViewport(viewport)
    for (const each of early) this.layer.take(...each)
  }
}
