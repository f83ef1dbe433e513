import type { InkPoints, InkSample } from '@inkroom/protocol'
import { beforeEach, expect, it } from 'vitest'
import { GrowingInk } from './growing-ink.ts'
import { HEADER } from './testing/made-strokes.ts'
import { stubPaths } from './testing/recording-canvas.ts'

const sample = (x: number) => ({ x, y: 0, pressure: 255 })
const xs = (ink: GrowingInk, ...tail: InkSample[]) => Array.from(ink.shape(tail).points().xs)

beforeEach(stubPaths)

it('begins with the header, so that a tap is a dot', () => {
  expect(xs(new GrowingInk(HEADER), sample(0))).toEqual([0])
})

it('reaches to the tail without keeping it', () => {
  const ink = new GrowingInk(HEADER)
  ink.append(sample(80))
  expect(xs(ink, sample(160))).toEqual([0, 10, 20])
  expect(xs(ink, sample(240))).toEqual([0, 10, 30])
  ink.append(sample(88))
  expect(xs(ink, sample(88))).toEqual([0, 10, 11])
})

it('reaches along a tail of several points, of which it keeps none', () => {
  const ink = new GrowingInk(HEADER)
  ink.append(sample(80))
  const tail = [sample(80), sample(160), sample(160), sample(240)]
  expect(xs(ink, ...tail)).toEqual([0, 10, 20, 30])
  expect(xs(ink)).toEqual([0, 10])
})

it('keeps all points however long it grows', () => {
  const ink = new GrowingInk(HEADER)
  const expected = [0]
  for (let n = 1; n < 1000; n += 1) {
    ink.append(sample(n * 8))
    expected.push(n)
  }
  expect(xs(ink, sample(8000))).toEqual([...expected, 1000])
})

/** So many points, eight grid steps apart, with room behind the last one. */
function points(length: number, step = 8): InkPoints {
  return {
    length,
    xs: Float64Array.from({ length: length + 5 }, (_, n) => n * step),
    ys: new Float64Array(length + 5),
    pressures: new Uint8Array(length + 5).fill(255),
  }
}

it('takes of a stroke that grew what it does not have yet', () => {
  const ink = new GrowingInk(HEADER)
  expect(ink.follow(points(3))).toBe(true)
  expect(xs(ink)).toEqual([0, 1, 2])
  expect(ink.follow(points(3))).toBe(true)
  expect(ink.follow(points(100))).toBe(true)
  expect(xs(ink)).toEqual(Array.from({ length: 100 }, (_, n) => n))
})

it('does not go on with a stroke that became shorter, or another', () => {
  const ink = new GrowingInk(HEADER)
  ink.follow(points(10))
  expect(ink.follow(points(9))).toBe(false)
  expect(ink.follow(points(12, 16))).toBe(false)
  expect(xs(ink)).toHaveLength(10)
})

it('has the points of the moment when its shape was asked for', () => {
  const ink = new GrowingInk(HEADER)
  const shape = ink.shape([sample(80)])
  ink.append(sample(160))
  expect(Array.from(shape.points().xs)).toEqual([0, 10])
})
