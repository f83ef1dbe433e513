import { expect, it } from 'vitest'
import { inkShape } from './ink-shape.ts'
import { HEADER } from './testing/made-strokes.ts'

/** Buffers with room behind the last point. */
const points = (length: number, pressure: number) => ({
  length,
  xs: Float64Array.from({ length: 8 }, (_, n) => n * 80),
  ys: new Float64Array(8).fill(-8),
  pressures: new Uint8Array(8).fill(pressure),
})

it('is in world units, and only as long as the stroke', () => {
  const shape = inkShape(HEADER, points(3, 255))
  expect(shape.length).toBe(3)
  expect(Array.from(shape.xs)).toEqual([0, 10, 20])
  expect(Array.from(shape.ys)).toEqual([-1, -1, -1])
})

it('is as wide as its size where no pressure was measured', () => {
  expect(Array.from(inkShape(HEADER, points(2, 3)).radii)).toEqual([1, 1])
})

it('swells with the pressure of a pen, and never with that of a highlighter', () => {
  const pen = { ...HEADER, hasPressure: true }
  expect(inkShape(pen, points(2, 255)).radii[0]).toBeCloseTo(1.5)
  expect(inkShape(pen, points(2, 0)).radii[0]).toBeCloseTo(0.5)
  const marker = { ...pen, brush: 'highlighter' } as const
  expect(inkShape(marker, points(2, 255)).radii[0]).toBe(1)
})
