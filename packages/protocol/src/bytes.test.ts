// The cursors: bounds of numbers, texts and lengths.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Reader, sameBytes, utf8ToBytes, Writer } from './bytes.ts'
import { ProtocolError } from './protocol-error.ts'

function written(write: (w: Writer) => void): Uint8Array {
  const w = new Writer(0)
  write(w)
  return w.finish()
}

function codeOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
  return 'read'
}

const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all)
const MAX = Number.MAX_SAFE_INTEGER

describe('a varint [B1]', () => {
  it('of any safe integer reads as it was written', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), value => {
        const r = new Reader(written(w => w.varint(value)))
        expect(r.varint()).toBe(value)
        r.expectEnd()
      }),
    )
  })

  it('takes a byte for each seven bits', () => {
    const sizes = [0, 127, 128, 2 ** 14 - 1, 2 ** 14, 2 ** 28, 2 ** 31, 2 ** 32, 2 ** 49, MAX]
    expect(sizes.map(value => written(w => w.varint(value)).length)).toEqual([
      1, 1, 2, 2, 3, 5, 5, 5, 8, 8,
    ])
  })

  it('has these bytes', () => {
    expect(written(w => w.varint(300))).toEqual(bytes(0xac, 0x02))
    expect(written(w => w.varint(MAX))).toEqual(bytes(...Array<number>(7).fill(0xff), 0x0f))
  })

  it('of more than 53 bits, of nine bytes or in a longer form than needed is refused', () => {
    const seven = Array<number>(7).fill(0xff)
    expect(codeOf(() => new Reader(bytes(...seven, 0x0f)).varint())).toBe('read')
    expect(codeOf(() => new Reader(bytes(...seven, 0x1f)).varint())).toBe('varint')
    expect(codeOf(() => new Reader(bytes(...seven, 0xff, 0x01)).varint())).toBe('varint')
    expect(codeOf(() => new Reader(bytes(0x80, 0x00)).varint())).toBe('varint')
    expect(codeOf(() => new Reader(bytes(0x80)).varint())).toBe('truncated')
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('is not written of %s', value => {
    expect(() => written(w => w.varint(value))).toThrow('assertion')
  })
})

describe('a zigzag varint [B1]', () => {
  it('reads as it was written, up to 52 bits and a sign', () => {
    const value = fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 })
    fc.assert(
      fc.property(fc.oneof(value, fc.integer({ min: -200, max: 200 })), v => {
        expect(new Reader(written(w => w.zigzag(v))).zigzag()).toBe(v)
      }),
      { examples: [[-(2 ** 52)], [2 ** 52 - 1], [0], [-1]] },
    )
  })

  it('keeps small numbers of either sign in one byte', () => {
    expect([0, -1, 1, -64, 63].map(v => Array.from(written(w => w.zigzag(v))))).toEqual([
      [0],
      [1],
      [2],
      [127],
      [126],
    ])
  })
})

describe('a text [B3]', () => {
  it('reads as it was written, byte order mark included', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 })
    fc.assert(
      fc.property(text, value => {
        const r = new Reader(written(w => w.text(value)))
        expect(r.text(4096, 'text')).toBe(value)
      }),
      { examples: [['\uFEFFmark'], ['漢字 🖊'], ['']] },
    )
  })

  it('is bounded in bytes, not in letters', () => {
    const r = () => new Reader(written(w => w.text('漢字')))
    expect(codeOf(() => r().text(6, 'text'))).toBe('read')
    expect(codeOf(() => r().text(5, 'text'))).toBe('range')
  })

  it('that is not UTF-8 is refused', () => {
    for (const bad of [bytes(0xff), bytes(0xc0, 0x80), bytes(0xed, 0xa0, 0x80), bytes(0xe6, 0xbc)])
      expect(codeOf(() => new Reader(bytes(bad.length, ...bad)).text(9, 'text'))).toBe('text')
  })
})

describe('a reader [B2]', () => {
  it('never reads past its end', () => {
    const r = new Reader(bytes(1, 2, 3).subarray(0, 2))
    expect(codeOf(() => r.bytes(3))).toBe('truncated')
    expect(codeOf(() => r.u32())).toBe('truncated')
    expect(new Reader(bytes(1, 2), 2).remaining).toBe(0)
    expect(codeOf(() => new Reader(bytes(1, 2), 2).byte())).toBe('truncated')
    expect(codeOf(() => new Reader(bytes(1, 2), 9).byte())).toBe('truncated')
  })

  it('says where it is and what is left', () => {
    const r = new Reader(bytes(9, 1, 2, 3, 4))
    r.byte()
    expect([r.offset, r.remaining]).toEqual([1, 4])
    expect(codeOf(() => r.expectEnd())).toBe('trailing')
    expect(r.rest()).toEqual(bytes(1, 2, 3, 4))
    expect(codeOf(() => r.expectEnd())).toBe('read')
  })

  it('lets no flag pass that it does not know', () => {
    expect(new Reader(bytes(0x05)).flags(0x07, 'some')).toBe(5)
    expect(codeOf(() => new Reader(bytes(0x08)).flags(0x07, 'some'))).toBe('unknown-value')
  })

  it('holds a number to its limit', () => {
    expect(new Reader(bytes(5)).varintUpTo(5, 'five')).toBe(5)
    expect(codeOf(() => new Reader(bytes(6)).varintUpTo(5, 'five'))).toBe('range')
  })
})

describe('a writer', () => {
  it('grows from nothing and hands out copies', () => {
    const w = new Writer(0)
    for (let i = 0; i < 1000; i += 1) w.byte(i & 0xff)
    const first = w.finish()
    w.bytes(new Uint8Array(5000).fill(7))
    expect([first.length, w.length]).toEqual([1000, 6000])
    first.fill(0)
    expect(w.finish()[999]).toBe(999 & 0xff)
  })

  it('writes 32 bits, the high byte first, and hex as the bytes it names', () => {
    expect(written(w => w.u32(0xff01_0203))).toEqual(bytes(0xff, 1, 2, 3))
    expect(new Reader(bytes(0xff, 1, 2, 3)).u32()).toBe(0xff01_0203)
    expect(written(w => w.hex('00ff10'))).toEqual(bytes(0, 255, 16))
    expect(new Reader(bytes(0, 255, 16)).hex(3)).toBe('00ff10')
  })
})

it('bytes are the same by content', () => {
  expect(sameBytes(bytes(1, 2), utf8ToBytes('\u0001\u0002'))).toBe(true)
  expect(sameBytes(bytes(1, 2), bytes(1, 3))).toBe(false)
  expect(sameBytes(bytes(1, 2), bytes(1, 2, 3))).toBe(false)
})
