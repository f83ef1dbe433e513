import { must } from '@inkroom/protocol'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BaseLayer } from './base-layer.ts'
import type { Viewport } from './camera-transform.ts'
import { flushPicture } from './picture-flush.ts'
import { Scene, type SceneStroke } from './scene.ts'
import { madeStroke, strokeId } from './testing/made-strokes.ts'
import { recordingCanvas, recordingPictures, stubPaths } from './testing/recording-canvas.ts'
import { TILE_BYTES, TILE_PX, Tile } from './tile.ts'

vi.mock('./picture-flush.ts', () => ({ flushPicture: vi.fn() }))

/** One tile and no other: the origin is a tile's corner. */
const HOME: Viewport = {
  camera: { x: 0, y: 0, zoom: 1 },
  size: { width: 200, height: 100 },
  dpr: 1,
}
const moved = (x: number): Viewport => ({ ...HOME, camera: { ...HOME.camera, x } })
const zoomed = (zoom: number): Viewport => ({ ...HOME, camera: { ...HOME.camera, zoom } })

/** A layer with its canvas and tiles, a scene, and a clock of which each reading costs `readingMs`. */
function board(strokes: readonly SceneStroke[], { readingMs = 0, maxTiles = 64 } = {}) {
  const scene = new Scene()
  const screen = recordingCanvas()
  const { made, picture } = recordingPictures()
  let nowMs = 0
  const cost = { readingMs }
  const layer = new BaseLayer({
    scene,
    canvas: screen.canvas,
    nowMs: () => (nowMs += cost.readingMs),
    maxTileBytes: maxTiles * TILE_BYTES,
    picture,
  })
  const put = (...more: SceneStroke[]) => layer.damage(scene.put(more))
  put(...strokes)
  layer.setViewport(HOME)
  /** Until there is nothing more to paint, a sixtieth of a second each. */
  const settle = () => {
    let frames = 1
    for (; layer.frame(); frames += 1) nowMs += 16
    return frames
  }
  const turn = () => layer.paintOn(nowMs)
  /** What was filled since the last look, on whichever picture. */
  const filled = () => made.flatMap(each => each.took()).filter(what => /^(fill|stroke)/.test(what))
  const aside = () => must(made[0], 'the picture aside')
  return { scene, layer, put, settle, turn, filled, aside, screen, cost, made }
}

/** Within one tile. */
function inside(n: number, x = 50): SceneStroke {
  const stroke = madeStroke(n, x)
  const ys = stroke.points.ys.map(y => y + 400)
  const points = { ...stroke.points, ys }
  return { ...stroke, minY: stroke.minY + 50, maxY: stroke.maxY + 50, points }
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => madeStroke(n + 1))

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

  it('costs nothing while nothing changes', () => {
    const { layer, settle, filled, screen } = board(upTo(3))
    settle()
    filled()
    screen.took()
    expect(layer.frame()).toBe(false)
    expect(filled()).toEqual([])
    expect(screen.took()).toEqual([])
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
