import { beforeEach, describe, expect, it, vi } from 'vitest'
import { board, HOME, inside, moved, upTo, zoomed } from './testing/layer-kit.ts'
import { madeStroke, strokeId } from './testing/made-strokes.ts'
import { stubPaths } from './testing/recording-canvas.ts'
import { TILE_PX } from './tile.ts'

vi.mock('./picture-flush.ts', () => ({ flushPicture: vi.fn() }))

beforeEach(stubPaths)

describe('a stroke that is finished', () => {
  it('is painted on top of the tile where it lies on top', () => {
    const { put, layer, settle, filled, screen } = board([inside(1), inside(2)])
    settle()
    filled()
    screen.took()
    put(inside(3))
    expect(layer.frame()).toBe(false)
    expect(filled()).toEqual(['fill 3'])
    expect(screen.took()).toEqual(['clear', 'copy'])
  })

  it('is painted in its place where others lie above it', () => {
    const { put, settle, filled, aside } = board([inside(1), inside(5)])
    settle()
    filled()
    put(inside(3))
    settle()
    expect(
      aside()
        .calls.slice(-3)
        .map(({ what }) => what),
    ).toContain('fill 5')
    expect(filled()).toEqual(['fill 1', 'fill 3', 'fill 5'])
  })

  it.each([
    ['on top', 101],
    ['beneath another', 0],
  ])('waits on the wet layer, %s, while its place is being painted', (_, n) => {
    const { put, layer, cost, settle } = board(upTo(100))
    layer.frame()
    cost.readingMs = 9
    layer.setTheme('dark')
    layer.frame()
    put(madeStroke(n))
    expect(layer.frame()).toBe(true)
    expect(Array.from(layer.unpainted, stroke => stroke.id)).toEqual([strokeId(n)])
    settle()
    expect([...layer.unpainted]).toEqual([])
  })

  it('goes on waiting when all is painted anew', () => {
    const { put, layer, cost, settle } = board(upTo(100))
    layer.frame()
    cost.readingMs = 9
    put(madeStroke(0))
    layer.frame()
    layer.setTheme('dark')
    layer.frame()
    expect(Array.from(layer.unpainted, stroke => stroke.id)).toEqual([strokeId(0)])
    settle()
    expect([...layer.unpainted]).toEqual([])
  })

  it('waits no longer when the board is another', () => {
    const { scene, put, layer, cost } = board(upTo(100))
    cost.readingMs = 9
    layer.frame()
    put(madeStroke(101))
    layer.frame()
    scene.clear()
    layer.beginAnew(false)
    put(madeStroke(101))
    expect([...layer.unpainted]).toEqual([])
  })

  it('is asked of the wet layer once, however often it changed', () => {
    const { put, layer, cost } = board(upTo(100))
    cost.readingMs = 9
    layer.frame()
    put(madeStroke(101))
    put(madeStroke(101, 0, 5))
    layer.frame()
    expect([...layer.unpainted].filter(({ id }) => id === strokeId(101))).toHaveLength(1)
  })

  it('is on tiles that are not on the screen as well, when they come back', () => {
    const { put, layer, settle, filled } = board([inside(1)])
    settle()
    layer.setViewport(zoomed(2))
    settle()
    put(inside(2))
    settle()
    filled()
    layer.setViewport(HOME)
    settle()
    expect(filled()).toEqual(['fill 1', 'fill 2'])
  })
})

describe('a stroke that is removed', () => {
  it('is not painted ahead by what was begun before', () => {
    const strokes = upTo(200).map((_, n) => inside(n + 1))
    const { layer, scene, settle, turn, filled, cost } = board(strokes, { maxTiles: 99 })
    layer.setViewport(moved(50 * TILE_PX))
    settle()
    cost.readingMs = 3
    layer.foresee(zoomed(0.5))
    expect(turn()).toBe(true)
    filled()
    layer.damage(scene.remove(strokeId(200)))
    cost.readingMs = 0
    settle()
    layer.foresee(zoomed(0.5))
    while (turn());
    const painted = filled()
    expect(painted).toContain('fill 199')
    expect(painted).not.toContain('fill 200')
  })

  it('leaves what lies around it as a whole picture would have it', () => {
    const { scene, layer, settle, filled, aside } = board([inside(1), inside(2), inside(3, 150)])
    settle()
    filled()
    layer.damage(scene.remove(strokeId(1)))
    settle()
    expect(filled()).toEqual(['fill 2'])
    const [clear] = aside()
      .calls.filter(({ what }) => what === 'clear')
      .slice(-1)
    expect(clear?.args).toEqual([48, 48, 14, 14])
  })

  it('goes from a tile in the making too', () => {
    const { scene, layer, cost, settle, filled } = board(upTo(40).map((__, n) => inside(n + 1)))
    cost.readingMs = 9
    layer.frame()
    filled()
    layer.damage(scene.remove(strokeId(1)))
    settle()
    expect(filled()).not.toContain('fill 1')
    expect(layer.isSettled).toBe(true)
  })
})

it.each([
  ['keeps', 64, 0],
  ['does not keep', 0, 20],
])('%s the outlines of its ink where there is memory for %d tiles', (_, maxTiles, made) => {
  const { layer, settle } = board(
    upTo(20).map((__, n) => inside(n + 1)),
    { maxTiles },
  )
  settle()
  let paths = 0
  class CountedPath extends Path2D {
    constructor() {
      super()
      paths += 1
    }
  }
  vi.stubGlobal('Path2D', CountedPath)
  layer.setTheme('dark')
  settle()
  expect(paths).toBe(made)
})

it('takes a whole board at once, and shows nothing of it on the wet layer', () => {
  const { layer, settle } = board([])
  settle()
  const many = Array.from({ length: 200_000 }, (_, n) => madeStroke(n + 1))
  layer.damage(many.map(stroke => ({ kind: 'on-top', stroke })))
  layer.frame()
  expect([...layer.unpainted]).toEqual([])
})
