// How an eraser goes along a span. What it finds there is held by ink-sweep.test.ts.

import { describe, expect, test } from 'vitest'
import type { InkSpan } from './ink-spans.ts'
import { SweepProbe } from './sweep-probe.ts'

const LONG = 100_000

const disc = (x: number, y: number, radius = 2) => ({ x, y, radius })
const line: InkSpan = {
  from: 0,
  to: 1,
  before: disc(0, 0),
  control: null,
  after: disc(LONG, 0),
}
const probeAt = (x: number, y: number, length = 60) =>
  new SweepProbe({ from: { x, y: y - length / 2 }, to: { x, y: y + length / 2 }, radius: 8 })

describe('[G17] along a span', () => {
  test('the eraser goes in few steps to where it crosses, however long the span is', () => {
    const probe = probeAt(70_000, 0)
    probe.find(line)
    expect(probe.found).toHaveLength(1)
    expect(probe.found[0]?.from).toBeCloseTo((70_000 - 10) / LONG, 6)
    expect(probe.found[0]?.to).toBeCloseTo((70_000 + 10) / LONG, 6)
    expect(probe.touches).toBeLessThan(120)
  })

  test('it goes in few steps along all that it covers', () => {
    const probe = new SweepProbe({ from: disc(0, 1), to: disc(LONG, 1), radius: 8 })
    probe.find(line)
    expect(probe.found).toEqual([{ from: 0, to: 1, isDeep: true }])
    expect(probe.touches).toBeLessThan(LONG / 8)
  })

  test('it passes a curve by at a distance in a few steps', () => {
    const probe = probeAt(50, 200)
    probe.find({
      from: 0.5,
      to: 1.5,
      before: disc(0, 0),
      control: disc(50, 0),
      after: disc(80, 40),
    })
    expect(probe.found).toEqual([])
    expect(probe.touches).toBeLessThan(5)
  })

  test('a span without a length is a place', () => {
    const still = { from: 0, to: 1, before: disc(5, 5), control: null, after: disc(5, 5) }
    const [hit, missed] = [probeAt(5, 5), probeAt(50, 5)]
    hit.find(still)
    missed.find(still)
    expect(hit.found).toEqual([{ from: 0, to: 1, isDeep: true }])
    expect(missed.found).toEqual([])
  })
})
