// [G17] Whatever comes in: a value, or a ProtocolError. Nothing else is thrown, nothing hangs, and no
// count makes memory before the bytes for it are there.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Writer } from './bytes.ts'
import { InkDecoder } from './ink-codec.ts'
import {
  MAX_BATCH_OPS,
  MAX_BODY_BYTES,
  MAX_CHUNK_BYTES,
  MAX_FRAME_BYTES,
  MAX_NAMED_AUTHORS,
  MAX_REMOVE_IDS,
} from './limits.ts'
import { decodeObjectHead } from './object-body.ts'
import { ProtocolError, type ProtocolErrorCode } from './protocol-error.ts'
import { CODECS, type Codec, WIRE_SAMPLES } from './testing/wire-samples.ts'
import { PROTOCOL_VERSION } from './version.ts'

/** What came of reading: the code of the error, or null where it could be read. */
function outcomeOf({ decode }: Codec, bytes: Uint8Array): ProtocolErrorCode | null {
  try {
    decode(bytes)
    return null
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}

/** What can be read can be written, and then reads the same. */
function expectSound(codec: Codec, bytes: Uint8Array): void {
  if (outcomeOf(codec, bytes) !== null) return
  const [value, again] = codec.twice(bytes)
  expect(again).toEqual(value)
}

describe('a sample', () => {
  it.each(WIRE_SAMPLES)('cut anywhere: $name [G17]', ({ codec, bytes }) => {
    for (let length = 0; length < bytes.length; length += 1) {
      expectSound(codec, bytes.subarray(0, length))
    }
  })

  it.each(WIRE_SAMPLES)('with any bit turned over: $name [G17]', ({ codec, bytes }) => {
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = bytes.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expectSound(codec, flipped)
    }
  })

  it('with bytes behind it is refused where a frame has an end', () => {
    const ending = WIRE_SAMPLES.filter(({ name }) =>
      /^(up (hello|profile|probe|heal)|down (welcome|caught-up|refused|people|beat)):/.test(name),
    )
    expect(ending.length).toBeGreaterThan(8)
    for (const { codec, bytes } of ending) {
      expect(outcomeOf(codec, Uint8Array.of(...bytes, 0))).toBe('trailing')
    }
  })
})

describe('random bytes [G17]', () => {
  it.each(Object.values(CODECS))('through $name', codec => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => expectSound(codec, bytes)),
      { numRuns: 500 },
    )
  })

  it.each(Object.values(CODECS))('spliced into samples, through $name', codec => {
    const own = WIRE_SAMPLES.filter(sample => sample.codec === codec)
    const splice = fc.tuple(
      fc.constantFrom(...own),
      fc.uint8Array({ maxLength: 12 }),
      fc.nat(300),
      fc.nat(12),
    )
    fc.assert(
      fc.property(splice, ([{ bytes }, put, at, cut]) => {
        const start = Math.min(at, bytes.length)
        const rest = bytes.subarray(Math.min(start + cut, bytes.length))
        expectSound(codec, Uint8Array.of(...bytes.subarray(0, start), ...put, ...rest))
      }),
      { numRuns: 500 },
    )
  })

  it('as the body of a stroke', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), tail => {
        const body = Uint8Array.of(1, ...tail)
        const head = decodeObjectHead(body)
        if (head.kind !== 'ink') return
        const decoder = new InkDecoder(head.header, head.pointsAt)
        decoder.push(body)
        expect(decoder.points.length).toBeGreaterThanOrEqual(1)
        expect(decoder.points.length).toBeLessThanOrEqual(1 + tail.length / 2)
      }),
      { numRuns: 500 },
    )
  })
})

type Part = number | { readonly varint: number } | { readonly bytes: number }

function bytesOf(parts: readonly Part[]): Uint8Array {
  const w = new Writer()
  for (const part of parts) {
    if (typeof part === 'number') w.byte(part)
    else if ('varint' in part) w.varint(part.varint)
    else w.bytes(new Uint8Array(part.bytes))
  }
  return w.finish()
}

