// Which tiles a viewport shows, and what is shown where one is missing.

import { type Box, boxHeight, boxWidth, intersectBoxes, isEmptyBox } from '@inkroom/geometry'
import {
  pixelHeight,
  pixelWidth,
  type Raster,
  rasterOf,
  type Viewport,
} from './camera-transform.ts'
import { TILE_PX, type Tile, type TileSpot } from './tile.ts'
import type { TileCache } from './tile-cache.ts'

export interface TileView {
  readonly raster: Raster
  /** Those in the middle first. */
  readonly spots: readonly TileSpot[]
  /** Those around them, which a hand that moves the board will need next. */
  readonly ring: readonly TileSpot[]
}

const tileAtPx = (px: number): number => Math.floor(px / TILE_PX)

/** Columns and rows; whole, both ends included. */
function tilesOf({ left, top }: Raster, width: number, height: number): Box {
  return {
    minX: tileAtPx(left),
    minY: tileAtPx(top),
    maxX: tileAtPx(left + width - 1),
    maxY: tileAtPx(top + height - 1),
  }
}

function spotsWithin({ minX, minY, maxX, maxY }: Box): TileSpot[] {
  const spots: TileSpot[] = []
  for (let row = minY; row <= maxY; row += 1) {
    for (let column = minX; column <= maxX; column += 1) spots.push({ column, row })
  }
  return spots
}

export function tileViewOf(viewport: Viewport): TileView {
  const raster = rasterOf(viewport)
  const { minX, minY, maxX, maxY } = tilesOf(raster, pixelWidth(viewport), pixelHeight(viewport))
  const [middleX, middleY] = [(minX + maxX) / 2, (minY + maxY) / 2]
  const farness = ({ column, row }: TileSpot): number => Math.hypot(column - middleX, row - middleY)
  const isShown = ({ column, row }: TileSpot): boolean =>
    column >= minX && column <= maxX && row >= minY && row <= maxY
  const around = { minX: minX - 1, minY: minY - 1, maxX: maxX + 1, maxY: maxY + 1 }
  const all = spotsWithin(around).sort((a, b) => farness(a) - farness(b))
  return {
    raster,
    spots: all.filter(isShown),
    ring: all.filter(spot => !isShown(spot)),
  }
}

/** Whether it is on the screen, as it is. */
export function shows({ raster, spots }: TileView, tile: Tile): boolean {
  const { column, row } = tile.spot
  if (tile.raster.scale !== raster.scale) return false
  return spots.some(spot => spot.column === column && spot.row === row)
}

/** Where on the canvas a spot of the view's own scale is. */
export function regionOf({ left, top }: Raster, { column, row }: TileSpot): Box {
  const minX = column * TILE_PX - left
  const minY = row * TILE_PX - top
  return { minX, minY, maxX: minX + TILE_PX, maxY: minY + TILE_PX }
}

/** Where a tile of any scale is. Neighbours round their common edge alike, so that no seam shows. */
export function placeOf({ scale, left, top }: Raster, { raster, spot }: Tile): Box {
  const side = (TILE_PX * scale) / raster.scale
  return {
    minX: Math.round(spot.column * side - left),
    minY: Math.round(spot.row * side - top),
    maxX: Math.round((spot.column + 1) * side - left),
    maxY: Math.round((spot.row + 1) * side - top),
  }
}

export interface PlacedTile {
  readonly tile: Tile
  readonly place: Box
}

const areaOf = (box: Box): number => (isEmptyBox(box) ? 0 : boxWidth(box) * boxHeight(box))

/**
 * The tiles of one other scale that know most of a region: meanwhile they are stretched over it. Of one scale
 * only, since ink of two would lie on each other.
 */
export function standInsFor(cache: TileCache, raster: Raster, region: Box): readonly PlacedTile[] {
  let best: PlacedTile[] = []
  let bestArea = 0
  let bestFarness = 0
  for (const scale of cache.allScales) {
    if (scale === raster.scale) continue
    const placed: PlacedTile[] = []
    let area = 0
    for (const tile of cache.ofScale(scale)) {
      if (tile.content === 'unknown') continue
      const place = placeOf(raster, tile)
      const covered = areaOf(intersectBoxes(place, region))
      if (covered === 0) continue
      if (tile.content === 'inked') placed.push({ tile, place })
      area += covered
    }
    const farness = Math.abs(Math.log(scale / raster.scale))
    // Of two that show as much, the one that looks most like what is missing.
    if (area > bestArea || (area > 0 && area === bestArea && farness < bestFarness)) {
      best = placed
      bestArea = area
      bestFarness = farness
    }
  }
  return best
}
