import { expect, it } from 'vitest'
import { HEADER } from '../canvas/testing/made-strokes.ts'
import { GrowingInk } from './growing-ink.ts'

const sample = (x: number) => ({ x, y: 0, pressure: 255 })
const xs = ({ length, xs: all }: { length: number; xs: Float64Array }) =>
  Array.from(all.subarray(0, length))

it('begins with the header, so that a tap is a dot', () => {
  expect(xs(new GrowingInk(HEADER).shapeWithTail([sample(0)]))).toEqual([0])
})

it('reaches to the tail without keeping it', () => {
  const ink = new GrowingInk(HEADER)
  ink.append(sample(80))
  expect(xs(ink.shapeWithTail([sample(160)]))).toEqual([0, 10, 20])
  expect(xs(ink.shapeWithTail([sample(240)]))).toEqual([0, 10, 30])
  ink.append(sample(88))
  expect(xs(ink.shapeWithTail([sample(88)]))).toEqual([0, 10, 11])
})

it('reaches along a tail of several points, of which it keeps none', () => {
  const ink = new GrowingInk(HEADER)
  ink.append(sample(80))
  const tail = [sample(80), sample(160), sample(160), sample(240)]
  expect(xs(ink.shapeWithTail(tail))).toEqual([0, 10, 20, 30])
  expect(xs(ink.shapeWithTail([]))).toEqual([0, 10])
})

it('keeps all points however long it grows', () => {
  const ink = new GrowingInk(HEADER)
  const expected = [0]
  for (let n = 1; n < 1000; n += 1) {
    ink.append(sample(n * 8))
    expected.push(n)
  }
  expect(xs(ink.shapeWithTail([sample(8000)]))).toEqual([...expected, 1000])
})
