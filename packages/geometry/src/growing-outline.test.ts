// A growing stroke's pieces and end against the outline of the whole, as `traceInk` makes it.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boxContainsBox,
  boxContainsPoint,
  boxOfPoints,
  boxWidth,
  expandBox,
  isEmptyBox,
} from './box.ts'
import { GrowingOutline, type OutlineState, outlineBox, outlineChange } from './growing-outline.ts'
import { inkOutline, traceInk } from './ink-outline.ts'
import type { InkPoints } from './ink-points.ts'
import type { PathSink } from './path-sink.ts'
import type { Point } from './point.ts'
import { type Polygon, polygonSink } from './polygon-sink.ts'
import type { PenPoint, PenWidth } from './settling-radii.ts'
import { strokeRadii } from './stroke-radii.ts'
import { between, STEPS } from './testing/between.ts'
import { walks } from './testing/made-ink.ts'
import { isAtEdge, rasterOf, windingAt } from './testing/winding.ts'

const FLATNESS = 0.002
const RUNS = { numRuns: 4, endOnFailure: true }

const EVEN: PenWidth = { size: 4, thinning: 0.5, hasPressure: false }
const PRESSED: PenWidth = { ...EVEN, hasPressure: true }

const pressure = fc.nat(STEPS).map(between(0, 1))

/** Walks that are strung together, so that most strokes have several pieces; jumps of pressure. */
function stroke(way: fc.Arbitrary<Point[]>): fc.Arbitrary<PenPoint[]> {
  return fc
    .tuple(fc.array(way, { minLength: 1, maxLength: 6, size: 'max' }), fc.infiniteStream(pressure))
    .map(([ways, pressures]) => {
      let at = { x: 0, y: 0 }
      return ways.flatMap(points => {
        const from = at
        const moved = points.map(({ x, y }) => {
          at = { x: from.x + x, y: from.y + y }
          return { ...at, pressure: pressures.next().value ?? 0.5 }
        })
        return moved
      })
    })
}

function grown(
  points: readonly PenPoint[],
  width: PenWidth,
  origin: Point = points[0] ?? { x: 0, y: 0 },
): GrowingOutline<TestPath> {
  const outline = new GrowingOutline(origin, width, () => new TestPath())
  for (const point of points) outline.append(point)
  return outline
}

type Curve = readonly [controlX: number, controlY: number, x: number, y: number]

/** What a path bends along, to be compared curve by curve, and what it fills. */
class TestPath implements PathSink {
  readonly fill = polygonSink(FLATNESS)
  readonly curves: Curve[] = []

  moveTo(x: number, y: number): void {
    this.fill.moveTo(x, y)
  }
  lineTo(x: number, y: number): void {
    this.fill.lineTo(x, y)
  }
  quadraticCurveTo(...curve: Curve): void {
    this.fill.quadraticCurveTo(...curve)
    this.curves.push(curve)
  }
  arc(...arc: Parameters<PathSink['arc']>): void {
    this.fill.arc(...arc)
  }
  closePath(): void {
    this.fill.closePath()
  }
}

function pathsOf({ pieces, end }: OutlineState<TestPath>): TestPath[] {
  return [...pieces.slice(0, end.pieceCount), end].map(({ path }) => path)
}

/** In world units, by their text. */
function curvesOf(paths: readonly TestPath[], origin: Point): Map<string, Point> {
  const curves = paths.flatMap(path => path.curves)
  return new Map(
    curves.map(curve => [
      curve.map(value => value.toFixed(6)).join(' '),
      { x: curve[2] + origin.x, y: curve[3] + origin.y },
    ]),
  )
}

function polygonsOf(state: OutlineState<TestPath>): Polygon[] {
  const { x: left, y: top } = state.origin
  return pathsOf(state).flatMap(({ fill }) =>
    fill.polygons.map(polygon => polygon.map(({ x, y }) => ({ x: x + left, y: y + top }))),
  )
}

/** The curves of the whole stroke, traced in one go around its first point. */
function wholeCurves(ink: InkPoints): Map<string, Point> {
  const [x = 0] = ink.xs
  const [y = 0] = ink.ys
  const path = new TestPath()
  traceInk({ ...ink, xs: ink.xs.map(each => each - x), ys: ink.ys.map(each => each - y) }, path)
  return curvesOf([path], { x, y })
}

