// How an eraser goes along a span. What it finds there is held by ink-sweep.test.ts.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceToSegment, type Sweep } from './hit-test.ts'
import { discOnSpan, type InkSpan } from './ink-spans.ts'
import { type Found, SweepProbe } from './sweep-probe.ts'
import { between, STEPS } from './testing/between.ts'

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

  test('it goes in few steps within a wide line, where no gap would show', () => {
    for (const radius of [1e4, 1e6]) {
      const [length, y] = [10 * radius, radius / 2]
      const after = disc(length, 0, radius)
      const probe = new SweepProbe({ from: { x: 0, y }, to: { x: length / 2, y }, radius: 8 })
      probe.find({ ...line, before: disc(0, 0, radius), after })
      expect(probe.found).toMatchObject([{ from: 0, isDeep: false }])
      expect(probe.touches).toBeLessThan(120)
    }
  })

  test('it misses no gap in a wide line, however far within the line it begins', () => {
    const wide = { ...line, before: disc(0, 0, 1000), after: disc(5000, 0, 1000) }
    for (let x = 0; x <= 1000; x += 50) {
      const probe = probeAt(x, 0)
      probe.find(wide)
      expect(probe.found, `${x}`).toMatchObject([{ from: 0, isDeep: true }])
    }
  })

  test('it ends in time along the edge of a line without end', () => {
    const radius = 1e4
    const length = 2 ** 35
    const [y, after] = [radius + 7, disc(length, 0, radius)]
    const probe = new SweepProbe({ from: { x: 0, y }, to: { x: length, y }, radius: 8 })
    probe.find({ ...line, before: disc(0, 0, radius), after })
    expect(probe.touches).toBeLessThan(2 ** 17)
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

const number = (min: number, max: number) => fc.nat(STEPS).map(between(min, max))

/** A wide line, and a sweep about where a gap begins to show, or about the edge. */
const wideCase = fc
  .record({
    radius: number(20, 1000),
    wider: number(0.5, 2),
    length: number(0, 5),
    bend: fc.option(number(-3, 3)),
    eraser: number(4, 40),
    froms: fc.tuple(number(-0.5, 1.5), number(-1.5, 1.5)),
    tos: fc.tuple(number(-0.5, 1.5), number(-1.5, 1.5)),
    isNearEdge: fc.boolean(),
  })
  .map(({ radius, wider, length, bend, eraser, froms, tos, isNearEdge }) => {
    const end = length * radius
    const reach = isNearEdge ? radius + eraser : Math.sqrt(eraser * (eraser + 2 * radius))
    const at = ([along, off]: readonly [number, number]) => ({ x: along * end, y: off * reach })
    const control = bend === null ? null : disc(end / 2, bend * radius, radius)
    const after = disc(end, 0, radius * wider)
    const span: InkSpan = { from: 0, to: 1, before: disc(0, 0, radius), control, after }
    const sweep: Sweep = { from: at(froms), to: at(tos), radius: eraser }
    return { span, sweep }
  })

const SAMPLES = 2_000

/** The places of the span where a look there says otherwise than what was found, by more than what a fine step may miss. */
function wrongPlaces(found: readonly Found[], span: InkSpan, sweep: Sweep): readonly number[] {
  const { radius } = sweep
  return Array.from({ length: SAMPLES + 1 }, (_, i) => i / SAMPLES).filter(at => {
    const pen = discOnSpan(span, at)
    const apart = distanceToSegment(pen, sweep)
    const within = radius + pen.radius - apart
    const depth = Math.sqrt(radius * (radius + 2 * pen.radius)) - apart
    const range = found.find(({ from, to }) => from <= at && at <= to)
    if (range === undefined) return within > 0.1 * radius
    return within < -0.02 * radius || (depth > 0.1 * radius && !range.isDeep)
  })
}

test('within a wide line the eraser misses no place where a gap shows', () => {
  fc.assert(
    fc.property(wideCase, ({ span, sweep }) => {
      const probe = new SweepProbe(sweep)
      probe.find(span)
      expect(wrongPlaces(probe.found, span, sweep)).toEqual([])
    }),
    { numRuns: 300 },
  )
})
