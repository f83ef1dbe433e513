import { describe, expect, it } from 'vitest'
import { distanceToSegment } from '../hit-test.ts'
import { inkOutline } from '../ink-outline.ts'
import type { Point } from '../point.ts'
import { distance, rotate } from '../vector.ts'
import { rectangleAt, type Shape } from './shape.ts'
import { shapeWay } from './shape-way.ts'
import { trackOf } from './testing/rough-stroke.ts'

const WIDTH = 4
const OPTIONS = { step: 8, tolerance: 0.1, width: WIDTH }

/** The edge of the ink that a pen of the width leaves on the shape's way. */
function inkEdge(shape: Shape): Point[] {
  const { length, xs, ys } = trackOf(shapeWay(shape, OPTIONS))
  const radii = new Float64Array(length).fill(WIDTH / 2)
  return inkOutline({ length, xs, ys, radii }, { tolerance: 0.01 }).flatMap(polygon => [...polygon])
}

const gapToLoop = (point: Point, corners: readonly Point[]): number =>
  Math.min(
    ...corners.map((from, i) => {
      const to = corners[(i + 1) % corners.length] ?? from
      return distanceToSegment(point, { from, to })
    }),
  )

const wide = {
  kind: 'triangle',
  corners: [
    { x: 0, y: 0 },
    { x: 200, y: 0 },
    { x: 100, y: 50 },
  ],
} as const
const square = rectangleAt({ x: 30, y: 40 }, { width: 160, height: 90, angleRadians: 0.4 })

describe('the ink on the way of a shape', () => {
  it.each([square, wide])('of corners reaches into them: $kind', shape => {
    const edge = inkEdge(shape)
    // Nothing lies outside; inside the runs of the outline overlap.
    for (const point of edge) {
      expect(gapToLoop(point, shape.corners)).toBeLessThan(WIDTH / 2 + 1e-6)
    }
    for (const corner of shape.corners) {
      const reach = Math.min(...edge.map(point => Math.abs(distance(point, corner) - WIDTH / 2)))
      expect(reach).toBeLessThan(0.2)
    }
  })

  it('of an ellipse is round, and closes where it began', () => {
    const ellipse = {
      kind: 'ellipse',
      centre: { x: 5, y: 6 },
      radiusX: 300,
      radiusY: 300,
      angleRadians: 0,
    } as const
    const isAtSeam = ({ x, y }: Point): boolean => x > 300 && Math.abs(y - 6) < WIDTH
    for (const point of inkEdge(ellipse)) {
      const gap = Math.abs(distance(point, ellipse.centre) - ellipse.radiusX)
      expect(gap).toBeLessThan(WIDTH / 2 + OPTIONS.tolerance * 1.5)
      // There the two round ends lie inside the line.
      if (isAtSeam(point)) continue
      expect(gap).toBeGreaterThan(WIDTH / 2 - OPTIONS.tolerance * 1.5)
    }
    const way = shapeWay(ellipse, OPTIONS)
    expect(way.at(-1)).toEqual(way[0])
  })

  it('of an arrow goes over its tip twice, and comes to both barbs', () => {
    const [one, other] = [
      { x: 90, y: -8 },
      { x: 90, y: 8 },
    ]
    const arrow = {
      kind: 'arrow',
      from: { x: 0, y: 0 },
      to: { x: 100, y: 0 },
      barbs: [one, other],
    } as const
    const way = shapeWay(arrow, OPTIONS)
    expect(way[0]).toEqual(arrow.from)
    expect(way.filter(({ x, y }) => x === 100 && y === 0)).toHaveLength(2)
    expect(way).toContainEqual(one)
    expect(way.at(-1)).toEqual(other)
  })
})

describe('the way of a shape', () => {
  const turned = {
    kind: 'ellipse',
    centre: { x: 0, y: 0 },
    radiusX: 90,
    radiusY: 30,
    angleRadians: 1,
  } as const
  const line = { kind: 'line', from: { x: 0, y: 0 }, to: { x: 333, y: 10 } } as const

  it.each([square, wide, turned, line])('has no step that is too long: $kind', shape => {
    const way = shapeWay(shape, OPTIONS)
    const steps = way.slice(1).map((point, i) => distance(point, way[i] ?? point))
    expect(Math.max(...steps)).toBeLessThan(OPTIONS.step * 1.001)
  })

  it('lies on the shape', () => {
    for (const point of shapeWay(turned, OPTIONS)) {
      const { x, y } = rotate(point, -turned.angleRadians)
      expect((x / 90) ** 2 + (y / 30) ** 2).toBeCloseTo(1, 9)
    }
    for (const point of shapeWay(square, OPTIONS)) {
      expect(gapToLoop(point, square.corners)).toBeLessThan(1e-9)
    }
  })

  it('is there for a shape as small as the line is wide', () => {
    const small = rectangleAt({ x: 0, y: 0 }, { width: 2, height: 1, angleRadians: 0 })
    expect(shapeWay(small, OPTIONS)).toHaveLength(5)
  })
})
