import { beforeEach, describe, expect, it } from 'vitest'
import { recordingPictures, stubPaths } from './testing/recording-canvas.ts'
import { TILE_PX, Tile, WHOLE_TILE } from './tile.ts'

function tileAt(scale: number) {
  const { made, picture } = recordingPictures()
  return { tile: new Tile(scale, { column: 0, row: 0 }, picture), made }
}

beforeEach(stubPaths)

describe('a tile', () => {
  it('has no picture before one is asked for, and gives up the one that it has', () => {
    const { tile, made } = tileAt(1)
    expect(tile.giveUp()).toBeNull()
    const { picture } = tile
    expect(made).toHaveLength(1)
    expect(tile.giveUp()).toBe(picture)
    expect(tile.content).toBe('unknown')
  })

  it('is copied at half the size from half its scale on, once it was shrunk', () => {
    const { tile } = tileAt(2)
    const { picture } = tile
    tile.noteInk()
    expect(tile.isShrunk).toBe(false)
    expect(tile.pictureAt(0.5)).toBe(picture)
    const half = tile.shrink()
    expect(tile.isShrunk).toBe(true)
    expect(tile.pictureAt(1)).toBe(half)
    expect(tile.pictureAt(1.01)).toBe(picture)
  })

  it('is copied as it is when something was painted since it was shrunk', () => {
    const { tile } = tileAt(1)
    tile.noteInk()
    tile.shrink()
    tile.noteInk()
    expect(tile.pictureAt(0.1)).toBe(tile.picture)
    expect(tile.isShrunk).toBe(false)
  })

  it('has nothing to shrink while nothing is on it', () => {
    const { tile, made } = tileAt(1)
    expect(tile.isShrunk).toBe(true)
    tile.noteEmpty()
    expect(tile.isShrunk).toBe(true)
    expect(made).toHaveLength(0)
  })

  it('is damaged where it was, but all of it where hairlines are on it', () => {
    const { tile } = tileAt(1)
    tile.takeDirty()
    const part = { minX: 10, minY: 20, maxX: 30, maxY: 40 }
    tile.damage(part)
    expect(tile.takeDirty()).toEqual(part)
    tile.hasHairlines = true
    tile.damage(part)
    expect(tile.takeDirty()).toEqual(WHOLE_TILE)
    expect(WHOLE_TILE.maxX).toBe(TILE_PX)
  })

  it('is painted whole where the first hairlines came on it behind the damage', () => {
    const { tile } = tileAt(1)
    tile.takeDirty()
    tile.damage({ minX: 10, minY: 20, maxX: 30, maxY: 40 })
    tile.hasHairlines = true
    expect(tile.takeDirty()).toEqual(WHOLE_TILE)
    expect(tile.isWhole).toBe(true)
  })
})
