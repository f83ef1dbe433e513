// The tiles that are kept, of any scale: as many as the memory allows, those longest out of use going first.

import {
  type Picture,
  releasePicture,
  TILE_BYTES,
  Tile,
  type TileSpot,
  tilePicture,
} from './tile.ts'

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
  /** Of a tile that went. */
  private spare: Picture | null = null

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

  /** Whether so many are kept at the same time. */
  keeps(count: number): boolean {
    return count <= this.maxTiles
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

  has(tile: Tile): boolean {
    return this.byUse.has(tile)
  }

  /** It is shown: the others go before it. */
  use(tile: Tile): void {
    this.byUse.delete(tile)
    this.byUse.add(tile)
  }

  /** Whether nothing is on any of them. */
  get isBlank(): boolean {
    for (const { content } of this.byUse) if (content === 'inked') return false
    return true
  }

  /** `needed` tiles are on the screen, which are kept whatever they take. */
  make(scale: number, spot: TileSpot, needed: number): Tile {
    const most = Math.max(this.maxTiles, needed)
    for (const oldest of this.byUse) {
      if (this.byUse.size < most) break
      this.forget(oldest)
      this.takeBack(oldest.giveUp())
    }
    const tile = new Tile(scale, spot, () => this.takeSpare() ?? this.picture())
    const level = this.scales.get(scale) ?? new Map<string, Tile>()
    this.scales.set(scale, level.set(nameOf(spot), tile))
    this.byUse.add(tile)
    return tile
  }

  clear(): void {
    for (const tile of this.byUse) {
      this.forget(tile)
      const picture = tile.giveUp()
      if (picture !== null) releasePicture(picture)
    }
    const spare = this.takeSpare()
    if (spare !== null) releasePicture(spare)
  }

  /** Where one goes for each that comes, none is made: the memory of a new one costs as much as its ink. */
  private takeBack(picture: Picture | null): void {
    if (picture === null) return
    if (this.spare === null) this.spare = picture
    else releasePicture(picture)
  }

  private takeSpare(): Picture | null {
    const { spare } = this
    this.spare = null
    return spare
  }

  private forget(tile: Tile): void {
    const { scale } = tile.raster
    const level = this.scales.get(scale)
    level?.delete(nameOf(tile.spot))
    if (level?.size === 0) this.scales.delete(scale)
    this.byUse.delete(tile)
  }
}
