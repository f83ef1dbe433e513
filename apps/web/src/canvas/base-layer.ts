// The picture of all finished strokes, put together from tiles. Moving the board copies tiles, whatever is on
// it; only what was never painted at this scale, or has changed, is painted, for a few milliseconds at a time and
// from the middle outwards. Until then the tiles of another scale are stretched over its place.
//
//   damage ─▶ tiles of every scale: painted on top, or dirty ─▶ jobs, those on the screen first ─▶ whole ─▶ copied

import { isEmptyBox } from '@inkroom/geometry'
import type { ObjectId } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import { fitCanvas, isSameRaster, type Viewport } from './camera-transform.ts'
import { type Damage, damagedBox, type Scene, type SceneStroke } from './scene.ts'
import { type Picture, type Tile, type TileSpot, tilePicture, WHOLE_TILE } from './tile.ts'
import { TileCache } from './tile-cache.ts'
import { TileComposer } from './tile-composer.ts'
import { type PaintBudget, type PaintOutcome, TilePainting } from './tile-painting.ts'
import { type TileView, tileViewOf } from './tile-view.ts'

/** Of a 16.7 ms frame, what painting may take while a hand draws or moves the board. */
const BUSY: PaintBudget = { screenMs: 1.2, ringMs: 0.3 }
/**
 * What it may take in a frame, and again and again between frames, while nobody waits for anything else: a hand that
 * comes then is kept waiting no longer.
 */
