import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { item } from '../element.ts'
import type { Point } from '../point.ts'
import { between, STEPS } from '../testing/between.ts'
import { add, cross, distance, rotate, scale, subtract } from '../vector.ts'
import { fitShape } from './fit-shape.ts'
import { rectangleAt, type Shape } from './shape.ts'
import { anyHand, begunAnywhere, drawn, trackOf } from './testing/rough-stroke.ts'

const real = (min: number, max: number): fc.Arbitrary<number> =>
  fc.nat(STEPS).map(between(min, max))
const anyPlace = fc.record({ x: real(-5000, 5000), y: real(-5000, 5000) })
const anySize = fc.nat(STEPS).map(step => 20 * 100 ** between(0, 1)(step))
const anyAngle = real(-Math.PI, Math.PI)
/** Centre, longer side, shorter by longer side, turn, and how it is drawn. */
const anyOblong = [anyPlace, anySize, real(0.3, 1), anyAngle, anyHand] as const
/** How far a found place may lie from the true one, as a part of the shape's size: the snaps move it by most of that. */
const NEAR = 0.1

function expectNear(found: Point, wanted: Point, size: number): void {
  expect(distance(found, wanted) / size).toBeLessThan(NEAR)
}

/** Each true corner has a found one near it. */
function expectCorners(found: readonly Point[], wanted: readonly Point[], size: number): void {
  expect(found).toHaveLength(wanted.length)
  for (const corner of wanted) {
    const gaps = found.map(each => distance(each, corner))
    expect(Math.min(...gaps) / size).toBeLessThan(NEAR)
  }
}

function ofKind<Kind extends Shape['kind']>(
  shape: Shape | null,
  kind: Kind,
): Extract<Shape, { readonly kind: Kind }> {
  expect(shape?.kind).toBe(kind)
  // The kind was expected above, which the type of `expect` does not carry over.
  return shape as Extract<Shape, { readonly kind: Kind }>
}

/** Points around an ellipse, as many as it takes for it to be round. */
function ellipsePoints(centre: Point, radii: Point, angleRadians: number): Point[] {
  return Array.from({ length: 90 }, (_, i) => {
    const t = (i / 90) * 2 * Math.PI
    const on = { x: radii.x * Math.cos(t), y: radii.y * Math.sin(t) }
    return add(centre, rotate(on, angleRadians))
  })
}

