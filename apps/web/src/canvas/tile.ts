// A square of finished ink at one scale: a picture, and which part of it is not up to date.

import { type Box, EMPTY_BOX, intersectBoxes, isEmptyBox, unionBoxes } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import { pixelBox, type Raster } from './camera-transform.ts'
import type { Painter } from './ink-paint.ts'

/** Device pixels a side. Smaller ones cost more copies a frame, larger ones more ink a repair. */
export const TILE_PX = 512
const HALF_PX = TILE_PX / 2
/** With its copy of half the size. */
export const TILE_BYTES = (TILE_PX * TILE_PX + HALF_PX * HALF_PX) * 4
export const WHOLE_TILE: Box = { minX: 0, minY: 0, maxX: TILE_PX, maxY: TILE_PX }

/** Which tile of its scale: counted in tiles from the world's origin. */
export interface TileSpot {
  readonly column: number
  readonly row: number
}

export interface Picture {
  readonly canvas: HTMLCanvasElement | OffscreenCanvas
  readonly painter: Painter
}

/** Of tile size. Where the browser has no canvas off the page, one that is never put on it. */
export const tilePicture = (): Picture => squarePicture(TILE_PX)

function squarePicture(sidePx: number): Picture {
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(sidePx, sidePx)
    return { canvas, painter: must(canvas.getContext('2d'), 'a 2D canvas') }
  }
  const canvas = document.createElement('canvas')
  canvas.width = sidePx
  canvas.height = sidePx
  return { canvas, painter: must(canvas.getContext('2d'), 'a 2D canvas') }
}

/** `unknown`: never painted. `empty`: nothing lies there, and no picture is needed. `inked`: the picture shows it. */
export type TileContent = 'unknown' | 'empty' | 'inked'

export class Tile {
  readonly spot: TileSpot
  readonly raster: Raster
  /** See `noteInk` and `noteEmpty`. */
  content: TileContent = 'unknown'
  /** Lines on it are drawn as hairlines, many in one go: nothing is painted on top of them. */
  hasHairlines = false
  /** Something of it changed while another scale was on the screen: what it shows is not to be seen any more. */
  isStale = false
  private readonly makePicture: () => Picture
  private made: Picture | null = null
  private half: Picture | null = null
  private isHalfTrue = false
  /** In its pixels; empty where it shows all that it should. */
  private dirty: Box = WHOLE_TILE

  constructor(scale: number, spot: TileSpot, makePicture: () => Picture) {
    this.spot = spot
    this.raster = { scale, left: spot.column * TILE_PX, top: spot.row * TILE_PX }
    this.makePicture = makePicture
  }

  /** Made when it is first asked for: much of a board is empty. What is on it is nothing's unless the tile is inked. */
  get picture(): Picture {
    this.made ??= this.makePicture()
    return this.made
  }

  /** Something else is on the picture from here on. */
  noteInk(): void {
    this.content = 'inked'
    this.isStale = false
    this.isHalfTrue = false
  }

  /** Nothing lies there, and nothing was ever painted. */
  noteEmpty(): void {
    this.content = 'empty'
    this.isStale = false
  }

  /** Whether `shrink` has nothing to do. */
  get isShrunk(): boolean {
    return this.content !== 'inked' || this.isHalfTrue
  }

  /** Makes a copy of half the size, for while a hand zooms out: forty of full size stop the browser for 10 ms a frame. */
  shrink(): Picture {
    this.half ??= squarePicture(HALF_PX)
    clearPicture(this.half, { minX: 0, minY: 0, maxX: HALF_PX, maxY: HALF_PX })
    this.half.painter.drawImage(this.picture.canvas, 0, 0, HALF_PX, HALF_PX)
    this.isHalfTrue = true
    return this.half
  }

  /** What is to be copied at that scale: as large as it need be, where there is one. */
  pictureAt(scale: number): Picture {
    const isFar = scale <= this.raster.scale / 2
    return isFar && this.isHalfTrue && this.half !== null ? this.half : this.picture
  }

  get isWhole(): boolean {
    return isEmptyBox(this.dirty)
  }

  /** What of a world box lies on it, in its pixels; empty where nothing does. */
  pixelsOf(world: Box): Box {
    return intersectBoxes(pixelBox(this.raster, world), WHOLE_TILE)
  }

  damage(pixels: Box): void {
    if (!isEmptyBox(pixels)) this.dirty = unionBoxes(this.dirty, pixels)
  }

  /**
   * What has to be painted, which from now on counts as being so. Browsers smooth the edges of a path by how much is in
   * it: where there are hairlines, also since it was damaged, all of them are painted.
   */
  takeDirty(): Box {
    const { dirty } = this
    this.dirty = EMPTY_BOX
    return this.hasHairlines && !isEmptyBox(dirty) ? WHOLE_TILE : dirty
  }

  /** The picture, for another tile; null where none was made. The tile is not to be used any more. */
  giveUp(): Picture | null {
    const { made, half } = this
    if (half !== null) releasePicture(half)
    this.made = null
    this.half = null
    this.content = 'unknown'
    return made
  }
}

/** Browsers keep the memory of a canvas for long unless it has no size. */
export function releasePicture({ canvas }: Picture): void {
  canvas.width = 0
  canvas.height = 0
}

export function clearPicture({ painter }: Picture, { minX, minY, maxX, maxY }: Box): void {
  painter.setTransform(1, 0, 0, 1, 0, 0)
  painter.clearRect(minX, minY, maxX - minX, maxY - minY)
}
