// The picture of all finished strokes, put together from tiles. Moving the board copies tiles, whatever is on
// it; only what was never painted at this scale, or has changed, is painted, for a few milliseconds a frame and
// from the middle outwards. Until then the tiles of another scale are stretched over its place.
//
//   damage ─▶ tiles of every scale: painted on top, or dirty ─▶ jobs, those on the screen first ─▶ whole ─▶ copied

import { isEmptyBox } from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import { fitCanvas, isSameRaster, type Viewport } from './camera-transform.ts'
import { isHairline } from './hairlines.ts'
import { InkOutlines } from './ink-outlines.ts'
import { fillInk } from './ink-paint.ts'
import { flushPicture } from './picture-flush.ts'
import { type Damage, damagedBox, type Scene, type SceneStroke } from './scene.ts'
import {
  clearPicture,
  type Picture,
  type Tile,
  type TileSpot,
  tilePicture,
  WHOLE_TILE,
} from './tile.ts'
import { TileCache } from './tile-cache.ts'
import { TileComposer } from './tile-composer.ts'
import { TileJob } from './tile-job.ts'
import { shows, type TileView, tileViewOf } from './tile-view.ts'

/** Of a 16.7 ms frame, what painting may take while a hand draws or moves the board. */
const BUSY_BUDGET_MS = 1.2
/** Of that, what nobody sees yet. */
const BUSY_RING_BUDGET_MS = 0.3
/** What it may take while nobody waits for anything else: a hand that comes then is kept waiting no longer. */
const IDLE_BUDGET_MS = 24
/** What nobody sees yet may take less: a hand may move at any moment. */
const RING_BUDGET_MS = 6
/** A hand that moved the board goes on, mostly: it is busy for a sixth of a second more. */
const FRAMES_UNTIL_IDLE = 10
/** What outlines may take, beside the tiles and as a part of what those may. */
const OUTLINES_PART = 1 / 5
/** A board that is being zoomed has another scale with each frame: nothing is painted at those in between. */
const FRAMES_AT_REST = 4
/**
 * While a board comes in, and something of it shows already, what it brings is painted so often: each part of it would
 * mean the same tiles anew, and painting takes the time in which the rest could come.
 */
const LOAD_PAUSE_MS = 250
/** So often a picture that becomes whole is shown as far as it is: the browser takes as long to show it as for a tile. */
const SHOW_PAUSE_MS = 80
/** So many changes at once are another board: it is painted as one. */
const MANY_DAMAGES = 512

export interface BaseLayerOptions {
  readonly scene: Scene
  readonly canvas: HTMLCanvasElement
  readonly nowMs: () => number
  /** For tiles, beyond those that are on the screen. */
  readonly maxTileBytes: number
  /** How a tile's picture is made; by default one that the page does not show. */
  readonly picture?: () => Picture
}

export class BaseLayer {
  private readonly scene: Scene
  private readonly nowMs: () => number
  private readonly canvas: HTMLCanvasElement
  private readonly tiles: TileCache
  private readonly composer: TileComposer
  private readonly outlines: InkOutlines
  private readonly picture: () => Picture
  /** What tiles are painted on first. */
  private aside: Picture
  private viewport: Viewport | null = null
  private view: TileView | null = null
  /** The view that the canvas shows; null where all of it has to be put together. */
  private composed: TileView | null = null
  /** Tiles that have changed since. */
  private readonly changed = new Set<Tile>()
  private framesAtScale = FRAMES_AT_REST
  private framesAtPlace = FRAMES_UNTIL_IDLE
  private job: TileJob | null = null
  private damages: readonly Damage[] = []
  private damagesTakenAtMs = Number.NEGATIVE_INFINITY
  private loadedAtMs = Number.NEGATIVE_INFINITY
  private composedAtMs = Number.NEGATIVE_INFINITY
  /** Finished strokes that are not on every tile of the view yet. */
  private readonly waiting = new Map<ObjectId, SceneStroke>()
  /** The canvas is of another theme or another board, and stays until all tiles of the view are whole. */
  private isOutdated = false
  private theme: PaperTheme = 'light'

  constructor({ scene, canvas, nowMs, maxTileBytes, picture = tilePicture }: BaseLayerOptions) {
    this.scene = scene
    this.canvas = canvas
    this.nowMs = nowMs
    this.picture = picture
    this.tiles = new TileCache({ maxBytes: maxTileBytes, picture })
    this.composer = new TileComposer(canvas, this.tiles)
    this.aside = picture()
    this.outlines = new InkOutlines(maxTileBytes * OUTLINES_PART)
  }

