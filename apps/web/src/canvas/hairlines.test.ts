import { must } from '@inkroom/protocol'
import { beforeEach, expect, it, vi } from 'vitest'
import { Hairlines, isHairline } from './hairlines.ts'
import type { SceneStroke } from './scene.ts'
import { madeStroke } from './testing/made-strokes.ts'
import { recordingCanvas } from './testing/recording-canvas.ts'

const RASTER = { scale: 0.1, left: 100, top: 0 }

/** What each path that was made holds, as x of its points. */
let paths: number[][] = []

class NotedPath {
  private readonly xs: number[] = []

  constructor() {
    paths.push(this.xs)
  }

  moveTo(x: number): void {
    this.xs.push(x)
  }

  lineTo(x: number): void {
    this.xs.push(x)
  }
}

beforeEach(() => {
  paths = []
  vi.stubGlobal('Path2D', NotedPath)
})

/** A level line of so many points, a unit between each. */
function level(n: number, length: number): SceneStroke {
  const stroke = madeStroke(n)
  const points = {
    length,
    xs: Float64Array.from({ length }, (_, at) => at * 8),
    ys: new Float64Array(length),
    pressures: new Uint8Array(length),
  }
  return { ...stroke, points, minX: 0, maxX: length - 1, minY: 0, maxY: 0 }
}

function strokesPainted(strokes: readonly SceneStroke[]): string[] {
  const hairlines = new Hairlines(RASTER)
  for (const stroke of strokes) hairlines.add(stroke)
  const { canvas, took } = recordingCanvas()
  const painter = must(canvas.getContext('2d'), 'a painter')
  while (hairlines.paintNext(painter, 'light'));
  return took()
}

it('a line is one where it is thinner than most of a pixel', () => {
  const stroke = { ...madeStroke(1), width: 4 }
  expect(isHairline(stroke, 0.18)).toBe(true)
  expect(isHairline(stroke, 0.19)).toBe(false)
})

it('lines of one look are drawn at once, and each look in an order of its own', () => {
  const all = [madeStroke(2), madeStroke(1), madeStroke(2, 50), madeStroke(1, 70)]
  expect(strokesPainted(all)).toEqual(['stroke 0.5 1', 'stroke 0.5 2'])
  expect(strokesPainted(all.toReversed())).toEqual(strokesPainted(all))
})

it('those that begin far from each other are drawn one after the other, the left ones first', () => {
  const begin = (minX: number): SceneStroke => ({ ...madeStroke(1), minX })
  // At this scale a column is 640 units wide, and the tile's first begins at 1,000.
  const [before, first, second, last] = [0, 1_010, 1_700, 6_000].map(begin)
  const all = [last, second, first, before].flatMap(each => each ?? [])
  expect(strokesPainted(all)).toHaveLength(4)
  expect(strokesPainted([begin(1_010), begin(1_600)])).toHaveLength(1)
  expect(strokesPainted([begin(-9e9), begin(0)])).toHaveLength(1)
})

it('a pen and a marker of one colour do not look alike', () => {
  const pen = madeStroke(1)
  const marker = { ...pen, header: { ...pen.header, brush: 'highlighter' as const } }
  expect(strokesPainted([pen, marker])).toHaveLength(2)
})

it('a line has about two points each three pixels, and both its ends', () => {
  const hairlines = new Hairlines(RASTER)
  hairlines.add(level(1, 1001))
  const [xs = []] = paths
  expect(xs.length).toBeGreaterThan(60)
  expect(xs.length).toBeLessThan(80)
  expect(xs[0]).toBeCloseTo(-100)
  expect(xs.at(-1)).toBeCloseTo(0)
})

it('a line of which a part is erased is drawn as what is left, to the place', () => {
  const hairlines = new Hairlines({ ...RASTER, left: 0 })
  hairlines.add({ ...level(1, 1001), erased: [{ from: 200.5, to: 700.25 }] })
  const [xs = []] = paths
  const gap = xs.findIndex((x, at) => at > 0 && x - (xs[at - 1] ?? x) > 2)
  expect(xs.slice(gap - 1, gap + 1)).toEqual([20.05, 70.025])
  expect([xs[0], xs.at(-1)]).toEqual([0, 100])
})

it('a dot has a length too, without which nothing of it would show', () => {
  const hairlines = new Hairlines(RASTER)
  hairlines.add(level(1, 1))
  expect(paths).toEqual([[-100, -99.5]])
})
