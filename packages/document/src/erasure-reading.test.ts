import {
  appendBody,
  type Body,
  EMPTY_BODY,
  ERASED_STEPS,
  encodeErasedRanges,
  encodeErasureBody,
} from '@inkroom/protocol'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { ErasureReading } from './erasure-reading.ts'

const at = (from: number) => ({ from: from * ERASED_STEPS, to: (from + 1) * ERASED_STEPS })
const bodyOf = (bytes: Uint8Array): Body => appendBody(EMPTY_BODY, bytes)
const startsOf = (reading: ErasureReading) => reading.ranges.map(({ from }) => from)

it('an erasure in pieces, cut anywhere, says what it says at once', () => {
  const starts = fc.array(fc.nat(1000), { maxLength: 12 })
  const cuts = fc.array(fc.nat(60), { maxLength: 5 })
  fc.assert(
    fc.property(starts, cuts, (froms, places) => {
      const bytes = encodeErasureBody(froms.map(at))
      const ends = [1, ...places.map(place => Math.min(bytes.length, place + 1)), bytes.length]
      const [first = bytes.length, ...rest] = ends.toSorted((a, b) => a - b)
      let body: Body = bodyOf(bytes.slice(0, first))
      const reading = new ErasureReading(body)
      for (const end of rest) {
        body = appendBody(body, bytes.slice(body.length, end))
        expect(reading.readOn(body)).toBe(true)
      }
      expect(startsOf(reading)).toEqual(froms)
    }),
  )
})

it('[G17] what was read of an erasure is not read again as it grows', () => {
  const begun = appendBody(bodyOf(encodeErasureBody([at(1)])), encodeErasedRanges([at(3)]))
  const reading = new ErasureReading(begun)
  // Read again, it would say something else, or nothing.
  begun.shared.bytes.fill(0, 1, begun.length)
  const grown = appendBody(begun, encodeErasedRanges([at(5)]))
  expect(grown.shared).toBe(begun.shared)
  expect(reading.readOn(grown)).toBe(true)
  expect(startsOf(reading)).toEqual([1, 3, 5])
})

it('another body is another erasure', () => {
  const reading = new ErasureReading(bodyOf(encodeErasureBody([at(1), at(2)])))
  expect(reading.readOn(bodyOf(encodeErasureBody([at(1)])))).toBe(false)
  expect(reading.readOn(bodyOf(encodeErasureBody([at(1), at(4)])))).toBe(false)
  expect(reading.readOn(bodyOf(encodeErasureBody([at(1), at(2), at(3)])))).toBe(true)
  expect(startsOf(reading)).toEqual([1, 2, 3])
})