describe('a rough stroke is found to be', () => {
  it('a line, from where it began to where it ended', () => {
    fc.assert(
      fc.property(anyPlace, anySize, anyAngle, anyHand, (from, size, angle, hand) => {
        const to = add(from, rotate({ x: size, y: 0 }, angle))
        const line = ofKind(fitShape(drawn([from, to], size, hand)), 'line')
        expectNear(line.from, hand.isBackwards ? to : from, size)
        expectNear(line.to, hand.isBackwards ? from : to, size)
      }),
    )
  })

  it('an ellipse, or a circle where it is nearly one', () => {
    fc.assert(
      fc.property(...anyOblong, (centre, size, ratio, angle, hand) => {
        const radii = { x: size / 2, y: (size / 2) * ratio }
        const loop = begunAnywhere(ellipsePoints(centre, radii, angle), hand)
        const found = ofKind(fitShape(drawn(loop, size, hand)), 'ellipse')
        expectNear(found.centre, centre, size)
        const [large, small] = [found.radiusX, found.radiusY].toSorted((a, b) => b - a)
        expect(large).toBeGreaterThan(radii.x * 0.9)
        expect(large).toBeLessThan(radii.x * 1.1)
        expect(small).toBeGreaterThan(radii.y * 0.9)
        expect(small).toBeLessThan(radii.y * 1.1)
        if (ratio > 0.95) expect(found.radiusX).toBe(found.radiusY)
        if (ratio > 0.7) return
        // Of its long axis; half a turn is the same.
        const off = Math.abs(Math.sin(found.angleRadians - angle))
        expect(off).toBeLessThan(Math.sin((10 / 180) * Math.PI))
      }),
    )
  })

  it('a rectangle of any turn', () => {
    fc.assert(
      fc.property(...anyOblong, (centre, size, ratio, angleRadians, hand) => {
        const truth = rectangleAt(centre, { width: size, height: size * ratio, angleRadians })
        const stroke = drawn(begunAnywhere(truth.corners, hand), size, hand)
        const { corners } = ofKind(fitShape(stroke), 'rectangle')
        expectCorners(corners, truth.corners, size * 1.5)
      }),
    )
  })

  it('a triangle of any kind that is not too flat', () => {
    const anyCorners = fc
      .tuple(anyAngle, real(0.5, 1.4), real(0.5, 1.4))
      .map(([angle, left, right]) =>
        [
          { x: 0, y: 0 },
          { x: Math.cos(left), y: Math.sin(left) },
          { x: Math.cos(left) + Math.cos(right) * 0.8, y: Math.sin(left) - Math.sin(right) * 0.8 },
        ].map(corner => rotate(corner, angle)),
      )
    fc.assert(
      fc.property(anyPlace, anySize, anyCorners, anyHand, (place, size, unit, hand) => {
        const truth = unit.map(corner => add(place, scale(corner, size)))
        const stroke = drawn(begunAnywhere(truth, hand), size, hand)
        const { corners } = ofKind(fitShape(stroke), 'triangle')
        expectCorners(corners, truth, size * 1.5)
      }),
    )
  })

  it('an arrow whose head is drawn back over the tip, or straight across', () => {
    const anyHead = fc.record({
      part: real(0.14, 0.4),
      angle: real(0.35, 0.8),
      isClosed: fc.boolean(),
      side: fc.constantFrom(1, -1),
    })
    fc.assert(
      fc.property(
        anyPlace,
        anySize,
        anyAngle,
        anyHead,
        anyHand,
        (from, size, angle, head, hand) => {
          const to = add(from, rotate({ x: size, y: 0 }, angle))
          const back = scale(subtract(from, to), head.part)
          const one = add(to, rotate(back, head.angle * head.side))
          const other = add(to, rotate(back, -head.angle * head.side))
          const way = [from, to, one, ...(head.isClosed ? [] : [to]), other]
          const forwards = {
            ...hand,
            isBackwards: false,
            tremble: hand.tremble / 2,
            wobble: hand.wobble / 2,
          }
          const arrow = ofKind(fitShape(drawn(way, size, forwards)), 'arrow')
          expectNear(arrow.from, from, size)
          expectNear(arrow.to, to, size)
          expectCorners(arrow.barbs, [one, other], size * 1.5)
          const [a, b] = arrow.barbs
          const middle = scale(add(a, b), 0.5)
          const lean = cross(subtract(middle, arrow.to), subtract(arrow.from, arrow.to))
          expect(Math.abs(lean) / (size * size)).toBeLessThan(1e-9)
        },
      ),
    )
  })
})

describe('axes of the board', () => {
  const HAND = {
    samples: 100,
    tremble: 0.005,
    wobble: 0.003,
    start: 0.1,
    isBackwards: false,
    seed: 7,
  }
  const turnedBy = (degrees: number) => {
    const angleRadians = (degrees / 180) * Math.PI
    const truth = rectangleAt({ x: 10, y: 20 }, { width: 100, height: 60, angleRadians })
    return ofKind(fitShape(drawn(begunAnywhere(truth.corners, HAND), 100, HAND)), 'rectangle')
  }

  it('draw a rectangle onto them that is less than five degrees off', () => {
    const { corners } = turnedBy(4)
    const xs = new Set(corners.map(({ x }) => Math.round(x * 1e6)))
    expect(xs.size).toBe(2)
  })

  it('leave one alone that is more', () => {
    const { corners } = turnedBy(7)
    const side = subtract(item(corners, 1), item(corners, 0))
    expect((Math.atan2(side.y, side.x) / Math.PI) * 180).toBeCloseTo(7, 0)
  })

  it('and sides that are nearly alike become a square', () => {
    const truth = rectangleAt({ x: 0, y: 0 }, { width: 100, height: 94, angleRadians: 0.3 })
    const stroke = drawn(begunAnywhere(truth.corners, HAND), 100, HAND)
    const { corners } = ofKind(fitShape(stroke), 'rectangle')
    const sides = corners.map((corner, i) => distance(corner, item(corners, (i + 1) % 4)))
    expect(Math.max(...sides) / Math.min(...sides)).toBeCloseTo(1, 6)
  })
})

