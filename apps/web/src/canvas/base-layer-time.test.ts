import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { flushPicture } from './picture-flush.ts'
import { board, HOME, inside, moved, upTo } from './testing/layer-kit.ts'
import { strokeId } from './testing/made-strokes.ts'
import { stubPaths } from './testing/recording-canvas.ts'
import { TILE_PX, Tile } from './tile.ts'

vi.mock('./picture-flush.ts', () => ({ flushPicture: vi.fn() }))

beforeEach(stubPaths)

describe('a picture of the board', () => {
  it('costs nothing while nothing changes', () => {
    const { layer, settle, filled, screen } = board(upTo(3))
    settle()
    filled()
    screen.took()
    expect(layer.frame()).toBe(false)
    expect(filled()).toEqual([])
    expect(screen.took()).toEqual([])
  })

  it.each([
    ['a few milliseconds a frame while a hand is busy', { isBusy: true, stays: true }, 16],
    ['as few behind the hand that moved the board', { isBusy: false, stays: false }, 16],
    ['more while nobody waits for anything else', { isBusy: false, stays: true }, 88],
  ])('takes %s', (_, { isBusy, stays }, atMost) => {
    const { layer, cost, filled } = board(upTo(500).map((__, n) => inside(n + 1)))
    cost.readingMs = 1
    const each: number[] = []
    layer.setViewport(moved(1))
    if (stays) layer.stay()
    // As many as are shown behind a move.
    for (let frames = 0; frames < 10 && !layer.isSettled; frames += 1) {
      layer.frame(isBusy)
      each.push(filled().length)
    }
    expect(Math.max(...each)).toBe(atMost)
  })

  it('is painted on between frames, with what has come since the last one, and that once', () => {
    const { layer, put, settle, turn, filled, cost } = board(upTo(200).map((_, n) => inside(n + 1)))
    cost.readingMs = 1
    layer.stay()
    layer.frame()
    put(inside(201, TILE_PX + 50))
    while (turn());
    settle()
    const painted = filled()
    expect(painted.filter(fill => fill === 'fill 201')).toHaveLength(1)
    expect(new Set(painted).size).toBe(painted.length)
  })

  it('takes as much where the page takes its size, since no hand moved the board', () => {
    const { layer, cost, filled } = board(upTo(500).map((_, n) => inside(n + 1)))
    cost.readingMs = 1
    layer.setViewport({ ...HOME, size: { width: 300, height: 200 } })
    layer.frame()
    expect(filled()).toHaveLength(88)
  })

  it('gathers what comes while a board loads, and shows the first of it at once', () => {
    const { layer, put, settle, filled, cost } = board([])
    settle()
    // What shows nothing of it makes nobody wait.
    put(...upTo(300).map((_, n) => inside(n + 1_001, 9_000)))
    layer.frame()
    put(...upTo(300).map((_, n) => inside(n + 1)))
    layer.frame()
    expect(filled()).toHaveLength(300)
    put(...upTo(300).map((_, n) => inside(n + 301)))
    layer.frame()
    layer.frame()
    expect(filled()).toEqual([])
    expect(layer.isSettled).toBe(false)
    cost.readingMs = 1_000
    settle()
    expect(filled()).toHaveLength(600)
  })

  it('is painted where the hand will go next, once the screen is done', () => {
    const { layer, settle, filled } = board([inside(1, TILE_PX + 20)])
    layer.frame()
    settle()
    expect(filled()).toEqual(['fill 1'])
    layer.setViewport(moved(TILE_PX))
    expect(layer.frame() || layer.isSettled).toBe(true)
    expect(layer.isSettled).toBe(true)
  })

  it('paints nothing twice for one view, however little memory there is', () => {
    const columns = upTo(9).map((_, column) => inside(column + 1, 50 + column * TILE_PX))
    const column = fc.integer({ min: 0, max: 8 })
    const way = fc.array(column, { maxLength: 12 })
    fc.assert(
      fc.property(way, fc.integer({ min: 1, max: 14 }), (visited, maxTiles) => {
        const { layer, settle, filled } = board(columns, { maxTiles })
        for (const each of visited) {
          layer.setViewport(moved(each * TILE_PX))
          settle()
          const painted = filled()
          expect(new Set(painted).size).toBe(painted.length)
        }
      }),
    )
  })

  it('keeps no more tiles than it may, but for those it needs', () => {
    const { layer, settle, made } = board(upTo(1), { maxTiles: 10 })
    for (let x = 0; x < 20_000; x += 700) {
      layer.setViewport(moved(x))
      settle()
    }
    const kept = made.filter(({ canvas }) => canvas.width > 0).length
    // One more is what tiles are painted on.
    expect(kept).toBeLessThanOrEqual(1 + 12)
    expect(layer.isSettled).toBe(true)
  })

  it('paints on what the tiles had that went, cleared', () => {
    const strokes = Array.from({ length: 28 }, (_, n) => inside(n + 1, n * 700 + 50))
    const { layer, settle, made } = board(strokes, { maxTiles: 10 })
    for (let n = 0; n < 28; n += 1) {
      layer.setViewport(moved(n * 700))
      settle()
    }
    // Twelve to sixteen are needed at once, with those around the screen; each place takes seven new ones.
    expect(made.length).toBeLessThan(40)
    // No tile is as wide as two of the strokes are apart.
    const pictures = made.flatMap(each => each.took().join(' ').split('clear'))
    const fills = pictures.map(each => each.match(/fill/g)?.length ?? 0)
    expect(Math.max(...fills)).toBe(1)
    expect(fills.filter(count => count > 0).length).toBeGreaterThanOrEqual(28)
  })
})