const HUGE = { varint: 2 ** 50 }
const { up, down, ops, rows, log } = CODECS

// Each names a count or a length that a hostile sender may write, and the bytes in front of it.
const counts: readonly (readonly [what: string, codec: Codec, parts: readonly Part[]])[] = [
  ['the ids of a remove', ops, [0x04, HUGE]],
  ['the body of an op', ops, [0x09, 1, HUGE]],
  ['the place of an extend', ops, [0x02, 1, HUGE]],
  ['the number of an object', ops, [0x01, HUGE]],
  ['the page of a create', ops, [0x41, 1, HUGE]],
  ['the page of a sweep', ops, [0x45, HUGE]],
  ['the field of a set', ops, [0x03, { bytes: 8 }, 1, HUGE]],
  ['the value of a set', ops, [0x0b, { bytes: 8 }, 1, 1, HUGE]],
  ['the dictionary of rows', rows, [HUGE]],
  ['the fields of a row', rows, [1, { bytes: 8 }, 0x08, 0, 1, 0, 4, 0, 0, HUGE]],
  ['the value of a field', rows, [1, { bytes: 8 }, 0x08, 0, 1, 0, 4, 0, 0, 1, 1, 0, 1, HUGE]],
  ['the body of a row', rows, [1, { bytes: 8 }, 0x00, 0, 1, 0, 4, 0, 0, HUGE]],
  ['the seq of a row', rows, [1, { bytes: 8 }, 0x00, 0, 1, 0, HUGE]],
  ['the first seq of the log', log, [HUGE]],
  ['the authors of the log', log, [1, HUGE]],
  ['the counter of an entry', log, [1, 1, { bytes: 16 }, 0, HUGE]],
  ['the size of an entry', log, [1, 1, { bytes: 16 }, 0, 1, HUGE]],
  ['the size of a live entry', down, [0x53, 1, { bytes: 16 }, 1, HUGE]],
  ['the counter of a live entry', down, [0x53, 1, { bytes: 16 }, HUGE]],
  ['the authors of a mark', down, [0x42, 1, { bytes: 16 }, HUGE]],
  ['the refusals of a welcome', down, [0x41, 0, { bytes: 8 }, 1, 1, 1, HUGE]],
  ['the people here', down, [0x44, 1, 1, HUGE]],
  ['the people who left', down, [0x44, 1, 1, 0, HUGE]],
  ['the tabs of a person', down, [0x44, 1, 1, 1, { bytes: 8 }, 0, 0, 1, HUGE]],
  ['the size of unpacked rows', down, [0x50, 1, HUGE]],
  ['the kind of an ephemeral word down', down, [0x60, 0, HUGE]],
  ['the size of an ephemeral word down', down, [0x60, 0, 0, HUGE]],
  ['the kind of an ephemeral word up', up, [0x20, HUGE]],
  ['the name of a person', up, [0x02, HUGE]],
  ['the colour of a person', up, [0x02, 0, HUGE]],
  ['the name of a board', up, [0x01, PROTOCOL_VERSION, HUGE]],
  ['the capability', up, [0x01, PROTOCOL_VERSION, 1, 0x61, { bytes: 32 }, HUGE]],
  ['the lowest counter', up, [0x01, PROTOCOL_VERSION, 1, 0x61, { bytes: 32 }, 0, 0, 0, HUGE]],
]

describe('a number beyond its limit [G17]', () => {
  it.each(counts)('is refused where it stands: %s', (_, codec, parts) => {
    expect(outcomeOf(codec, bytesOf(parts))).toBe('range')
  })

  it('of more than 53 bits, or not in its shortest form, is no number', () => {
    expect(outcomeOf(ops, Uint8Array.of(0x06, ...Array<number>(8).fill(0xff)))).toBe('varint')
    expect(outcomeOf(ops, Uint8Array.of(0x06, 0x80, 0x00))).toBe('varint')
  })
})

