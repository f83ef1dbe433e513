// Painting a part of a tile, a few strokes at a time. It is painted aside, of which whole pixels are copied in
// the end: under a clip the edges of a path come out a little otherwise than without one, and the tile would
// not equal one that was painted in one go.

import { type Box, boxContainsBox, boxHeight, boxWidth } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import { type Raster, worldBox } from './camera-transform.ts'
import { Hairlines, isHairline } from './hairlines.ts'
import { fillInk, inkPath } from './ink-paint.ts'
import { byOrder, type Scene, type SceneStroke, shapeOf } from './scene.ts'
import type { Picture, Tile } from './tile.ts'

/** Reading the clock costs about as much as a hundredth of a stroke; this often is exact enough. */
const STROKES_PER_CLOCK_READ = 16

function clear({ painter }: Picture, { minX, minY, maxX, maxY }: Box): void {
  painter.setTransform(1, 0, 0, 1, 0, 0)
  painter.clearRect(minX, minY, maxX - minX, maxY - minY)
}

export function fillStroke(
  { painter }: Picture,
  raster: Raster,
  stroke: SceneStroke,
  theme: PaperTheme,
): void {
  fillInk(painter, raster, { header: stroke.header, path: inkPath(shapeOf(stroke)) }, theme)
}

const byPlace = (a: SceneStroke, b: SceneStroke): number =>
  a.minX - b.minX || a.minY - b.minY || byOrder(a, b)

/**
 * Hairlines by place, which every tab has alike and is sorted quickly: where two of one look cross, the order still
 * shows in the last bit of a pixel. The others as the board has them.
 */
function paintOrder(strokes: readonly SceneStroke[], { scale }: Raster): SceneStroke[] {
  const thin: SceneStroke[] = []
  const wide: SceneStroke[] = []
  for (const stroke of strokes) (isHairline(stroke, scale) ? thin : wide).push(stroke)
  return thin.sort(byPlace).concat(wide.sort(byOrder))
}

export interface TileJobOptions {
  readonly tile: Tile
  readonly scene: Scene
  readonly theme: PaperTheme
  /** Of tile size; no other job may use it meanwhile. */
  readonly aside: Picture
}

export class TileJob {
  readonly tile: Tile
  /** In the tile's pixels. */
  readonly box: Box
  private readonly theme: PaperTheme
  private readonly aside: Picture
  private readonly strokes: SceneStroke[]
  private readonly hairlines: Hairlines
  private next = 0

  constructor({ tile, scene, theme, aside }: TileJobOptions) {
    this.tile = tile
    this.box = tile.takeDirty()
    this.theme = theme
    this.aside = aside
    this.strokes = paintOrder(scene.near(worldBox(tile.raster, this.box)), tile.raster)
    this.hairlines = new Hairlines(tile.raster)
    clear(aside, this.box)
  }

  /** Takes a stroke in that came on top of all since, and is no hairline; false where it does not cover it. */
  add(stroke: SceneStroke): boolean {
    const covers = boxContainsBox(this.box, this.tile.pixelsOf(stroke))
    if (covers) this.strokes.push(stroke)
    return covers
  }

  /** What was painted is thrown away, and has to be painted again. */
  abandon(): void {
    this.tile.damage(this.box)
  }

  /** True when it is on the tile. */
  work(isLate: () => boolean): boolean {
    while (this.next < this.strokes.length) {
      this.paint(must(this.strokes[this.next], 'a stroke'))
      this.next += 1
      if (this.next % STROKES_PER_CLOCK_READ === 0 && isLate()) break
    }
    if (this.next < this.strokes.length) return false
    this.finish()
    return true
  }

  private paint(stroke: SceneStroke): void {
    const { raster } = this.tile
    if (isHairline(stroke, raster.scale)) this.hairlines.add(stroke)
    else fillStroke(this.aside, raster, stroke, this.theme)
  }

  private finish(): void {
    const { aside, box, hairlines, tile } = this
    if (!hairlines.isEmpty) hairlines.paint(aside.painter, this.theme)
    tile.hasHairlines ||= !hairlines.isEmpty
    clear(tile.picture, box)
    const { painter } = tile.picture
    const { minX: x, minY: y } = box
    const [width, height] = [boxWidth(box), boxHeight(box)]
    painter.globalAlpha = 1
    painter.drawImage(aside.canvas, x, y, width, height, x, y, width, height)
    tile.isBlank = false
  }
}