  /** Finished strokes that the picture does not show yet: the wet layer does meanwhile. Each once. */
  get unpainted(): readonly SceneStroke[] {
    // As they are now: parts may have been erased meanwhile.
    return Array.from(this.waiting.keys()).flatMap(id => this.scene.get(id) ?? [])
  }

  /** The canvas shows all that there is. */
  get isSettled(): boolean {
    return this.damages.length === 0 && this.composed === this.view && this.isViewWhole()
  }

  setViewport(viewport: Viewport): void {
    this.viewport = viewport
    const view = tileViewOf(viewport)
    const isZoomed = this.view !== null && this.view.raster.scale !== view.raster.scale
    if (isZoomed) this.framesAtScale = 0
    this.framesAtPlace = 0
    this.view = view
  }

  /** The viewport is no moment of a zoom that goes on: it is painted at once. */
  stay(): void {
    this.framesAtScale = FRAMES_AT_REST
    this.framesAtPlace = FRAMES_UNTIL_IDLE
  }

  setTheme(theme: PaperTheme): void {
    if (theme === this.theme) return
    this.theme = theme
    this.repaintAll()
  }

  damage(damages: readonly Damage[]): void {
    this.damages = this.damages.concat(damages)
    // Also where no frame comes for hours, as in a tab that nobody looks at.
    if (this.damages.length > MANY_DAMAGES) this.forgetDamages()
  }

  /** The browser took all pictures away: none is to be relied on. */
  renew(): void {
    this.tiles.clear()
    this.aside = this.picture()
    this.recompose()
    this.repaintAll()
  }

  private recompose(): void {
    this.composed = null
    this.composer.renew()
  }

  /** What is on the page stays there until all of it can be replaced. */
  repaintAll(): void {
    this.isOutdated = true
    this.forgetDamages()
  }

  /** The board is another from here on. Where nothing of it was to be seen, each part shows as soon as it is painted. */
  beginAnew(wasEmpty: boolean): void {
    this.outlines.clear()
    // It is on no tile, and nothing of it needs to be shown on the wet layer.
    this.waiting.clear()
    this.repaintAll()
    this.isOutdated = !wasEmpty
  }

  /** One frame's share of work, a small one while a hand is busy; true when there is more to do. */
  frame(isBusy = false): boolean {
    const { viewport, view } = this
    if (viewport === null || view === null) return false
    const startMs = this.nowMs()
    const isIdle = !isBusy && this.framesAtPlace >= FRAMES_UNTIL_IDLE
    if (fitCanvas(this.canvas, viewport)) this.recompose()
    this.takeDamages(startMs)
    const isAtRest = this.framesAtScale >= FRAMES_AT_REST
    this.framesAtScale += 1
    this.framesAtPlace += 1
    const hasMore = !isAtRest || this.paint(view, startMs, isIdle)
    if (this.compose(view, startMs)) this.dropPainted(view)
    return hasMore || !this.isSettled
  }

  private takeDamages(nowMs: number): void {
    const { damages } = this
    if (damages.length === 0) return
    const isLoading = damages.every(({ kind }) => kind === 'load')
    if (isLoading) this.loadedAtMs = nowMs
    const isPausing = nowMs < this.damagesTakenAtMs + LOAD_PAUSE_MS && !this.tiles.isBlank
    if (isLoading && isPausing) return
    this.damagesTakenAtMs = nowMs
    this.damages = []
    for (const damage of damages) this.takeDamage(damage)
  }

  private takeDamage(damage: Damage): void {
    const world = damagedBox(damage)
    if ('stroke' in damage) this.waiting.set(damage.stroke.id, damage.stroke)
    for (const tile of this.tiles.all) {
      const pixels = tile.pixelsOf(world)
      if (isEmptyBox(pixels)) continue
      if (damage.kind === 'on-top' && this.takeOnTop(tile, damage.stroke)) continue
      // What is being painted of it goes on, and is mended behind that: so it ends however much comes.
      tile.damage(pixels)
      tile.isStale ||= tile.raster.scale !== this.view?.raster.scale
    }
  }

  /** Whether the tile, or what is being painted of it, has the stroke by that. */
  private takeOnTop(tile: Tile, stroke: SceneStroke): boolean {
    // It may have gone, or have grown, behind this damage: then another damage repaints.
    const now = this.scene.get(stroke.id)
    if (now?.points.length !== stroke.points.length) return false
    if (isHairline(now, tile.raster.scale)) return false
    if (this.job?.tile === tile) return this.job.add(now)
    const isOther = tile.raster.scale !== this.view?.raster.scale
    if (isOther || !tile.isWhole || tile.hasHairlines) return false
    if (tile.content !== 'inked') clearPicture(tile.picture, WHOLE_TILE)
    tile.noteInk()
    const path = this.outlines.pathOf(now, tile.raster.scale)
    fillInk(tile.picture.painter, tile.raster, { header: now.header, path }, this.theme)
    this.changed.add(tile)
    return true
  }

