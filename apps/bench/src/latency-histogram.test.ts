import { expect, test } from 'vitest'
import { LatencyHistogram } from './latency-histogram.ts'

function histogramOf(...samples: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram()
  for (const ms of samples) histogram.add(ms)
  return histogram
}

test('a percentile is right to a step of 0.05 ms', () => {
  const histogram = histogramOf(...Array.from({ length: 1000 }, (_, i) => i / 10))
  expect(histogram.percentile(0.5)).toBeCloseTo(50, 1)
  expect(histogram.percentile(0.99)).toBeCloseTo(99, 1)
})

test('what was counted apart adds up', () => {
  const sum = histogramOf(1, 1)
  sum.merge(histogramOf(9, 9, 9).counts)
  expect(sum.total).toBe(5)
  expect(sum.percentile(0.5)).toBeCloseTo(9, 1)
})

test('what takes longer than it reaches counts as the longest, and nothing as no number', () => {
  expect(histogramOf(60_000).percentile(0.5)).toBeCloseTo(10_000, 0)
  expect(histogramOf().percentile(0.5)).toBeNaN()
})