function inkOf(points: readonly PenPoint[], width: PenWidth): InkPoints {
  const pressures = width.hasPressure ? points.map(point => point.pressure) : undefined
  return {
    length: points.length,
    xs: Float64Array.from(points, ({ x }) => x),
    ys: Float64Array.from(points, ({ y }) => y),
    radii: strokeRadii(points.length, width, pressures),
  }
}

function expectWhole(state: OutlineState<TestPath>, points: readonly PenPoint[], width: PenWidth) {
  const ink = inkOf(points, width)
  const whole = inkOutline(ink, { tolerance: FLATNESS })
  const parts = polygonsOf(state)
  const room = 0.025 * Math.max(...ink.radii) + 2 * FLATNESS
  for (const centre of rasterOf(ink)) {
    if (isAtEdge(whole, centre, room)) continue
    expect(windingAt(parts, centre) !== 0).toBe(windingAt(whole, centre) !== 0)
  }
  const [is, was] = [boxOfPoints(parts.flat()), boxOfPoints(whole.flat())]
  expect(boxContainsBox(expandBox(was, room), is)).toBe(true)
  expect(boxContainsBox(expandBox(is, room), was)).toBe(true)
}

for (const [kind, way] of Object.entries(walks)) {
  describe(`the pieces of ${kind}`, () => {
    test('and the end fill what the whole fills', () => {
      fc.assert(
        fc.property(stroke(way), fc.boolean(), (points, hasPressure) => {
          const width = hasPressure ? PRESSED : EVEN
          expectWhole(grown(points, width).state(), points, width)
        }),
        RUNS,
      )
    })

    test('and the end, with a tail that is not kept, have the curves of the whole, and no others', () => {
      fc.assert(
        fc.property(stroke(way), fc.nat(3), fc.nat(120), (points, tailLength, at) => {
          const cut = Math.max(1, points.length - tailLength)
          const [begun, tail] = [points.slice(0, cut), points.slice(cut)]
          const outline = grown(begun.slice(0, at), PRESSED, points[0])
          outline.state(tail)
          for (const point of begun.slice(at)) outline.append(point)
          const state = outline.state(tail)
          expect(new Set(curvesOf(pathsOf(state), state.origin).keys())).toEqual(
            new Set(wholeCurves(inkOf(points, PRESSED)).keys()),
          )
        }),
      )
    })

    test('lie inside their boxes', () => {
      fc.assert(
        fc.property(stroke(way), points => {
          const state = grown(points, PRESSED).state()
          const { origin, pieces, end } = state
          for (const { path, box } of [...pieces, end]) {
            for (const { x, y } of path.fill.polygons.flat()) {
              const corner = { x: x + origin.x, y: y + origin.y }
              expect(boxContainsPoint(expandBox(box, FLATNESS), corner)).toBe(true)
            }
          }
          expect(boxContainsBox(outlineBox(state), boxOfPoints(polygonsOf(state).flat()))).toBe(
            true,
          )
        }),
        { numRuns: 30 },
      )
    })

    test('differ from an earlier state inside the box of the change alone', () => {
      fc.assert(
        fc.property(stroke(way), fc.integer({ min: 1, max: 12 }), (points, added) => {
          const outline = grown(points.slice(0, -added), PRESSED, points[0])
          const before = outline.state(points.slice(-1))
          const { origin } = before
          const early = curvesOf(pathsOf(before), origin)
          for (const point of points.slice(-added)) outline.append(point)
          const after = outline.state()
          const late = curvesOf(pathsOf(after), origin)
          const box = outlineChange(before, after)
          for (const [curve, end] of [...early, ...late]) {
            const isSame = early.has(curve) && late.has(curve)
            if (!isSame) expect(boxContainsPoint(box, end)).toBe(true)
          }
        }),
      )
    })
  })
}

