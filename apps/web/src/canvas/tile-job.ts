// Painting a part of a tile, a few strokes at a time. What a tile shows already is painted aside, of which whole
// pixels are copied in the end: under a clip the edges of a path come out a little otherwise than without one, and
// the tile would not equal one that was painted in one go. A new tile is not shown before it is whole.

import { type Box, boxContainsBox, boxHeight, boxWidth } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import { worldBox } from './camera-transform.ts'
import { Hairlines } from './hairlines.ts'
import type { InkOutlines } from './ink-outlines.ts'
import { fillInk } from './ink-paint.ts'
import { paintOrder } from './paint-order.ts'
import { flushPicture } from './picture-flush.ts'
import type { Scene, SceneStroke } from './scene.ts'
import { clearPicture, type Picture, type Tile, WHOLE_TILE } from './tile.ts'

/** As many take half a millisecond at most. */
const STROKES_PER_CLOCK_READ = 8
const HAIRLINES_PER_CLOCK_READ = 256

export interface TileJobOptions {
  readonly tile: Tile
  readonly scene: Scene
  readonly theme: PaperTheme
  readonly outlines: InkOutlines
  /** Of tile size; no other job may use it meanwhile. */
  readonly aside: Picture
}

export class TileJob {
  readonly tile: Tile
  /** In the tile's pixels. */
  readonly box: Box
  private readonly theme: PaperTheme
  private readonly outlines: InkOutlines
  /** What is painted on; null where there is nothing to paint, nor to wipe away. */
  private readonly picture: Picture | null
  private readonly wide: SceneStroke[]
  private readonly thin: readonly SceneStroke[]
  private readonly hairlines: Hairlines
  private nextWide = 0
  private nextThin = 0
  /** Something was painted that the browser has noted only. */
  private isUnflushed = false

  constructor({ tile, scene, theme, outlines, aside }: TileJobOptions) {
    this.tile = tile
    this.box = tile.takeDirty()
    this.theme = theme
    this.outlines = outlines
    const world = worldBox(tile.raster, this.box)
    const { wide, hairlines } = paintOrder(scene.near(world), tile.raster, world)
    this.wide = wide
    this.thin = hairlines
    this.hairlines = new Hairlines(tile.raster)
    this.picture = this.begin(aside)
  }

  private begin(aside: Picture): Picture | null {
    const { tile, box, wide, thin } = this
    const isNew = tile.content !== 'inked'
    if (isNew && wide.length + thin.length === 0) return null
    const picture = isNew ? tile.picture : aside
    clearPicture(picture, isNew ? WHOLE_TILE : box)
    return picture
  }

  /**
   * Takes a stroke in that came on top of all since, and is no hairline; false where it does not cover it, or where
   * hairlines are painted already, which lie above it.
   */
  add(stroke: SceneStroke): boolean {
    const covers = boxContainsBox(this.box, this.tile.pixelsOf(stroke))
    const canTake = covers && this.nextThin === 0
    if (canTake) this.wide.push(stroke)
    return canTake
  }

  /** What was painted is thrown away, and has to be painted again. */
  abandon(): void {
    this.tile.damage(this.box)
  }

  /** True when it is on the tile. */
  work(isLate: () => boolean): boolean {
    while (this.nextWide < this.wide.length) {
      this.paint(must(this.wide[this.nextWide], 'a stroke'))
      this.nextWide += 1
      if (this.nextWide % STROKES_PER_CLOCK_READ === 0 && this.isLate(isLate)) return false
    }
    while (this.nextThin < this.thin.length) {
      this.hairlines.add(must(this.thin[this.nextThin], 'a stroke'))
      this.nextThin += 1
      if (this.nextThin % HAIRLINES_PER_CLOCK_READ === 0 && isLate()) return false
    }
    while (this.paintHairlines()) if (this.isLate(isLate)) return false
    this.finish()
    return true
  }

  /** Only what is carried out takes its time. */
  private isLate(isLate: () => boolean): boolean {
    if (this.picture !== null && this.isUnflushed) flushPicture(this.picture)
    this.isUnflushed = false
    return isLate()
  }

  private paint(stroke: SceneStroke): void {
    const { raster } = this.tile
    this.isUnflushed = true
    const { painter } = must(this.picture, 'a picture to paint on')
    const path = this.outlines.pathOf(stroke, raster.scale)
    fillInk(painter, raster, { header: stroke.header, path }, this.theme)
  }

  private paintHairlines(): boolean {
    if (this.hairlines.isEmpty || this.picture === null) return false
    this.isUnflushed = true
    return this.hairlines.paintNext(this.picture.painter, this.theme)
  }

  private finish(): void {
    const { hairlines, picture, tile } = this
    if (picture === null) return tile.noteEmpty()
    tile.hasHairlines ||= !hairlines.isEmpty
    tile.noteInk()
    if (picture !== tile.picture) this.copy(picture)
    flushPicture(tile.picture)
  }

  private copy({ canvas }: Picture): void {
    const { box, tile } = this
    clearPicture(tile.picture, box)
    const { painter } = tile.picture
    const { minX: x, minY: y } = box
    const [width, height] = [boxWidth(box), boxHeight(box)]
    painter.globalAlpha = 1
    painter.globalCompositeOperation = 'source-over'
    painter.drawImage(canvas, x, y, width, height, x, y, width, height)
  }
}
