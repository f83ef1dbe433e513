// Which tiles are painted when: what was begun first, then those on the screen from the middle outwards, then those
// around it, each for as long as there is time. What comes on top of them or is not to be trusted is the layer's.

import type { PaperTheme } from '../app/palette.ts'
import { isHairline } from './hairlines.ts'
import { InkOutlines } from './ink-outlines.ts'
import { fillInk } from './ink-paint.ts'
import { flushPicture } from './picture-flush.ts'
import type { Scene, SceneStroke } from './scene.ts'
import { clearPicture, type Picture, type Tile, type TileSpot, WHOLE_TILE } from './tile.ts'
import type { TileCache } from './tile-cache.ts'
import { TileJob } from './tile-job.ts'
import { shows, type TileView } from './tile-view.ts'

/** How long painting may take. */
export interface PaintBudget {
  readonly screenMs: number
  /** Of that, for what nobody sees yet. */
  readonly ringMs: number
}

/** `late`: there is more, and was no time. `later`: there is more, and not now. */
export type PaintOutcome = 'late' | 'later' | 'done'

export interface PaintTurn {
  readonly view: TileView
  readonly startMs: number
  readonly budget: PaintBudget
  /** What is around the screen is left for later. */
  readonly isScreenOnly: boolean
  /** Nobody moves the board: what a hand that does will need is made, too. */
  readonly isIdle: boolean
}

export interface TilePaintingOptions {
  readonly scene: Scene
  readonly tiles: TileCache
  readonly nowMs: () => number
  readonly maxOutlineBytes: number
  readonly picture: () => Picture
}

export class TilePainting {
  theme: PaperTheme = 'light'
  private readonly options: TilePaintingOptions
  private readonly outlines: InkOutlines
  /** What tiles are painted on first. */
  private aside: Picture
  private job: TileJob | null = null
  private changed = new Set<Tile>()

  constructor(options: TilePaintingOptions) {
    this.options = options
    this.outlines = new InkOutlines(options.maxOutlineBytes)
    this.aside = options.picture()
  }

  /** The browser took all pictures away. */
  renew(): void {
    this.aside = this.options.picture()
  }

  /** What is being painted is not wanted any more, nor is what its tile shows. */
  drop(): void {
    this.job = null
  }

  /** What is being painted is begun again when it is next asked for. */
  abandon(): void {
    this.job?.abandon()
    this.job = null
  }

  /** The tiles of the view are wanted: others go before them. */
  use({ raster, spots, ring }: TileView): void {
    for (const spot of [...ring, ...spots]) {
      const tile = this.options.tiles.get(raster.scale, spot)
      if (tile !== null) this.options.tiles.use(tile)
    }
  }

  /** The strokes are others. */
  forgetOutlines(): void {
    this.outlines.clear()
  }

  /** Tiles that show something else since they were last asked for. */
  takeChanged(): ReadonlySet<Tile> {
    const { changed } = this
    this.changed = new Set()
    return changed
  }

  isWhole(tile: Tile): boolean {
    return tile.isWhole && this.job?.tile !== tile
  }

  isSpotWhole({ raster }: TileView, spot: TileSpot): boolean {
    const tile = this.options.tiles.get(raster.scale, spot)
    return tile !== null && this.isWhole(tile)
  }

  tileAt({ raster, spots, ring }: TileView, spot: TileSpot): Tile {
    const { tiles } = this.options
    const known = tiles.get(raster.scale, spot)
    return known ?? tiles.make(raster.scale, spot, spots.length + ring.length)
  }

  /** Whether the tile, or what is being painted of it, has the stroke by that, which lies above all others. */
  putOnTop(tile: Tile, stroke: SceneStroke, view: TileView | null): boolean {
    if (isHairline(stroke, tile.raster.scale)) return false
    if (this.job?.tile === tile) return this.job.add(stroke)
    const isOther = tile.raster.scale !== view?.raster.scale
    if (isOther || !tile.isWhole || tile.hasHairlines) return false
    if (tile.content !== 'inked') clearPicture(tile.picture, WHOLE_TILE)
    tile.noteInk()
    const path = this.outlines.pathOf(stroke, tile.raster.scale)
    fillInk(tile.picture.painter, tile.raster, { header: stroke.header, path }, this.theme)
    this.changed.add(tile)
    return true
  }

  paint({ view, startMs, budget, isScreenOnly, isIdle }: PaintTurn): PaintOutcome {
    const after = (ms: number) => () => this.options.nowMs() > startMs + ms
    const isLate = after(budget.screenMs)
    // A tile that went gave its picture to another: nothing is to be painted on that any more.
    if (this.job !== null && !this.options.tiles.has(this.job.tile)) this.job = null
    const begun = this.job?.tile ?? null
    // What is begun is ended first: another order after each move would end nothing.
    if (begun !== null && shows(view, begun) && !this.paintTile(begun, isLate)) return 'late'
    if (this.paintSpots(view, view.spots, isLate)) return 'late'
    if (isScreenOnly) return 'later'
    const isRingLate = after(budget.ringMs)
    const hasMore =
      this.paintSpots(view, view.ring, isRingLate) || (isIdle && this.shrinkTiles(view, isRingLate))
    return hasMore ? 'late' : 'done'
  }

  /** True when there are more. */
  private paintSpots(view: TileView, spots: readonly TileSpot[], isLate: () => boolean): boolean {
    for (const spot of spots) {
      const tile = this.tileAt(view, spot)
      if (this.isWhole(tile)) continue
      // A little in any case: what else a frame does must not keep the board from being painted.
      if (!this.paintTile(tile, isLate) || isLate()) return true
    }
    return false
  }

  /** What a hand that zooms out will need: true when there are more. */
  private shrinkTiles({ raster, spots, ring }: TileView, isLate: () => boolean): boolean {
    for (const spot of [...spots, ...ring]) {
      const tile = this.options.tiles.get(raster.scale, spot)
      if (tile === null || tile.isShrunk) continue
      flushPicture(tile.shrink())
      if (isLate()) return true
    }
    return false
  }

  private paintTile(tile: Tile, isLate: () => boolean): boolean {
    if (this.job?.tile !== tile) {
      this.job?.abandon()
      const { theme, outlines, aside } = this
      this.job = new TileJob({ tile, scene: this.options.scene, theme, outlines, aside })
    }
    if (!this.job.work(isLate)) return false
    this.job = null
    this.changed.add(tile)
    return true
  }
}
