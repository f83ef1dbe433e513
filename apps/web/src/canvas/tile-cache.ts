// The tiles that are kept, of any scale: as many as the memory allows, those longest out of use going first.

import { type Picture, TILE_BYTES, Tile, type TileSpot, tilePicture } from './tile.ts'

const nameOf = ({ column, row }: TileSpot): string => `${column} ${row}`

export interface TileCacheOptions {
  readonly maxBytes: number
  readonly picture?: () => Picture
}

export class TileCache {
  private readonly maxTiles: number
  private readonly picture: () => Picture
  private readonly scales = new Map<number, Map<string, Tile>>()
  /** Those out of use for longest first. */
  private readonly byUse = new Set<Tile>()

  constructor({ maxBytes, picture = tilePicture }: TileCacheOptions) {
    this.maxTiles = Math.floor(maxBytes / TILE_BYTES)
    this.picture = picture
  }

  get all(): Iterable<Tile> {
    return this.byUse
  }

  get size(): number {
    return this.byUse.size
  }

  /** Each scale of which there are tiles, the one that came last last. */
  get allScales(): Iterable<number> {
    return this.scales.keys()
  }

  ofScale(scale: number): Iterable<Tile> {
    return this.scales.get(scale)?.values() ?? []
  }

  get(scale: number, spot: TileSpot): Tile | null {
    return this.scales.get(scale)?.get(nameOf(spot)) ?? null
  }

  /** It is shown: the others go before it. */
  use(tile: Tile): void {
    this.byUse.delete(tile)
    this.byUse.add(tile)
  }

  /** `needed` tiles are on the screen, which are kept whatever they take. */
  make(scale: number, spot: TileSpot, needed: number): Tile {
    const most = Math.max(this.maxTiles, needed)
    let picture: Picture | null = null
    for (const oldest of this.byUse) {
      if (this.byUse.size < most) break
      this.forget(oldest)
      // Where one goes for each that comes, none is made: the memory of a new one costs as much as its ink.
      if (picture === null) picture = oldest.picture
      else oldest.release()
    }
    const tile = new Tile(scale, spot, picture ?? this.picture())
    const level = this.scales.get(scale) ?? new Map<string, Tile>()
    this.scales.set(scale, level.set(nameOf(spot), tile))
    this.byUse.add(tile)
    return tile
  }

  clear(): void {
    for (const tile of this.byUse) {
      this.forget(tile)
      tile.release()
    }
  }

  private forget(tile: Tile): void {
    const { scale } = tile.raster
    const level = this.scales.get(scale)
    level?.delete(nameOf(tile.spot))
    if (level?.size === 0) this.scales.delete(scale)
    this.byUse.delete(tile)
  }
}
