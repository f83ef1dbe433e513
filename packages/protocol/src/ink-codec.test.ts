// Ink as bytes: what goes in comes out, however it is cut, and garbage ends alike for everyone.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InkDecoder, InkEncoder, type InkPoints, type InkSample } from './ink-codec.ts'
import { type InkHeader, MAX_GRID } from './ink-header.ts'

const header: InkHeader = {
  brush: 'pen',
  color: { kind: 'palette', index: 3 },
  size: 24,
  opacity: 255,
  gridExponent: 4,
  hasPressure: true,
  x: 1000,
  y: -2000,
  pressure: 90,
}
const withoutPressure: InkHeader = { ...header, hasPressure: false, pressure: 255 }

function samplesOf({ xs, ys, pressures, length }: InkPoints): InkSample[] {
  return Array.from({ length }, (_, i) => ({
    x: xs[i] ?? Number.NaN,
    y: ys[i] ?? Number.NaN,
    pressure: pressures[i] ?? Number.NaN,
  }))
}

const firstOf = ({ x, y, pressure }: InkHeader): InkSample => ({ x, y, pressure })

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function decoded(of: InkHeader, body: Uint8Array): InkDecoder {
  const decoder = new InkDecoder(of, 0)
  decoder.push(body)
  return decoder
}

/** The body brought in pieces that end at `cuts`. */
function decodedInPieces(of: InkHeader, body: Uint8Array, cuts: readonly number[]): InkDecoder {
  const decoder = new InkDecoder(of, 0)
  for (const cut of cuts.toSorted((a, b) => a - b)) decoder.push(body.slice(0, cut))
  decoder.push(body)
  return decoder
}

/** Cuts a list into runs of the given lengths, again and again. */
function runsOf<T>(all: readonly T[], lengths: readonly number[]): T[][] {
  const runs: T[][] = []
  for (let at = 0, i = 0; at < all.length; i += 1) {
    const length = lengths[i % lengths.length] ?? 1
    runs.push(all.slice(at, at + length))
    at += length
  }
  return runs
}

function encodedIn(of: InkHeader, samples: readonly InkSample[], lengths: readonly number[]) {
  const encoder = new InkEncoder(of)
  return runsOf(samples, lengths).map(run => encoder.encode(run, 16))
}

/** Steps of a pen: mostly small, at times far. */
const step = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -40, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: -100_000, max: 100_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -(2 ** 24), max: 2 ** 24 }) },
)
const pressure = fc.integer({ min: 0, max: 255 })
const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })

/** A walk from the header's first point. */
const strokeArbitrary = fc.array(fc.tuple(step, step, pressure), { maxLength: 120 }).map(steps => {
  let { x, y } = header
  return steps.map(([dx, dy, p]): InkSample => {
    x += dx
    y += dy
    return { x, y, pressure: p }
  })
})

