// Known answers, and that nothing goes into a hash unnoticed.

import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendBody, EMPTY_BODY } from './body.ts'
import { bytesToHex, hexToBytes, utf8ToBytes } from './bytes.ts'
import {
  type BatchDigest,
  batchDigestOf,
  type ChainHash,
  type ChainLink,
  chainStart,
  LANES_START,
  LaneMixer,
  type Lanes,
  mixBytes,
  nextChain,
} from './hashes.ts'
import { authorIdOf, objectIdOf, personIdOf } from './ids.ts'
import { type Row, rowHash } from './row.ts'
import { ANN, ANN_PERSON, BOB, BOB_PERSON, ROOM, ROW_SAMPLES } from './samples.ts'

const sha256Prefix = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16)

describe('ids and digests [H1]', () => {
  it('are the first 64 bits of SHA-256', () => {
    expect(batchDigestOf(utf8ToBytes('abc'))).toBe('ba7816bf8f01cfea')
    expect(batchDigestOf(new Uint8Array(0))).toBe('e3b0c44298fc1c14')
    const secret = Uint8Array.from({ length: 16 }, (_, i) => i)
    expect(authorIdOf(secret)).toBe(sha256Prefix(secret))
    expect(personIdOf(secret)).toBe(sha256Prefix(secret))
  })
})

const link: ChainLink = {
  author: ANN,
  person: ANN_PERSON,
  counter: 300,
  digest: 'ba7816bf8f01cfea' as BatchDigest,
}

describe('the chain [H2]', () => {
  it('starts at the room and hashes what came before, who, which and what', () => {
    expect(chainStart(ROOM)).toBe(ROOM)
    const bytes = hexToBytes(`${ROOM}${ANN}${ANN_PERSON}ac02${link.digest}`)
    expect(nextChain(chainStart(ROOM), link)).toBe(sha256Prefix(bytes))
  })

  it('differs when any part does', () => {
    const start = chainStart(ROOM)
    const links: ChainLink[] = [
      link,
      { ...link, author: BOB },
      { ...link, person: BOB_PERSON },
      { ...link, counter: 301 },
      { ...link, digest: 'ba7816bf8f01cfeb' as BatchDigest },
    ]
    const hashes = [
      ...links.map(each => nextChain(start, each)),
      nextChain('0102030405060709' as ChainHash, link),
    ]
    expect(new Set(hashes).size).toBe(6)
  })

  it('differs when two batches change places', () => {
    const [a, b] = [link, { ...link, author: BOB }]
    const start = chainStart(ROOM)
    expect(nextChain(nextChain(start, a), b)).not.toBe(nextChain(nextChain(start, b), a))
  })
})

describe('lanes [H3]', () => {
  it('of pieces are those of the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), pieces => {
        const whole = Uint8Array.from(pieces.flatMap(each => Array.from(each)))
        expect(pieces.reduce(mixBytes, LANES_START)).toEqual(mixBytes(LANES_START, whole))
      }),
    )
  })

  it('are FNV-1a in the first lane', () => {
    expect(mixBytes(LANES_START, utf8ToBytes('foobar')).a).toBe(0xbf9cf968)
  })

  it('differ for bodies that differ in one bit', () => {
    const body = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) & 0xff)
    const seen = new Set([textOf(mixBytes(LANES_START, body))])
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const flipped = body.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      seen.add(textOf(mixBytes(LANES_START, flipped)))
    }
    expect(seen.size).toBe(body.length * 8 + 1)
  })
})

it('a new mixer mixes as one that begins anew [H4]', () => {
  const used = new LaneMixer()
  used.number(7)
  used.begin()
  expect(used.finish()).toEqual(new LaneMixer().finish())
  expect(textOf(used.finish())).not.toBe(textOf({ a: 0, b: 0 }))
})

const textOf = ({ a, b }: Lanes): string => `${a} ${b}`