it('makes small copies of tiles for a zoom while no hand is at the board, and not before', () => {
  const shrunk = vi.spyOn(Tile.prototype, 'shrink')
  const { layer, settle } = board([inside(1), inside(2, TILE_PX + 50)])
  layer.setViewport(moved(1))
  // Nine frames behind a move.
  for (let frames = 0; frames < 9; frames += 1) layer.frame()
  expect(layer.isSettled).toBe(true)
  expect(shrunk).not.toHaveBeenCalled()
  layer.stay()
  settle()
  expect(shrunk).toHaveBeenCalledTimes(2)
  shrunk.mockRestore()
})

it('carries out what it paints on tiles when it paints it, not when they are first shown', () => {
  const { settle, filled, screen } = board(upTo(20).map((_, n) => inside(n + 1)))
  vi.mocked(flushPicture).mockClear()
  settle()
  expect(filled()).toHaveLength(20)
  expect(screen.took()).toContain('copy')
  // Each eight strokes, once the tile is whole, and its small copy.
  expect(flushPicture).toHaveBeenCalledTimes(4)
})

it('shows a picture that becomes whole a few times a second, and a finished stroke on the wet layer until then', () => {
  const { layer, put, cost, screen, settle } = board(upTo(400).map((_, n) => inside(n + 1)))
  layer.stay()
  cost.readingMs = 2
  layer.frame()
  screen.took()
  put(inside(900, TILE_PX + 50))
  layer.setViewport({ ...HOME, size: { width: 2 * TILE_PX, height: 100 } })
  layer.stay()
  let isShown = false
  for (let frames = 0; !isShown && frames < 40; frames += 1) {
    layer.frame()
    isShown = screen.took().includes('copy')
    const isOnWet = layer.unpainted.some(({ id }) => id === strokeId(900))
    expect(isShown || isOnWet).toBe(true)
  }
  settle()
  expect(layer.unpainted).toEqual([])
})

it('paints no further on a tile that had to go, whose picture another may have', () => {
  const strokes = upTo(20).map((_, n) => inside(n + 1))
  const { layer, put, settle, filled, cost } = board(strokes, { maxTiles: 13 })
  cost.readingMs = 9
  layer.frame()
  cost.readingMs = 0
  // Nine tiles, and three: with the one that was begun there is no room for more, and it is the oldest.
  for (const column of [20, 21]) {
    layer.setViewport(moved(column * TILE_PX))
    settle()
  }
  filled()
  layer.setViewport(moved(TILE_PX - 100))
  // The tile beside it is made, to see what of the finished stroke it lacks.
  put(inside(30, TILE_PX + 50))
  cost.readingMs = 9
  layer.frame()
  expect(filled()).toHaveLength(8)
  cost.readingMs = 0
  settle()
  expect(filled()).toEqual([...upTo(20).map((_, n) => `fill ${n + 1}`), 'fill 30'])
})
