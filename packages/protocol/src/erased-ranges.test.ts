// Erased ranges as bytes: whole ones count, and reading in pieces is reading at once.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeErasedRanges, type ErasedRange } from './erased-ranges.ts'
import { encodeErasedRanges, encodeErasureBody } from './erased-ranges-writing.ts'
import { MAX_ERASED_STEP } from './limits.ts'
import { decodeObjectHead } from './object-body.ts'
import { ERASED_RANGE_SAMPLES } from './samples.ts'

const rangeArbitrary: fc.Arbitrary<ErasedRange> = fc
  .tuple(fc.nat(MAX_ERASED_STEP - 1), fc.nat(MAX_ERASED_STEP))
  .map(([from, length]) => ({ from, to: Math.min(MAX_ERASED_STEP, from + length + 1) }))
const rangesArbitrary = fc.array(rangeArbitrary, { maxLength: 8 })

const joined = (...parts: readonly Uint8Array[]) =>
  Uint8Array.from(parts.flatMap(part => Array.from(part)))

describe('the body of an erasure', () => {
  it('says where its ranges begin', () => {
    const body = encodeErasureBody(ERASED_RANGE_SAMPLES)
    const head = decodeObjectHead(body)
    expect(head).toEqual({ kind: 'erasure', rangesAt: 1 })
    expect(decodeErasedRanges(body, 1).ranges).toEqual(ERASED_RANGE_SAMPLES)
  })

  it('[W2] of a create and its extends, put together, is one body', () => {
    fc.assert(
      fc.property(rangesArbitrary, rangesArbitrary, (first, more) => {
        const body = joined(encodeErasureBody(first), encodeErasedRanges(more))
        expect(decodeErasedRanges(body, 1).ranges).toEqual([...first, ...more])
      }),
    )
  })

  it('[W2] cut anywhere holds the ranges that are whole', () => {
    fc.assert(
      fc.property(rangesArbitrary, fc.nat(60), (ranges, cut) => {
        const body = encodeErasedRanges(ranges)
        const { ranges: found } = decodeErasedRanges(body.subarray(0, cut), 0)
        expect(found).toEqual(ranges.slice(0, found.length))
        expect(encodeErasedRanges(ranges.slice(0, found.length + 1)).length).toBeGreaterThan(
          Math.min(cut, body.length - 1),
        )
      }),
    )
  })

  it('[W2] read on from where it was cut is read whole', () => {
    fc.assert(
      fc.property(rangesArbitrary, fc.nat(60), (ranges, cut) => {
        const body = encodeErasedRanges(ranges)
        const first = decodeErasedRanges(body.subarray(0, cut), 0)
        const rest = decodeErasedRanges(body, first.end)
        expect([...first.ranges, ...rest.ranges]).toEqual(ranges)
        expect(rest.end).toBe(body.length)
      }),
    )
  })

  it.each([
    ['a range of no length', [5, 0]],
    ['a longer form than needed', [0x85, 0x00, 1]],
    ['a start beyond all strokes', [0x80, 0x80, 0x80, 0x80, 0x20, 1]],
    ['an end beyond all strokes', [1, 0x80, 0x80, 0x80, 0x80, 0x20]],
  ])('[W2] ends before %s', (_, bad) => {
    const body = joined(encodeErasedRanges([{ from: 2, to: 4 }]), Uint8Array.from([...bad, 1, 1]))
    expect(decodeErasedRanges(body, 0).ranges).toEqual([{ from: 2, to: 4 }])
  })
})