const IDLE: PaintBudget = { screenMs: 10, ringMs: 6 }
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
const SHOW_PAUSE_MS = 120
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
  private readonly painting: TilePainting
  private viewport: Viewport | null = null
  private view: TileView | null = null
  /** What may be asked for next. */
  private ahead: TileView | null = null
  /** The view that the canvas shows; null where all of it has to be put together. */
  private composed: TileView | null = null
  private framesAtScale = FRAMES_AT_REST
  private framesAtPlace = FRAMES_UNTIL_IDLE
  private isBusy = false
  private damages: readonly Damage[] = []
  private damagesTakenAtMs = Number.NEGATIVE_INFINITY
  private loadedAtMs = Number.NEGATIVE_INFINITY
  private composedAtMs = Number.NEGATIVE_INFINITY
  /** Finished strokes that are not on every tile of the view yet. */
  private readonly waiting = new Map<ObjectId, SceneStroke>()
  /** The canvas is of another theme or another board, and stays until all tiles of the view are whole. */
  private isOutdated = false

  constructor({ scene, canvas, nowMs, maxTileBytes, picture = tilePicture }: BaseLayerOptions) {
    this.scene = scene
    this.canvas = canvas
    this.nowMs = nowMs
    const tiles = new TileCache({ maxBytes: maxTileBytes, picture })
    this.tiles = tiles
    this.composer = new TileComposer(canvas, tiles)
    const maxOutlineBytes = maxTileBytes * OUTLINES_PART
    this.painting = new TilePainting({ scene, tiles, nowMs, maxOutlineBytes, picture })
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
    const before = this.view?.raster ?? view.raster
    if (before.scale !== view.raster.scale) this.framesAtScale = 0
    // A page that takes its size, or another one, is moved by no hand.
    if (!isSameRaster(before, view.raster)) this.framesAtPlace = 0
    this.view = view
    this.dropAhead()
  }

  /** The viewport is no moment of a zoom that goes on: it is painted at once. */
  stay(): void {
    this.framesAtScale = FRAMES_AT_REST
    this.framesAtPlace = FRAMES_UNTIL_IDLE
  }

  /** Nobody was at work for a while: what this viewport shows is painted by the turns to come, where there is room for it. */
  foresee(viewport: Viewport): void {
    const ahead = tileViewOf(viewport)
    const needed = [this.view?.spots, this.view?.ring, ahead.spots]
    // Else the one would be thrown away for the other, and painted again.
    if (!this.tiles.keeps(needed.reduce((sum, spots) => sum + (spots?.length ?? 0), 0))) return
    // What is on the screen and around it goes last.
    if (this.view !== null) this.painting.use(this.view)
    this.ahead = ahead
    this.stay()
  }

  setTheme(theme: PaperTheme): void {
    if (theme === this.painting.theme) return
    this.painting.theme = theme
    this.repaintAll()
  }

  damage(damages: readonly Damage[]): void {
    this.damages = this.damages.concat(damages)
    this.dropAhead()
    // Also where no frame comes for hours, as in a tab that nobody looks at.
    if (this.damages.length > MANY_DAMAGES) this.forgetDamages()
  }

  /** The browser took all pictures away: none is to be relied on. */
  renew(): void {
    this.tiles.clear()
    this.painting.renew()
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
    this.painting.forgetOutlines()
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
    this.isBusy = isBusy
    if (fitCanvas(this.canvas, viewport)) this.recompose()
    this.takeDamages(startMs)
    const outcome = this.paint(view, startMs)
    this.framesAtScale += 1
    this.framesAtPlace += 1
    if (this.compose(view, startMs)) this.dropPainted(view)
    return outcome !== 'done' || !this.isSettled
  }

  /** Paints on between two frames, where no hand is at work; true when there is more to paint at once. */
  paintOn(startMs: number): boolean {
    const { view } = this
    if (view === null || !this.isIdle) return false
    // What is painted has what came since the last frame: it must not come on top of that once more.
    this.takeDamages(startMs)
    return this.paint(view, startMs) === 'late' || this.paintAhead(startMs)
  }

  private dropAhead(): void {
    if (this.ahead === null) return
    this.ahead = null
    // It would go on with the strokes that there were.
    this.painting.abandon()
  }

  private paintAhead(startMs: number): boolean {
    const { ahead: view } = this
    if (view === null) return false
    const turn = { view, startMs, budget: IDLE, isScreenOnly: true, isIdle: true }
    const isLate = this.painting.paint(turn) === 'late'
    if (!isLate) this.ahead = null
    return isLate
  }

  private get isIdle(): boolean {
    return !this.isBusy && this.framesAtPlace >= FRAMES_UNTIL_IDLE
  }

  private paint(view: TileView, startMs: number): PaintOutcome {
    if (this.framesAtScale < FRAMES_AT_REST) return 'later'
    const { isIdle } = this
    const budget = isIdle ? IDLE : BUSY
    // The next part of the board would mean all around the screen anew.
    const isScreenOnly = startMs < this.loadedAtMs + 2 * LOAD_PAUSE_MS
    return this.painting.paint({ view, startMs, budget, isScreenOnly, isIdle })
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
    const isSame = now?.points.length === stroke.points.length
    return isSame && this.painting.putOnTop(tile, now, this.view)
  }

  /** All is painted anew instead. What waits goes on waiting: it is not on the canvas before that. */
  private forgetDamages(): void {
    this.damages = []
    this.painting.drop()
    for (const tile of this.tiles.all) tile.damage(WHOLE_TILE)
  }

  private isViewWhole(): boolean {
    const { view } = this
    return view !== null && view.spots.every(spot => this.painting.isSpotWhole(view, spot))
  }

  /** What is on all tiles that it meets, as far as they are on the screen, waits no longer. */
  private dropPainted(view: TileView): void {
    if (this.waiting.size === 0) return
    const missing = view.spots.filter(spot => !this.painting.isSpotWhole(view, spot))
    const tiles = missing.map(spot => this.painting.tileAt(view, spot))
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
    const changed = this.painting.takeChanged()
    const spots = isMoved ? view.spots : changedSpots(view, changed)
    if (this.composer.compose(view, spots)) this.composedAtMs = nowMs
    this.composed = view
    return true
  }

  private showsPlaceOf({ raster }: TileView): boolean {
    return this.composed !== null && isSameRaster(this.composed.raster, raster)
  }
}

function changedSpots({ raster, spots }: TileView, all: ReadonlySet<Tile>): readonly TileSpot[] {
  const changed = Array.from(all).filter(tile => tile.raster.scale === raster.scale)
  return spots.filter(({ column, row }) =>
    changed.some(({ spot }) => spot.column === column && spot.row === row),
  )
}
