import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Point } from './point.ts'
import { polygonSink } from './polygon-sink.ts'
import { between, STEPS } from './testing/between.ts'
import { cross, distance, lerp, midpoint } from './vector.ts'

const coordinate = fc.nat(STEPS).map(between(-100, 100))
const point = fc.record({ x: coordinate, y: coordinate })
const angle = fc.nat(STEPS).map(between(-7, 7))

function arcPolygon(startAngle: number, endAngle: number, tolerance = 0.01): readonly Point[] {
  const sink = polygonSink(tolerance)
  sink.moveTo(0, 0)
  sink.arc(0, 0, 10, startAngle, endAngle)
  return sink.polygons[0]?.slice(1) ?? []
}

function curvePolygon(a: Point, b: Point, c: Point, tolerance: number): readonly Point[] {
  const sink = polygonSink(tolerance)
  sink.moveTo(a.x, a.y)
  sink.quadraticCurveTo(b.x, b.y, c.x, c.y)
  return sink.polygons[0] ?? []
}

function sweptAngle(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, p, i) => {
    const before = points[i] ?? p
    return sum + Math.atan2(cross(before, p), before.x * p.x + before.y * p.y)
  }, 0)
}

describe('lines', () => {
  test('become a polygon a subpath', () => {
    const sink = polygonSink(1)
    sink.moveTo(0, 0)
    sink.lineTo(1, 0)
    sink.lineTo(1, 1)
    sink.closePath()
    sink.moveTo(5, 5)
    sink.lineTo(6, 5)
    sink.closePath()
    expect(sink.polygons).toEqual([
      [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
        { x: 1, y: 1 },
      ],
      [
        { x: 5, y: 5 },
        { x: 6, y: 5 },
      ],
    ])
  })
})

describe('curves', () => {
  test('end exactly where they are meant to', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const polygon = curvePolygon(a, b, c, 0.1)
        expect(polygon[0]).toEqual(a)
        expect(polygon.at(-1)).toEqual(c)
      }),
    )
  })

  test('are followed within the tolerance', () => {
    const tolerance = fc.constantFrom(0.01, 0.1, 1)
    fc.assert(
      fc.property(point, point, point, tolerance, (a, b, c, tol) => {
        const polygon = curvePolygon(a, b, c, tol)
        for (let i = 1; i < polygon.length; i++) {
          // The chord strays most at the middle of its own stretch of the curve.
          const t = (i - 0.5) / (polygon.length - 1)
          const truth = lerp(lerp(a, b, t), lerp(b, c, t), t)
          const chord = midpoint(polygon[i - 1] ?? a, polygon[i] ?? c)
          expect(distance(truth, chord)).toBeLessThanOrEqual(tol * (1 + 1e-9))
        }
      }),
    )
  })

  test('that are straight take one step', () => {
    expect(curvePolygon({ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 2 }, 0.01)).toHaveLength(2)
  })
})

describe('arcs', () => {
  test('lie on their circle and are followed within the tolerance', () => {
    fc.assert(
      fc.property(angle, angle, (start, end) => {
        const points = arcPolygon(start, end)
        points.forEach((p, i) => {
          expect(Math.hypot(p.x, p.y)).toBeCloseTo(10, 9)
          const chord = midpoint(p, points[i + 1] ?? p)
          expect(Math.hypot(chord.x, chord.y)).toBeGreaterThanOrEqual(10 - 0.01)
        })
      }),
    )
  })

  test('run the way angles grow, less than a turn, from their start to their end', () => {
    fc.assert(
      fc.property(angle, angle, (start, end) => {
        fc.pre(end - start < 2 * Math.PI)
        const points = arcPolygon(start, end)
        const swept = sweptAngle(points)
        expect(swept).toBeGreaterThanOrEqual(-1e-9)
        expect(swept).toBeLessThan(2 * Math.PI + 1e-9)
        expect(points[0]?.x).toBeCloseTo(10 * Math.cos(start), 6)
        expect(points[0]?.y).toBeCloseTo(10 * Math.sin(start), 6)
        expect(points.at(-1)?.x).toBeCloseTo(10 * Math.cos(end), 6)
        expect(points.at(-1)?.y).toBeCloseTo(10 * Math.sin(end), 6)
      }),
    )
  })

  test('past the zero angle go on to the next turn', () => {
    expect(sweptAngle(arcPolygon(Math.PI / 2, -Math.PI / 2))).toBeCloseTo(Math.PI, 9)
  })

  test('of a whole turn or more are one circle', () => {
    expect(sweptAngle(arcPolygon(0, 2 * Math.PI))).toBeCloseTo(2 * Math.PI, 9)
    expect(sweptAngle(arcPolygon(1, 20))).toBeCloseTo(2 * Math.PI, 9)
  })
})

test('an absurd tolerance costs bounded work', () => {
  expect(arcPolygon(0, 2 * Math.PI, 1e-30).length).toBeLessThan(2000)
})
