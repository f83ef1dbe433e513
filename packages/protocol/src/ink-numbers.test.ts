import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  BAD,
  changeOf,
  INCOMPLETE,
  MAX_NUMBER,
  MAX_NUMBER_BYTES,
  numberAt,
  putChange,
  putNumber,
  sizeOf,
} from './ink-numbers.ts'

const MAX_CHANGE = 2 ** 27 - 1

/** All lengths alike: of the numbers up to 2^28 nearly all have four bytes. */
const bits = fc.integer({ min: 1, max: 28 })
const number = bits.chain(count => fc.integer({ min: 0, max: 2 ** count - 1 }))
const change = bits.chain(count =>
  fc.integer({ min: -(2 ** (count - 1) - 1), max: 2 ** (count - 1) - 1 }),
)

it('a number comes out as it went in, wherever it stands', () => {
  fc.assert(
    fc.property(number, fc.nat(5), (value, at) => {
      const bytes = new Uint8Array(at + MAX_NUMBER_BYTES)
      const end = putNumber(bytes, at, value)
      expect(numberAt(bytes.subarray(0, end), at)).toBe(value)
      expect(sizeOf(value)).toBe(end - at)
    }),
  )
  expect(sizeOf(MAX_NUMBER)).toBe(MAX_NUMBER_BYTES)
})

it('a change comes out as it went in', () => {
  fc.assert(
    fc.property(fc.oneof(change, fc.constantFrom(-65, -64, 63, 64, MAX_CHANGE)), value => {
      const bytes = new Uint8Array(MAX_NUMBER_BYTES)
      const end = putChange(bytes, 0, value)
      expect(changeOf(numberAt(bytes.subarray(0, end), 0))).toBe(value)
    }),
  )
})

it('a change from -64 to 63 takes a byte', () => {
  const sizes = [-65, -64, 0, 63, 64].map(value => putChange(new Uint8Array(4), 0, value))
  expect(sizes).toEqual([2, 1, 1, 1, 2])
})

it('no number is more than a pen can need', () => {
  for (const value of [MAX_CHANGE + 1, -MAX_CHANGE - 1, 0.5, Number.NaN, 2 ** 32]) {
    expect(() => putChange(new Uint8Array(8), 0, value)).toThrow('assertion')
  }
})

it('a number that is cut off is incomplete, at every byte of it', () => {
  const bytes = new Uint8Array(MAX_NUMBER_BYTES)
  putNumber(bytes, 0, MAX_NUMBER)
  for (let length = 0; length < bytes.length; length += 1) {
    expect(numberAt(bytes.subarray(0, length), 0)).toBe(INCOMPLETE)
  }
})

it('a number of more than 28 bits, or not in its shortest form, is bad', () => {
  for (const bytes of [
    [0x80, 0x80, 0x80, 0x80],
    [0x80, 0x00],
    [0xff, 0xff, 0x80, 0x00],
  ]) {
    expect(numberAt(Uint8Array.from(bytes), 0)).toBe(BAD)
  }
})
