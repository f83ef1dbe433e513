import { beforeEach, describe, expect, it, vi } from 'vitest'
import { board, HOME, inside, moved, upTo, zoomed } from './testing/layer-kit.ts'
import { stubPaths } from './testing/recording-canvas.ts'
import { TILE_PX } from './tile.ts'

vi.mock('./picture-flush.ts', () => ({ flushPicture: vi.fn() }))

beforeEach(stubPaths)

describe('a picture of the board', () => {
  it('of another scale stands in until the new one is painted', () => {
    const { layer, settle, screen, filled } = board(upTo(3))
    settle()
    screen.took()
    filled()
    layer.setViewport(zoomed(2))
    expect(layer.frame()).toBe(true)
    expect(filled(), 'a board that is being zoomed is not painted').toEqual([])
    expect(screen.calls.at(-1)).toMatchObject({ what: 'copy', args: [0, 0, 1024, 1024] })
    settle()
    expect(filled()).toContain('fill 3')
    expect(screen.calls.at(-1)).toMatchObject({ what: 'copy', args: [0, 0] })
  })

  it('is painted at once where one jumps to another scale', () => {
    const { layer, settle, filled } = board([inside(1)])
    settle()
    filled()
    layer.setViewport(zoomed(2))
    layer.stay()
    layer.frame()
    expect(filled()).toEqual(['fill 1'])
  })

  it('is not painted at the scales through which the board is zoomed', () => {
    const { layer, settle, filled } = board(upTo(3))
    settle()
    filled()
    for (let zoom = 1; zoom < 2; zoom += 0.02) {
      layer.setViewport(zoomed(zoom + 0.02))
      expect(layer.frame()).toBe(true)
    }
    expect(filled()).toEqual([])
  })

  it('keeps its place while it gives way to one of another theme', () => {
    const { layer, cost, settle, screen } = board(upTo(100))
    settle()
    screen.took()
    cost.readingMs = 5
    layer.setTheme('dark')
    expect(layer.frame()).toBe(true)
    expect(layer.isSettled).toBe(false)
    expect(screen.took()).toEqual([])
    settle()
    expect(screen.took()).toEqual(['clear', 'copy'])
  })

  it('gives way to one of another theme as a whole, and not tile by tile', () => {
    const { layer, cost, settle, screen } = board([inside(1), inside(2, TILE_PX + 50)])
    layer.setViewport(moved(TILE_PX - 100))
    settle()
    screen.took()
    cost.readingMs = 30
    layer.setTheme('dark')
    layer.frame()
    expect(screen.took()).toEqual([])
    settle()
    expect(screen.took()).toEqual(['clear', 'copy', 'clear', 'copy'])
  })

  it('goes with the hand while it gives way to one of another theme', () => {
    const { layer, cost, settle, screen } = board(upTo(100))
    settle()
    cost.readingMs = 5
    layer.setTheme('dark')
    layer.frame()
    screen.took()
    layer.setViewport(moved(10))
    layer.frame()
    expect(screen.took()).toEqual(['clear', 'copy'])
  })
})

it('shows no tile that changed while another scale was on the screen, before it is painted anew', () => {
  const { layer, put, settle, screen } = board([inside(1)])
  settle()
  layer.setViewport(zoomed(2))
  settle()
  put(inside(2))
  settle()
  screen.took()
  screen.calls.length = 0
  layer.setViewport(HOME)
  // Nothing is painted right behind a zoom: what is shown is the other scale, stretched, which has both strokes.
  layer.frame()
  const copies = () => screen.calls.filter(({ what }) => what === 'copy').map(({ args }) => args)
  expect(copies().length).toBeGreaterThan(0)
  expect(copies().every(args => args.length === 4)).toBe(true)
  settle()
  expect(copies().at(-1)).toHaveLength(2)
})