test('a pen that moves slowly and is pressed at last swells what lies before, also where a piece would end', () => {
  // Barely touched, then pressed: radii are raised over 3.3 units, which are from 8 points to 110.
  for (let step = 0.03; step < 0.42; step += 0.01) {
    for (let pressedAt = 36; pressedAt < 60; pressedAt++) {
      const points = Array.from({ length: pressedAt + 3 }, (_, n) => {
        return { x: n * step, y: Math.sin(n / 9) / 4, pressure: n < pressedAt ? 0 : 1 }
      })
      const state = grown(points, PRESSED).state()
      expect(new Set(curvesOf(pathsOf(state), state.origin).keys())).toEqual(
        new Set(wholeCurves(inkOf(points, PRESSED)).keys()),
      )
    }
  }
})

/** Counts what is traced into it. */
class CountingPath implements PathSink {
  readonly traced: { commands: number }

  constructor(traced: { commands: number }) {
    this.traced = traced
  }

  moveTo(): void {
    this.traced.commands++
  }
  lineTo(): void {
    this.traced.commands++
  }
  quadraticCurveTo(): void {
    this.traced.commands++
  }
  arc(): void {
    this.traced.commands++
  }
  closePath(): void {
    this.traced.commands++
  }
}

/** A hand that goes round and round, and presses more and less. */
function scribble(n: number): PenPoint {
  return {
    x: 300 * Math.cos(n / 20),
    y: 200 * Math.sin(n / 13),
    pressure: 0.5 + Math.sin(n / 7) / 2,
  }
}

describe('the work', () => {
  test.each([
    { pen: 'without pressure', width: EVEN },
    { pen: 'with pressure', width: PRESSED },
  ])('of a point $pen is the same however long the stroke is', ({ width }) => {
    const traced = { commands: 0 }
    const outline = new GrowingOutline(scribble(0), width, () => new CountingPath(traced))
    let n = 0
    /** The commands of a frame with one new point and a tail, on average and at most. */
    const framesUntil = (length: number) => {
      const [from, begun] = [n, traced.commands]
      let most = 0
      for (; n < length; n++) {
        const before = traced.commands
        outline.append(scribble(n))
        outline.state([scribble(n + 1)])
        most = Math.max(most, traced.commands - before)
      }
      return { mean: (traced.commands - begun) / (n - from), most }
    }
    framesUntil(1_000)
    const early = framesUntil(2_000)
    framesUntil(20_000)
    const late = framesUntil(21_000)
    expect(late.mean / early.mean).toBeCloseTo(1, 1)
    expect(late.most).toBeLessThanOrEqual(early.most + 8)
    // Two curves a point, of one piece and of an end that is two pieces long at most.
    expect(late.most).toBeLessThan(2 * 3 * 32)
  })

  test('of a pen that rests in one place is that of a dot', () => {
    const traced = { commands: 0 }
    const outline = new GrowingOutline({ x: 0, y: 0 }, EVEN, () => new CountingPath(traced))
    for (let n = 0; n < 1_000; n++) outline.append({ x: 0.01 * (n % 2), y: 0, pressure: 0.5 })
    const { pieces, end } = outline.state()
    expect(pieces).toEqual([])
    expect(end.anchors.length).toBe(1)
    expect(traced.commands).toBe(3)
  })

  test('of a state in which nothing is new leaves nothing to paint', () => {
    const outline = grown([scribble(0), scribble(1), scribble(2)], PRESSED)
    const tail = [scribble(3)]
    expect(isEmptyBox(outlineChange(outline.state(tail), outline.state(tail)))).toBe(true)
    expect(isEmptyBox(outlineChange(outline.state(tail), outline.state()))).toBe(false)
  })

  test('of showing a point stays near the pen: the box of the change does not grow with the stroke', () => {
    const outline = grown([], PRESSED)
    let before = outline.state()
    const widths: number[] = []
    for (let n = 0; n < 2_000; n++) {
      outline.append({ x: 2 * n, y: 0, pressure: 0.5 })
      const after = outline.state()
      widths.push(boxWidth(outlineChange(before, after)))
      before = after
    }
    // Two links that are bent anew and the new one, round ends and what pressure to come may change.
    const usual = widths.toSorted((a, b) => a - b)[1_900] ?? Infinity
    expect(usual).toBeLessThan(2 * 5 + 5)
    expect(Math.max(...widths)).toBeLessThan(2 * 2 * 50)
  })
})