describe('sizes at their limits', () => {
  it('a frame up may be as large as the limit, and no larger', () => {
    const frame = new Uint8Array(MAX_FRAME_BYTES + 1).fill(0x10)
    expect(outcomeOf(up, frame.subarray(1))).toBe(null)
    expect(outcomeOf(up, frame)).toBe('range')
  })

  it('a batch may have so many ops, and no more', () => {
    const restores = new Uint8Array(2 * (MAX_BATCH_OPS + 1)).fill(0x06)
    expect(outcomeOf(ops, restores.subarray(2))).toBe(null)
    expect(outcomeOf(ops, restores)).toBe('range')
  })

  it('a batch of no op is none', () => {
    expect(outcomeOf(ops, new Uint8Array(0))).toBe('truncated')
  })

  it('counts at the limit with nothing behind them are cut short', () => {
    expect(outcomeOf(ops, bytesOf([0x04, { varint: MAX_REMOVE_IDS }]))).toBe('truncated')
    expect(outcomeOf(rows, bytesOf([{ varint: MAX_NAMED_AUTHORS }]))).toBe('truncated')
    expect(outcomeOf(ops, bytesOf([0x09, 1, { varint: MAX_BODY_BYTES }]))).toBe('truncated')
    expect(outcomeOf(down, bytesOf([0x50, 1, { varint: MAX_CHUNK_BYTES }]))).toBe(null)
  })

  it('a body that runs to the end of its batch is bounded too', () => {
    const body = new Uint8Array(MAX_BODY_BYTES + 3)
    body.set([0x01, 0x01])
    expect(outcomeOf(ops, body)).toBe('range')
    expect(outcomeOf(ops, body.subarray(0, MAX_BODY_BYTES + 2))).toBe(null)
  })
})

describe('what means nothing [B4]', () => {
  const nothing: readonly (readonly [string, Codec, readonly Part[], ProtocolErrorCode])[] = [
    ['an op kind', ops, [0x00], 'unknown-op'],
    ['an op kind of later', ops, [0x07], 'unknown-op'],
    ['a flag of no op', ops, [0x86, 1], 'unknown-op'],
    ['a size before nothing sized', ops, [0x0e, 1], 'unknown-op'],
    ['a frame type up', up, [0x00], 'unknown-frame'],
    ['a frame type of the other side, up', up, [0x41], 'unknown-frame'],
    ['a frame type down', down, [0x10], 'unknown-frame'],
    ['a flag of a welcome', down, [0x41, 0x10], 'unknown-value'],
    ['resumed from below the floor', down, [0x41, 0x08], 'unknown-value'],
    ['a flag of a beat', down, [0x45, 0x02], 'unknown-value'],
    ['a flag of rows', down, [0x50, 0x02], 'unknown-value'],
    ['a flag of a row', rows, [0, 0x20], 'unknown-value'],
    ['a flag of people', down, [0x44, 1, 2], 'unknown-value'],
    ['a refusal', down, [0x43, 1, 99], 'unknown-value'],
    ['an id outside the dictionary', rows, [0, 0x00, 0], 'unknown-value'],
    ['an author outside the part', log, [1, 0, 0], 'unknown-value'],
    ['an author number nobody has', down, [0x52, 0], 'unknown-value'],
    ['a board name', up, [0x01, PROTOCOL_VERSION, 1, 0x2f], 'unknown-value'],
    ['text that is not UTF-8', up, [0x02, 1, 0xff], 'text'],
    ['nothing at all', up, [], 'truncated'],
  ]
  it.each(nothing)('%s', (_, codec, parts, code) => {
    expect(outcomeOf(codec, bytesOf(parts))).toBe(code)
  })

  it('fields of a row out of order', () => {
    const fields = [2, 5, 0, 1, 0, 5, 0, 1, 0]
    const row = bytesOf([1, { bytes: 8 }, 0x08, 0, 1, 0, 4, 0, 0, ...fields, 0])
    expect(outcomeOf(rows, row)).toBe('range')
  })
})
