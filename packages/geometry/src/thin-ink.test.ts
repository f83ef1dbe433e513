import { expect, it } from 'vitest'
import { inkOutline } from './ink-outline.ts'
import type { InkPoints } from './ink-points.ts'
import { thinInk } from './thin-ink.ts'

function line(xs: readonly number[], ys: readonly number[] = xs.map(() => 0)): InkPoints {
  const radii = Float64Array.from(xs, (_, i) => 1 + i / 10)
  return { length: xs.length, xs: Float64Array.from(xs), ys: Float64Array.from(ys), radii }
}

const kept = ({ length, xs }: InkPoints) => Array.from(xs.subarray(0, length))

it('keeps the points that are far enough from the one kept before, with their radii', () => {
  const thin = thinInk(line([0, 1, 2, 3.5, 4, 6]), 2)
  expect(kept(thin)).toEqual([0, 2, 4, 6])
  expect(Array.from(thin.radii.subarray(0, thin.length))).toEqual([1, 1.2, 1.4, 1.5])
})

it('keeps both ends, however near they are', () => {
  expect(kept(thinInk(line([0, 0.1]), 5))).toEqual([0, 0.1])
  expect(kept(thinInk(line([7]), 5))).toEqual([7])
})

it('looks at the first points only, not at what the arrays have room for', () => {
  expect(kept(thinInk({ ...line([0, 10, 20]), length: 2 }, 1))).toEqual([0, 10])
})

it('leaves the outline where it was, but for a part of the step', () => {
  const around = Array.from({ length: 400 }, (_, i) => (i / 400) * 2 * Math.PI)
  const circle = line(
    around.map(angle => 30 * Math.cos(angle)),
    around.map(angle => 30 * Math.sin(angle)),
  )
  const round = { ...circle, radii: new Float64Array(400).fill(2) }
  const thin = thinInk({ ...round, xs: round.xs.slice(), ys: round.ys.slice() }, 2)
  expect(thin.length).toBeLessThan(120)
  const reach = (points: InkPoints) =>
    Math.max(
      ...inkOutline(points, { tolerance: 0.01 })
        .flat()
        .map(({ x, y }) => Math.hypot(x, y)),
    )
  expect(Math.abs(reach(thin) - reach(round))).toBeLessThan(0.1)
})
