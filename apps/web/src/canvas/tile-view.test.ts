import { type Box, boxesIntersect, boxHeight, boxWidth } from '@inkroom/geometry'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { pixelHeight, pixelWidth, type Viewport } from './camera-transform.ts'
import { recordingPictures, stubPaths } from './testing/recording-canvas.ts'
import { TILE_BYTES, TILE_PX, type Tile } from './tile.ts'
import { TileCache } from './tile-cache.ts'
import { placeOf, regionOf, shows, standInsFor, tileViewOf } from './tile-view.ts'

const viewports: fc.Arbitrary<Viewport> = fc.record({
  camera: fc.record({
    x: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    y: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    zoom: fc.double({ min: 0.02, max: 40, noNaN: true }),
  }),
  size: fc.record({
    width: fc.integer({ min: 1, max: 2000 }),
    height: fc.integer({ min: 1, max: 2000 }),
  }),
  dpr: fc.constantFrom(1, 1.25, 2, 3),
})

const canvasOf = (viewport: Viewport): Box => ({
  minX: 0,
  minY: 0,
  maxX: pixelWidth(viewport),
  maxY: pixelHeight(viewport),
})

/** Boxes that only touch do not overlap. */
const overlap = (a: Box, b: Box): boolean =>
  boxesIntersect(a, { minX: b.minX + 1, minY: b.minY + 1, maxX: b.maxX - 1, maxY: b.maxY - 1 })

const cacheOf = (): TileCache =>
  new TileCache({ maxBytes: 100 * TILE_BYTES, picture: recordingPictures().picture })

function painted(cache: TileCache, scale: number, column = 0, row = 0): Tile {
  const tile = cache.make(scale, { column, row }, 1)
  tile.noteInk()
  return tile
}

beforeEach(stubPaths)

it('the tiles of a view cover its canvas, each pixel once, and the ring lies around them', () => {
  fc.assert(
    fc.property(viewports, viewport => {
      const { raster, spots, ring } = tileViewOf(viewport)
      const canvas = canvasOf(viewport)
      const regions = spots.map(spot => regionOf(raster, spot))
      const columns = new Set(spots.map(({ column }) => column)).size
      const rows = new Set(spots.map(({ row }) => row)).size
      expect(spots.length).toBe(columns * rows)
      expect(Math.min(...regions.map(({ minX }) => minX))).toBeLessThanOrEqual(0)
      expect(Math.min(...regions.map(({ minY }) => minY))).toBeLessThanOrEqual(0)
      expect(Math.max(...regions.map(({ maxX }) => maxX))).toBeGreaterThanOrEqual(canvas.maxX)
      expect(Math.max(...regions.map(({ maxY }) => maxY))).toBeGreaterThanOrEqual(canvas.maxY)
      for (const spot of ring) expect(overlap(canvas, regionOf(raster, spot))).toBe(false)
      expect(ring.length).toBe((columns + 2) * (rows + 2) - spots.length)
    }),
  )
})

it('the middle comes first', () => {
  const size = { width: 3 * TILE_PX, height: TILE_PX }
  const { spots } = tileViewOf({ camera: { x: 0, y: 0, zoom: 1 }, size, dpr: 1 })
  expect(spots.map(({ column }) => column)).toEqual([1, 0, 2])
})

it('stretched tiles have their common edge in one place: no seam shows', () => {
  const scale = fc.double({ min: 0.02, max: 80, noNaN: true })
  fc.assert(
    fc.property(viewports, scale, fc.nat(50), (viewport, tileScale, column) => {
      const { raster } = tileViewOf(viewport)
      const cache = cacheOf()
      const left = placeOf(raster, painted(cache, tileScale, column, 3))
      const right = placeOf(raster, painted(cache, tileScale, column + 1, 3))
      const below = placeOf(raster, painted(cache, tileScale, column, 4))
      expect(left.maxX).toBe(right.minX)
      expect(left.maxY).toBe(below.minY)
    }),
  )
})

describe('what stands in for a tile that is missing', () => {
  const raster = { scale: 1, left: 0, top: 0 }
  const region = regionOf(raster, { column: 0, row: 0 })

  it('is of one scale alone, of that which shows most', () => {
    const cache = cacheOf()
    for (const column of [0, 1]) for (const row of [0, 1]) painted(cache, 2, column, row)
    painted(cache, 4)
    const found = standInsFor(cache, raster, region)
    expect(found.map(({ tile }) => tile.raster.scale)).toEqual([2, 2, 2, 2])
    const areas = found.map(({ place }) => boxWidth(place) * boxHeight(place))
    expect(areas).toEqual([256 ** 2, 256 ** 2, 256 ** 2, 256 ** 2])
  })

  it('is the one of the nearest scale of those that show as much, whichever is newer', () => {
    const cache = cacheOf()
    for (const scale of [0.25, 0.5, 0.125]) painted(cache, scale)
    expect(standInsFor(cache, raster, region).map(({ tile }) => tile.raster.scale)).toEqual([0.5])
  })

  it('is nothing where a near scale knows that nothing lies there, whatever one far away shows', () => {
    const cache = cacheOf()
    painted(cache, 0.125)
    cache.make(0.5, { column: 0, row: 0 }, 9).noteEmpty()
    expect(standInsFor(cache, raster, region)).toEqual([])
  })

  it('is nothing that was never painted, nor the tile itself', () => {
    const cache = cacheOf()
    painted(cache, 1)
    cache.make(0.5, { column: 0, row: 0 }, 1)
    expect(standInsFor(cache, raster, region)).toEqual([])
  })
})

it('a view shows the tiles of its own scale that are on its canvas', () => {
  const view = tileViewOf({
    camera: { x: 0, y: 0, zoom: 1 },
    size: { width: 100, height: 100 },
    dpr: 1,
  })
  const cache = cacheOf()
  expect(shows(view, painted(cache, 1))).toBe(true)
  expect(shows(view, painted(cache, 1, 1))).toBe(false)
  expect(shows(view, painted(cache, 2))).toBe(false)
})