describe('a stroke [I1]', () => {
  it('comes out as it went in, whatever the segments', () => {
    fc.assert(
      fc.property(strokeArbitrary, lengths, (stroke, cut) => {
        const body = joined(encodedIn(header, stroke, cut))
        expect(samplesOf(decoded(header, body).points)).toEqual([firstOf(header), ...stroke])
      }),
    )
  })

  it('without pressure leaves it out of the bytes and reads as full', () => {
    fc.assert(
      fc.property(strokeArbitrary, lengths, (stroke, cut) => {
        const body = joined(encodedIn(withoutPressure, stroke, cut))
        const full = stroke.map(sample => ({ ...sample, pressure: 255 }))
        const { points } = decoded(withoutPressure, body)
        expect(samplesOf(points)).toEqual([firstOf(withoutPressure), ...full])
      }),
    )
  })

  it('may have 20,000 points in one segment or in thousands', () => {
    const stroke = Array.from({ length: 20_000 }, (_, i) => ({
      x: (i * 37) % 6000,
      y: (i * i) % 4000,
      pressure: i % 256,
    }))
    for (const length of [20_000, 4, 3, 1]) {
      const { points } = decoded(header, joined(encodedIn(header, stroke, [length])))
      expect(points.length).toBe(20_001)
      expect(samplesOf(points).slice(1)).toEqual(stroke)
    }
  })

  it('may have segments of any length, of numbers as long as there are', () => {
    const far = Array.from({ length: 400 }, (_, i) => ({
      x: i % 2 === 0 ? 0 : 2 ** 25,
      y: i % 2 === 0 ? -(2 ** 25) : 0,
      pressure: i % 2 === 0 ? 0 : 255,
    }))
    for (const length of [1, 63, 64, 65, 66, 400]) {
      const { points } = decoded(header, joined(encodedIn(header, far, [length])))
      expect(samplesOf(points).slice(1)).toEqual(far)
    }
  })

  it('keeps its bytes while others are written', () => {
    const [one, other] = [new InkEncoder(header), new InkEncoder(header)]
    const mine = one.encode([{ x: 1001, y: -2000, pressure: 90 }], 16)
    const before = mine.slice()
    other.encode([{ x: 5, y: 5, pressure: 5 }], 20)
    expect(mine).toEqual(before)
  })

  it('may lie at the far ends of the grid', () => {
    for (const [x, y] of [
      [MAX_GRID, -MAX_GRID],
      [-MAX_GRID, MAX_GRID],
    ] as const) {
      const far: InkHeader = { ...header, x, y }
      const stroke = [firstOf(far), { x: x - Math.sign(x) * 7, y, pressure: 1 }, firstOf(far)]
      const { points } = decoded(far, joined(encodedIn(far, stroke, [2])))
      expect(samplesOf(points)).toEqual([firstOf(far), ...stroke])
    }
  })

  it('takes about a byte a number from a pen at 120 Hz', () => {
    const stroke = Array.from({ length: 600 }, (_, i) => ({
      x: Math.round(header.x + 900 * Math.sin(i / 40)),
      y: Math.round(header.y + 700 * Math.cos(i / 33)),
      pressure: 120 + Math.round(60 * Math.sin(i / 25)),
    }))
    const segments = encodedIn(header, stroke.slice(1), [2, 3])
    const bytes = segments.reduce((sum, segment) => sum + segment.length, 0)
    expect(bytes / stroke.length).toBeLessThan(3.6)
  })
})

const encode = (change: Partial<InkSample>) =>
  new InkEncoder(header).encode([{ ...firstOf(header), ...change }], 0)

describe('a segment [I2]', () => {
  it('has one head byte up to three points within 31 ms', () => {
    const encoder = new InkEncoder(withoutPressure)
    const still = firstOf(withoutPressure)
    expect(encoder.encode([still], 31)).toEqual(Uint8Array.of(31 * 4, 0, 0))
    expect(encoder.encode([still, still, still], 0)).toEqual(Uint8Array.of(2, 0, 0, 0, 0, 0, 0))
    expect(encoder.encode([still, still, still, still], 1)).toEqual(
      Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    )
  })

  it('stamps its time, which adds up', () => {
    const encoder = new InkEncoder(header)
    const parts = [16, 0, 7.6, -3, 1000].map(ms => encoder.encode([firstOf(header)], ms))
    expect(decoded(header, joined(parts)).durationMs).toBe(16 + 8 + 1000)
  })

  it('caps a time that no pen takes', () => {
    const body = new InkEncoder(header).encode([firstOf(header)], 1e12)
    expect(decoded(header, body).durationMs).toBe(2 ** 26 - 1)
  })

  it('is not made of nothing, nor of what the decoder would refuse', () => {
    expect(() => new InkEncoder(header).encode([], 0)).toThrow('assertion')
    expect(() => encode({ x: 0.5 })).toThrow('assertion')
    expect(() => encode({ x: Number.NaN })).toThrow('assertion')
    expect(() => encode({ y: 2 ** 28 })).toThrow('assertion')
  })
})