  /** All is painted anew instead. What waits goes on waiting: it is not on the canvas before that. */
  private forgetDamages(): void {
    this.damages = []
    this.job = null
    for (const tile of this.tiles.all) tile.damage(WHOLE_TILE)
  }

  /** True when there is more to paint. */
  private paint(view: TileView, startMs: number, isIdle: boolean): boolean {
    const after = (ms: number) => () => this.nowMs() > startMs + ms
    const isLate = after(isIdle ? IDLE_BUDGET_MS : BUSY_BUDGET_MS)
    // A tile that went gave its picture to another: nothing is to be painted on that any more.
    if (this.job !== null && !this.tiles.has(this.job.tile)) this.job = null
    const begun = this.job?.tile ?? null
    // What is begun is ended first: another order after each move would end nothing.
    if (begun !== null && shows(view, begun) && !this.paintTile(begun, isLate)) return true
    const isRingLate = after(isIdle ? RING_BUDGET_MS : BUSY_RING_BUDGET_MS)
    const isLoading = startMs < this.loadedAtMs + 2 * LOAD_PAUSE_MS
    return (
      this.paintSpots(view, view.spots, isLate) ||
      // The next part of the board would mean all of that anew.
      isLoading ||
      this.paintSpots(view, view.ring, isRingLate) ||
      (isIdle && this.shrinkTiles(view, isRingLate))
    )
  }

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
      const tile = this.tiles.get(raster.scale, spot)
      if (tile === null || tile.isShrunk) continue
      flushPicture(tile.shrink())
      if (isLate()) return true
    }
    return false
  }

  private paintTile(tile: Tile, isLate: () => boolean): boolean {
    if (this.job?.tile !== tile) {
      this.job?.abandon()
      const { scene, theme, outlines, aside } = this
      this.job = new TileJob({ tile, scene, theme, outlines, aside })
    }
    if (!this.job.work(isLate)) return false
    this.job = null
    this.changed.add(tile)
    return true
  }

  private tileAt({ raster, spots, ring }: TileView, spot: TileSpot): Tile {
    const known = this.tiles.get(raster.scale, spot)
    return known ?? this.tiles.make(raster.scale, spot, spots.length + ring.length)
  }

  private isWhole(tile: Tile): boolean {
    return tile.isWhole && this.job?.tile !== tile
  }

  private isViewWhole(): boolean {
    const { view } = this
    return view !== null && view.spots.every(spot => this.isSpotWhole(view, spot))
  }

  private isSpotWhole({ raster }: TileView, spot: TileSpot): boolean {
    const tile = this.tiles.get(raster.scale, spot)
    return tile !== null && this.isWhole(tile)
  }

  /** What is on all tiles that it meets, as far as they are on the screen, waits no longer. */
  private dropPainted(view: TileView): void {
    if (this.waiting.size === 0) return
    const missing = view.spots.filter(spot => !this.isSpotWhole(view, spot))
    const tiles = missing.map(spot => this.tileAt(view, spot))
    for (const [id, stroke] of this.waiting) {
      const isGone = this.scene.get(id) === null
      if (isGone || tiles.every(tile => isEmptyBox(tile.pixelsOf(stroke)))) this.waiting.delete(id)
    }
  }

  /** Whether the canvas shows what the tiles do. */
  private compose(view: TileView, nowMs: number): boolean {
    const isMoved = this.composed !== view
    const isWhole = this.isViewWhole()
    // While nobody moves it.
    if (this.isOutdated && !isWhole && this.showsPlaceOf(view)) return false
    if (!isMoved && !isWhole && nowMs < this.composedAtMs + SHOW_PAUSE_MS) return false
    this.isOutdated = false
    const spots = isMoved ? view.spots : this.changedSpots(view)
    this.composer.compose(view, spots)
    this.changed.clear()
    this.composed = view
    if (spots.length > 0) this.composedAtMs = nowMs
    return true
  }

  private showsPlaceOf({ raster }: TileView): boolean {
    return this.composed !== null && isSameRaster(this.composed.raster, raster)
  }

  private changedSpots({ raster, spots }: TileView): readonly TileSpot[] {
    const changed = Array.from(this.changed).filter(tile => tile.raster.scale === raster.scale)
    return spots.filter(({ column, row }) =>
      changed.some(({ spot }) => spot.column === column && spot.row === row),
    )
  }
}
