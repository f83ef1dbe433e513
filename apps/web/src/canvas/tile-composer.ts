// Puts the picture on the page together: copies of tiles, and of stretched ones where those are missing.

import { type Box, boxHeight, boxWidth, EMPTY_BOX, isEmptyBox, unionBoxes } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import type { TileContent, TileSpot } from './tile.ts'
import type { TileCache } from './tile-cache.ts'
import { regionOf, standInsFor, type TileView } from './tile-view.ts'

export class TileComposer {
  private readonly painter: CanvasRenderingContext2D
  private readonly tiles: TileCache
  /** Nothing was ever put on the canvas. */
  private isBlank = true

  constructor(canvas: HTMLCanvasElement, tiles: TileCache) {
    this.painter = must(canvas.getContext('2d'), 'a 2D canvas')
    this.tiles = tiles
  }

  /** Whether there was something to put on the canvas. */
  compose(view: TileView, spots: readonly TileSpot[]): boolean {
    if (spots.length === 0 || (this.isBlank && this.tiles.isBlank)) return false
    this.isBlank = false
    this.composeSpots(view, spots)
    return true
  }

  private composeSpots({ raster, spots: all }: TileView, spots: readonly TileSpot[]): void {
    // As at each moment of a zoom: all at once takes a fourth of the copies that spot by spot does.
    const isNew = spots === all && spots.every(spot => this.contentAt(raster, spot) === 'unknown')
    if (isNew) return this.composeOfOthers(raster, spots)
    for (const spot of spots) this.composeSpot(raster, spot)
  }

  /** The canvas is another, with nothing on it. */
  renew(): void {
    this.isBlank = true
  }

  private composeSpot(raster: TileView['raster'], spot: TileSpot): void {
    const { painter, tiles } = this
    const region = regionOf(raster, spot)
    painter.clearRect(region.minX, region.minY, boxWidth(region), boxHeight(region))
    const tile = tiles.get(raster.scale, spot)
    if (this.contentAt(raster, spot) === 'unknown') return this.stretchOver(raster, region)
    if (tile !== null) tiles.use(tile)
    if (tile?.content === 'inked') {
      painter.drawImage(tile.picture.canvas, region.minX, region.minY)
    }
  }

  private contentAt({ scale }: TileView['raster'], spot: TileSpot): TileContent {
    const tile = this.tiles.get(scale, spot)
    return tile === null || tile.isStale ? 'unknown' : tile.content
  }

  private composeOfOthers(raster: TileView['raster'], spots: readonly TileSpot[]): void {
    const region = spots.map(spot => regionOf(raster, spot)).reduce(unionBoxes, EMPTY_BOX)
    if (isEmptyBox(region)) return
    this.painter.clearRect(region.minX, region.minY, boxWidth(region), boxHeight(region))
    this.stretchOver(raster, region)
  }

  private stretchOver(raster: TileView['raster'], region: Box): void {
    const { painter, tiles } = this
    painter.save()
    painter.beginPath()
    painter.rect(region.minX, region.minY, boxWidth(region), boxHeight(region))
    painter.clip()
    for (const { tile, place } of standInsFor(tiles, raster, region)) {
      tiles.use(tile)
      painter.drawImage(
        tile.pictureAt(raster.scale).canvas,
        place.minX,
        place.minY,
        boxWidth(place),
        boxHeight(place),
      )
    }
    painter.restore()
  }
}