/** One change of each property of a row. */
const changed: { readonly [Key in Exclude<keyof Row, 'author'>]: (row: Row) => Row } = {
  id: row => ({ ...row, id: objectIdOf(ANN, 301) }),
  owner: row => ({ ...row, owner: personIdOf(new Uint8Array(16)) }),
  page: row => ({ ...row, page: row.page + 1 }),
  parent: row => ({ ...row, parent: objectIdOf(ANN, 302) }),
  born: row => ({ ...row, born: row.born + 2 ** 32 }),
  bornAt: row => ({ ...row, bornAt: row.bornAt + 1 }),
  seq: row => ({ ...row, seq: row.seq + 1 }),
  finished: row => ({ ...row, finished: !row.finished }),
  gone: row => ({ ...row, gone: { author: ANN, counter: 77 } }),
  fields: row => ({
    ...row,
    fields: [{ field: 3, value: new Uint8Array(1), by: { author: ANN, counter: 1 } }],
  }),
  body: row => ({ ...row, body: appendBody(EMPTY_BODY, Uint8Array.of(9)) }),
}

describe('the hash of a row [H4]', () => {
  it.each(Object.entries(changed))('depends on its %s', (_, change) => {
    for (const row of Object.values(ROW_SAMPLES)) {
      expect(textOf(rowHash(change(row)))).not.toBe(textOf(rowHash(row)))
    }
  })

  it('depends on each part of a field', () => {
    const base = ROW_SAMPLES.wet
    const field = { field: 1, value: Uint8Array.of(1, 2), by: { author: ANN, counter: 5 } }
    const variants = [
      [],
      [field],
      [{ ...field, field: 2 }],
      [{ ...field, value: Uint8Array.of(2, 1) }],
      [{ ...field, value: Uint8Array.of(1, 2, 0) }],
      [{ ...field, by: { author: BOB, counter: 5 } }],
      [{ ...field, by: { author: ANN, counter: 6 } }],
      [field, { ...field, field: 2 }],
    ]
    const hashes = variants.map(fields => base && textOf(rowHash({ ...base, fields })))
    expect(new Set(hashes).size).toBe(variants.length)
  })

  it('[G17] reads the value of a field once, however often the rest of the row changes', () => {
    let reads = 0
    const value = new Proxy(Uint8Array.of(1, 2, 3), {
      get(bytes, key) {
        if (key === '0') reads += 1
        const member: unknown = Reflect.get(bytes, key)
        return typeof member === 'function' ? member.bind(bytes) : member
      },
    })
    const base = ROW_SAMPLES.wet
    if (base === undefined) throw new Error('the wet sample')
    const fields = [{ field: 1, value, by: { author: ANN, counter: 5 } }]
    const before = textOf(rowHash({ ...base, fields }))
    expect(reads).toBe(1)
    for (let seq = 1; seq <= 5; seq += 1) rowHash({ ...base, fields, seq })
    expect(reads).toBe(1)
    const copied = [{ field: 1, value: Uint8Array.of(1, 2, 3), by: { author: ANN, counter: 5 } }]
    expect(textOf(rowHash({ ...base, fields: copied }))).toBe(before)
  })

  it('spreads: rows that follow each other differ in about half of all bits', () => {
    const base = ROW_SAMPLES.wet
    if (base === undefined) throw new Error('the wet sample')
    let bits = 0
    for (let seq = 1; seq <= 100; seq += 1) {
      const [one, two] = [rowHash({ ...base, seq }), rowHash({ ...base, seq: seq + 1 })]
      bits += bitsOf(one.a ^ two.a) + bitsOf(one.b ^ two.b)
    }
    expect(bits / 6400).toBeGreaterThan(0.4)
    expect(bits / 6400).toBeLessThan(0.6)
  })
})

const bitsOf = (word: number): number =>
  Array.from((word >>> 0).toString(2)).filter(digit => digit === '1').length

it('hex comes out as it went in', () => {
  fc.assert(
    fc.property(fc.uint8Array(), all => {
      expect(hexToBytes(bytesToHex(all))).toEqual(all)
    }),
  )
})
