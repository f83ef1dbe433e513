import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_GRID, MAX_GRID_EXPONENT, MIN_GRID_EXPONENT } from './ink-header.ts'
import { decodeLaser, encodeLaser, type LaserPiece } from './laser-piece.ts'
import { MAX_EPHEMERAL_BYTES, MAX_LASER_POINTS } from './limits.ts'

const piece = (change: Partial<LaserPiece> = {}): LaserPiece => ({
  page: 0,
  trail: 1,
  first: 0,
  gridExponent: 3,
  points: [{ x: 80, y: -160 }],
  ...change,
})

const anyCoordinate = fc.oneof(
  fc.integer({ min: -10_000, max: 10_000 }),
  fc.constantFrom(-MAX_GRID, MAX_GRID),
)
const anyPiece: fc.Arbitrary<LaserPiece> = fc.record({
  page: fc.nat(9),
  trail: fc.nat(),
  first: fc.nat(),
  gridExponent: fc.integer({ min: MIN_GRID_EXPONENT, max: MAX_GRID_EXPONENT }),
  points: fc.array(fc.record({ x: anyCoordinate, y: anyCoordinate }), {
    minLength: 1,
    maxLength: MAX_LASER_POINTS,
  }),
})

describe('a piece of a trail of light [E2]', () => {
  it('is read as it was written, and fits a word whatever the points are', () => {
    fc.assert(
      fc.property(anyPiece, each => {
        const body = encodeLaser(each)
        expect(body.length).toBeLessThanOrEqual(MAX_EPHEMERAL_BYTES)
        expect(decodeLaser(body)).toEqual(each)
      }),
    )
  })

  it('of a hand takes a quarter of a word', () => {
    const points = Array.from({ length: MAX_LASER_POINTS }, (_, i) => ({
      x: Math.round(4000 + 900 * Math.sin(i / 9)),
      y: Math.round(-2000 + 700 * Math.cos(i / 7)),
    }))
    expect(encodeLaser(piece({ points })).length).toBeLessThan(MAX_EPHEMERAL_BYTES / 4 + 10)
  })

  it('is nothing where it cannot be read, or nothing is said', () => {
    const body = encodeLaser(piece())
    for (let length = 0; length < body.length; length += 1) {
      expect(decodeLaser(body.subarray(0, length))).toBeNull()
    }
    const half = Uint8Array.of(...body, 2)
    expect(decodeLaser(half)).toBeNull()
  })

  it('is nothing beyond its bounds', () => {
    const far = { x: MAX_GRID + 1, y: 0 }
    for (const wrong of [
      piece({ gridExponent: MAX_GRID_EXPONENT + 1 }),
      piece({ gridExponent: MIN_GRID_EXPONENT - 1 }),
      piece({ points: [far] }),
      piece({ points: [{ x: 0, y: -MAX_GRID - 1 }] }),
      piece({ page: 2 ** 16 + 1 }),
    ]) {
      expect(decodeLaser(encodeLaser(wrong))).toBeNull()
    }
    const many = Array.from({ length: MAX_LASER_POINTS }, () => ({ x: 1, y: 1 }))
    const tooMany = Uint8Array.of(...encodeLaser(piece({ points: many })), 0, 0)
    expect(decodeLaser(tooMany)).toBeNull()
  })
})
