import { beforeEach, describe, expect, it, vi } from 'vitest'
import { board, HOME, inside, moved, upTo, zoomed } from './testing/layer-kit.ts'
import { madeStroke } from './testing/made-strokes.ts'
import { stubPaths } from './testing/recording-canvas.ts'
import { TILE_PX } from './tile.ts'

vi.mock('./picture-flush.ts', () => ({ flushPicture: vi.fn() }))

beforeEach(stubPaths)

describe('a picture of the board', () => {
  it('has the strokes in board order', () => {
    const { layer, settle, filled } = board([madeStroke(2), madeStroke(1), madeStroke(3)])
    settle()
    // By the ring of tiles around the screen they are met again: they lie on a corner of four.
    expect(filled().slice(0, 3)).toEqual(['fill 1', 'fill 2', 'fill 3'])
    expect(layer.isSettled).toBe(true)
  })

  it('leaves out what is far from the screen', () => {
    const { settle, filled } = board([inside(1), madeStroke(2, 5000)])
    settle()
    expect(filled()).not.toContain('fill 2')
  })

  it('makes no picture for where nothing lies, and shows nothing stretched there', () => {
    const { layer, put, settle, made, screen, filled } = board([inside(1, 5 * TILE_PX)])
    settle()
    // One is what tiles are painted on.
    expect(made).toHaveLength(1)
    expect(layer.isSettled).toBe(true)
    expect(screen.took()).toEqual([])
    put(inside(2))
    settle()
    expect(filled()).toEqual(['fill 2'])
    expect(made).toHaveLength(2)
    expect(screen.took()).toContain('copy')
    layer.setViewport(zoomed(0.5))
    settle()
    screen.took()
    layer.setViewport(moved(TILE_PX * 2))
    settle()
    expect(screen.took()).not.toContain('copy')
  })

  it('is moved by copies alone, however much is on it', () => {
    const { layer, settle, filled, screen } = board(upTo(300))
    settle()
    filled()
    screen.took()
    layer.setViewport(moved(-100))
    layer.frame()
    expect(screen.took()).toEqual(['clear', 'copy', 'clear', 'copy'])
    settle()
    expect(filled().length, 'one tile more of the ring, without ink').toBe(0)
  })

  it.each([1.25, 1.5, 2.625])('has whole device pixels where %d are one of CSS', dpr => {
    const { layer, settle, screen } = board(upTo(1))
    layer.setViewport({ ...HOME, size: { width: 101, height: 77 }, dpr })
    settle()
    const { canvas } = screen
    expect(canvas.width).toBe(Math.round(101 * dpr))
    expect(Number.parseFloat(canvas.style.width) * dpr).toBeCloseTo(canvas.width, 6)
    expect(Number.parseFloat(canvas.style.height) * dpr).toBeCloseTo(canvas.height, 6)
  })

  it('is put together anew in the frame in which its canvas gets another size', () => {
    const { layer, settle, screen } = board(upTo(1))
    settle()
    screen.took()
    layer.setViewport({ ...HOME, size: { width: 300, height: 200 } })
    layer.frame()
    expect(screen.took()).toEqual(['clear', 'copy'])
  })
})

describe('ink from far away', () => {
  it('is drawn as hairlines, all of one look at once, above what is wider', () => {
    const wide = { ...inside(9), width: 40 }
    const { layer, settle, filled } = board([inside(1), inside(1, 60), wide])
    settle()
    filled()
    layer.setViewport(zoomed(0.1))
    settle()
    expect(filled().slice(0, 2)).toEqual(['fill 9', 'stroke 0.5 1'])
  })

  it('is a hairline also where it is the first of its tile', () => {
    const { put, layer, settle, filled } = board([])
    layer.setViewport(zoomed(0.1))
    settle()
    put(inside(1))
    settle()
    expect(filled()).toEqual(['stroke 0.5 1'])
  })

  it('is never painted on top of: all of its tile is painted again', () => {
    const { put, layer, settle, filled } = board([inside(1), inside(2, 300)])
    layer.setViewport(zoomed(0.1))
    settle()
    filled()
    put(inside(3))
    settle()
    expect(filled()).toEqual(['stroke 0.5 1', 'stroke 0.5 2', 'stroke 0.5 3'])
  })
})

it('makes all its pictures anew when the browser took them away', () => {
  const { layer, settle, made, filled, screen } = board([inside(1)])
  settle()
  const before = made.length
  filled()
  screen.took()
  layer.renew()
  settle()
  expect(made.length).toBe(before * 2)
  expect(made.slice(0, before).filter(({ canvas }) => canvas.width > 0)).toHaveLength(1)
  expect(filled()).toEqual(['fill 1'])
  expect(screen.took()).toContain('copy')
})
