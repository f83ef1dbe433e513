import { strokeHit } from '@inkroom/geometry'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inkShape } from '../canvas/ink-shape.ts'
import type { SceneStroke } from '../canvas/scene.ts'
import { HEADER, madeStroke } from '../canvas/testing/made-strokes.ts'
import { StrokesNear } from './eraser-sweep.ts'
import { LinkBoxes } from './link-boxes.ts'

type Places = readonly (readonly [x: number, y: number])[]

/** Of places in units of the board. */
function strokeOf(places: Places, hasPressure = false): SceneStroke {
  const points = {
    length: places.length,
    xs: Float64Array.from(places, ([x]) => x * 8),
    ys: Float64Array.from(places, ([, y]) => y * 8),
    pressures: new Uint8Array(places.length).fill(255),
  }
  return { ...madeStroke(1), header: { ...HEADER, hasPressure }, points }
}

const square = (x: number, y: number, reach: number) => ({
  minX: x - reach,
  minY: y - reach,
  maxX: x + reach,
  maxY: y + reach,
})

/** Down, along and up again. */
const CUP: Places = [
  ...Array.from({ length: 20 }, (_, i) => [0, 5 * i] as const),
  ...Array.from({ length: 20 }, (_, i) => [5 * i, 100] as const),
  ...Array.from({ length: 20 }, (_, i) => [100, 100 - 5 * i] as const),
]

describe('the links of a stroke', () => {
  const coordinate = fc.integer({ min: -60, max: 60 })
  const places = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 40 })

  it('come near wherever the eraser touches them', () => {
    fc.assert(
      fc.property(places, fc.boolean(), coordinate, coordinate, (way, hasPressure, x, y) => {
        const stroke = strokeOf(way, hasPressure)
        const shape = inkShape(stroke.header, stroke.points)
        fc.pre(strokeHit(shape, { x, y }, { x, y }, 8))
        expect(new LinkBoxes(stroke).comeNear(square(x, y, 8))).toBe(true)
      }),
    )
  })

  it('do not come near to what they lie around', () => {
    const cup = new LinkBoxes(strokeOf(CUP))
    expect(cup.comeNear(square(50, 50, 40))).toBe(false)
    expect(cup.comeNear(square(50, 90, 8))).toBe(false)
    expect(cup.comeNear(square(50, 92, 8))).toBe(true)
    expect(cup.comeNear(square(100, 5, 8))).toBe(true)
  })

  it('come near as a dot, too', () => {
    const dot = new LinkBoxes(strokeOf([[10, 10]]))
    expect(dot.comeNear(square(19, 10, 8))).toBe(true)
    expect(dot.comeNear(square(19.1, 10, 8))).toBe(false)
  })
})

it('[G17] a gesture looks once at the points of a stroke that it stays away from', () => {
  let looks = 0
  const { points, ...stroke } = strokeOf(CUP)
  const counted = {
    ...points,
    get xs() {
      looks += 1
      return points.xs
    },
  }
  const scene = { get: () => null, near: () => [{ ...stroke, points: counted }] }
  const near = new StrokesNear(scene)
  const move = (x: number) => near.to({ from: { x, y: 50 }, to: { x: x + 2, y: 50 }, radius: 8 })
  expect(move(20)).toEqual([])
  const first = looks
  expect(first).toBeGreaterThan(0)
  for (let x = 22; x < 80; x += 2) expect(move(x)).toEqual([])
  expect(looks).toBe(first)
  expect(move(90)).toHaveLength(1)
})
