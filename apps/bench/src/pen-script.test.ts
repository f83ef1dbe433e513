import { expect, test } from 'vitest'
import { penScript } from './pen-script.ts'

test('a seed is a pen', () => {
  expect(penScript(7, 1000)).toEqual(penScript(7, 1000))
  expect(penScript(7, 1000)).not.toEqual(penScript(8, 1000))
})

test('a pen sends in order, at most 50 frames a second and every point of its strokes', () => {
  const script = penScript(1, 10_000)
  const times = script.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(script.length).toBeLessThanOrEqual(500)
  const points = script.reduce((sum, batch) => sum + batch.points, 0)
  // 120 a second, but for the gaps between strokes.
  expect(points).toBeGreaterThan(700)
  expect(points).toBeLessThanOrEqual(1200)
})