describe('a body that grows [I3]', () => {
  it('shows a segment once it is whole', () => {
    const stroke = [1, 2, 3, 4, 5].map(i => ({ x: 1000 + i * 300, y: -2000, pressure: 90 }))
    const body = joined(encodedIn(header, stroke, [2, 3]))
    const firstLength = encodedIn(header, stroke, [2, 3])[0]?.length ?? 0
    const decoder = new InkDecoder(header, 0)
    const seen = Array.from({ length: body.length + 1 }, (_, cut) => {
      decoder.push(body.slice(0, cut))
      return decoder.points.length
    })
    const wanted = seen.map((_, cut) => (cut < firstLength ? 1 : cut < body.length ? 3 : 6))
    expect(seen).toEqual(wanted)
  })

  it('reads the same in pieces as at once, garbage included', () => {
    const cuts = fc.array(fc.nat(400), { maxLength: 12 })
    const garbage = fc.uint8Array({ maxLength: 40 })
    fc.assert(
      fc.property(strokeArbitrary, garbage, cuts, fc.boolean(), (stroke, tail, at, pressed) => {
        const of = pressed ? header : withoutPressure
        const body = joined([...encodedIn(of, stroke, [3]), tail])
        const whole = decoded(of, body)
        const pieces = decodedInPieces(of, body, at)
        expect(samplesOf(pieces.points)).toEqual(samplesOf(whole.points))
        expect(pieces.durationMs).toBe(whole.durationMs)
        expect(samplesOf(whole.points).slice(0, stroke.length + 1)).toEqual([
          firstOf(of),
          ...(pressed ? stroke : stroke.map(sample => ({ ...sample, pressure: 255 }))),
        ])
      }),
      { numRuns: 300 },
    )
  })

  it('reads any bytes at all without an exception, and only points on the grid [G17]', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), body => {
        for (const { x, y, pressure: p } of samplesOf(decoded(header, body).points)) {
          expect(Math.abs(x) <= MAX_GRID && Math.abs(y) <= MAX_GRID && p >= 0 && p <= 255).toBe(
            true,
          )
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('a bad byte ends a body [I4]', () => {
  const good = joined(encodedIn(header, [{ x: 1001, y: -1999, pressure: 91 }], [1]))
  const bad: Readonly<Record<string, readonly number[]>> = {
    'a head of more than 28 bits': [0x80, 0x80, 0x80, 0x80, 0x01],
    'a number that is not in its shortest form': [0, 0x80, 0x00, 0, 0],
    'a pressure below 0': [0, 0, 0, 0xff, 0x03],
    'a pressure above 255': [0, 0, 0, 0xfe, 0x03],
    'a pressure that falls below 0 by a byte at a time': [1, 0, 0, 0x7f, 0, 0, 0x7f],
    'a pressure that rises above 255 so': [2, 0, 0, 0x7e, 0, 0, 0x7e, 0, 0, 0x7e],
    'more than 65,536 points in a segment': [3, 0xfd, 0xff, 0x03],
  }

  it.each(Object.entries(bad))('%s', (_, tail) => {
    const after = encodedIn(header, [{ x: 5, y: 5, pressure: 90 }], [1])
    const { points } = decoded(header, joined([good, Uint8Array.from(tail), ...after]))
    expect(samplesOf(points)).toEqual([firstOf(header), { x: 1001, y: -1999, pressure: 91 }])
  })

  it.each([1, -1])('a point beyond the grid, by a step or by a leap', direction => {
    for (const y of [header.y, 0]) {
      const edge: InkHeader = { ...header, x: direction * (MAX_GRID - 1) }
      const encoder = new InkEncoder(edge)
      const body = joined([
        encoder.encode([{ x: direction * MAX_GRID, y, pressure: 90 }], 1),
        encoder.encode([{ x: direction * (MAX_GRID + 1), y, pressure: 90 }], 1),
      ])
      expect(decoded(edge, body).points.length).toBe(2)
    }
  })

  it('and takes the open segment with it', () => {
    const body = Uint8Array.of(1, 2, 2, 0, 2, 2, 0xff, 0x7f)
    const { points, durationMs } = decoded(header, body)
    expect([points.length, durationMs]).toEqual([1, 0])
  })
})

describe('the cost of hostile bodies [G17]', () => {
  it('a claimed count allocates no more than the bytes there can hold', () => {
    const { points } = decoded(header, Uint8Array.of(3, 0xfc, 0xff, 0x03, 0, 0, 0))
    expect(points.xs.length).toBeLessThanOrEqual(64)
  })

  it('a large segment that arrives byte by byte reads each byte a few times', () => {
    const stroke = Array.from({ length: 2000 }, () => firstOf(header))
    const [body = new Uint8Array(0)] = encodedIn(header, stroke, [2000])
    let reads = 0
    const counted = (bytes: Uint8Array): Uint8Array =>
      new Proxy(bytes, {
        get(target, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1
          return Reflect.get(target, key, target)
        },
      })
    const decoder = new InkDecoder(header, 0)
    for (let length = 1; length <= body.length; length += 1) {
      decoder.push(counted(body.subarray(0, length)))
    }
    expect(decoder.points.length).toBe(2001)
    expect(reads).toBeLessThan(8 * body.length)
  })
})