describe('the ends of a closed shape', () => {
  const circle = (from: number, to: number) =>
    trackOf(
      Array.from({ length: 81 }, (_, i) => {
        const t = from + ((to - from) * i) / 80
        return { x: 50 * Math.cos(t), y: 50 * Math.sin(t) }
      }),
    )

  it('may overlap or leave a gap, a little', () => {
    for (const end of [0.93, 1, 1.12]) {
      const found = ofKind(fitShape(circle(0, 2 * Math.PI * end)), 'ellipse')
      expectNear(found.centre, { x: 0, y: 0 }, 100)
      expect(found.radiusX).toBeGreaterThan(45)
      expect(found.radiusX).toBeLessThan(55)
    }
  })

  it('far apart close nothing, and around twice is no shape', () => {
    expect(fitShape(circle(0, 2 * Math.PI * 0.75))).toBeNull()
    expect(fitShape(circle(0, 4 * Math.PI))).toBeNull()
  })
})

describe('no shape is', () => {
  const track = (count: number, at: (t: number) => Point) =>
    trackOf(Array.from({ length: count + 1 }, (_, i) => at(i / count)))

  it('a spiral, of however many turns', () => {
    fc.assert(
      fc.property(real(1.6, 6), anySize, anyAngle, (turns, size, angle) => {
        const stroke = track(300, t => {
          const turn = angle + turns * 2 * Math.PI * t
          return { x: size * t * Math.cos(turn), y: size * t * Math.sin(turn) }
        })
        expect(fitShape(stroke)).toBeNull()
      }),
    )
  })

  it('a zig-zag, nor a scribble over one place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 20 }),
        real(0.15, 1),
        anyAngle,
        (count, height, angle) => {
          const zigzag = track(400, t => {
            const up = Math.abs(((t * count) % 2) - 1)
            return rotate({ x: t * 200, y: up * height * 200 }, angle)
          })
          expect(fitShape(zigzag)).toBeNull()
          const scribble = track(400, t =>
            rotate({ x: Math.sin(t * count * 4) * 100, y: t * 30 }, angle),
          )
          expect(fitShape(scribble)).toBeNull()
        },
      ),
    )
  })

  it('a line of which a part is drawn over, there and back', () => {
    const xs = [0, 200, 130, 200]
    const over = track(120, t => {
      const leg = Math.min(2, Math.floor(t * 3))
      const [from = 0, to = 0] = xs.slice(leg)
      return { x: from + (to - from) * (t * 3 - leg), y: 2 * t }
    })
    expect(fitShape(over)).toBeNull()
  })

  it('a random walk, nearly always', () => {
    const steps = fc.array(fc.tuple(real(-1, 1), real(-1, 1)), { minLength: 40, maxLength: 120 })
    const walks = fc.sample(steps, { numRuns: 200, seed: 5 })
    const taken = walks.filter(walk => {
      let at = { x: 0, y: 0 }
      const points = walk.map(([x, y]) => {
        at = add(at, { x: x * 10, y: y * 10 })
        return at
      })
      return fitShape(trackOf(points)) !== null
    })
    expect(taken.length).toBeLessThanOrEqual(4)
  })

  it('a bow, a wave, a figure of eight or a dot', () => {
    expect(fitShape(track(60, t => ({ x: t * 200, y: Math.sin(t * Math.PI) * 40 })))).toBeNull()
    expect(fitShape(track(90, t => ({ x: t * 200, y: Math.sin(t * 9) * 20 })))).toBeNull()
    const eight = track(90, t => ({
      x: Math.sin(t * 4 * Math.PI) * 50,
      y: Math.sin(t * 2 * Math.PI) * 100,
    }))
    expect(fitShape(eight)).toBeNull()
    expect(fitShape(track(9, () => ({ x: 3, y: 4 })))).toBeNull()
    expect(fitShape(trackOf([]))).toBeNull()
    expect(fitShape(trackOf([{ x: 1, y: 1 }]))).toBeNull()
  })
})

it('the same stroke is the same shape, however many points it was sampled in', () => {
  const corners = rectangleAt(
    { x: 0, y: 0 },
    { width: 300, height: 200, angleRadians: 0.5 },
  ).corners
  const still = { tremble: 0, wobble: 0, start: 0, isBackwards: false, seed: 1 }
  for (const samples of [60, 250, 2000]) {
    const stroke = drawn([...corners, item(corners, 0)], 300, { ...still, samples })
    expectCorners(ofKind(fitShape(stroke), 'rectangle').corners, corners, 300)
    expect(fitShape(stroke)).toEqual(fitShape(stroke))
  }
})
