// All samples through their twins, and their bytes against `vectors/golden.json`.
// The golden bytes are written anew by `UPDATE_GOLDEN=1`, when the wire is meant to change.

import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bytesToHex } from './bytes.ts'
import { AuthorTable } from './frames/author-table.ts'
import { decodeDown, encodeDown, encodeLive, logFrameOf } from './frames/down.ts'
import { placeEntries } from './frames/live.ts'
import { encodeLogPart } from './frames/log.ts'
import { batchDigestOf, chainStart, nextChain } from './hashes.ts'
import { InkDecoder, InkEncoder } from './ink-codec.ts'
import { REFUSAL_NUMBERS, type Refusal } from './refusals.ts'
import { rowHash } from './row.ts'
import {
  DOWN_SAMPLES,
  EMISSION_SAMPLES,
  INK_HEADER_SAMPLES,
  INK_SEGMENT_SAMPLES,
  LOG_SAMPLES,
  OBJECT_BODY_SAMPLES,
  OP_SAMPLES,
  ROOM,
  ROW_SAMPLES,
  UP_SAMPLES,
} from './samples.ts'
import { hexOf, LONE_SAMPLES, WIRE_SAMPLES } from './testing/wire-samples.ts'

const goldenFile = new URL('../vectors/golden.json', import.meta.url)

function inkSegments(): string[] {
  return Object.values(INK_HEADER_SAMPLES).flatMap(named =>
    Object.values(named).map(header => {
      const encoder = new InkEncoder(header)
      return INK_SEGMENT_SAMPLES.map(points => bytesToHex(encoder.encode(points, 17))).join(' ')
    }),
  )
}

function chain(): string[] {
  let hash = chainStart(ROOM)
  return LOG_SAMPLES.map(({ bytes, ...link }) => {
    hash = nextChain(hash, { ...link, digest: batchDigestOf(bytes) })
    return hash
  })
}

/** All bytes and hashes that another program must agree about, by name. */
function goldenNow(): Record<string, string | string[]> {
  return {
    ...Object.fromEntries(WIRE_SAMPLES.map(sample => [sample.name, hexOf(sample)])),
    'ink segments, by brush': inkSegments(),
    'chain over the log samples': chain(),
    'row hashes': Object.values(ROW_SAMPLES).map(row => {
      const { a, b } = rowHash(row)
      return `${a.toString(16)} ${b.toString(16)}`
    }),
  }
}

describe('twins', () => {
  it.each(LONE_SAMPLES)('read what was written: $name', ({ codec, bytes, value }) => {
    expect(codec.decode(bytes)).toEqual(value)
  })

  it.each(LONE_SAMPLES)('write what was read: $name', ({ codec, bytes }) => {
    const [value, again] = codec.twice(bytes)
    expect(again).toEqual(value)
  })

  it('carry each emission over a table of their own', () => {
    const [writing, reading] = [new AuthorTable(), new AuthorTable()]
    for (const entries of EMISSION_SAMPLES) {
      const frame = decodeDown(encodeLive(entries, writing), reading)
      if (frame.type !== 'live') throw new Error(`a live frame, not ${frame.type}`)
      expect(placeEntries(frame.entries, entries[0]?.seq ?? 0)).toEqual(entries)
    }
  })

  it('carry each refusal', () => {
    // Object.keys forgets the literal type of a const object's keys.
    for (const refusal of Object.keys(REFUSAL_NUMBERS) as Refusal[]) {
      const frame = { type: 'refused', counter: 5, refusal, opIndex: 1 } as const
      expect(decodeDown(encodeDown(frame), new AuthorTable())).toEqual(frame)
    }
  })

  it('send a stored part of the log as it is', () => {
    const frame = logFrameOf(encodeLogPart(LOG_SAMPLES))
    expect(frame).toEqual(encodeDown({ type: 'log', entries: LOG_SAMPLES }))
  })

  it('read the ink samples as told to the encoder', () => {
    for (const header of Object.values(INK_HEADER_SAMPLES).flatMap(named => Object.values(named))) {
      const encoder = new InkEncoder(header)
      const segments = INK_SEGMENT_SAMPLES.map(points => encoder.encode(points, 17))
      const decoder = new InkDecoder(header, 0)
      decoder.push(Uint8Array.from(segments.flatMap(segment => Array.from(segment))))
      const xs = Array.from(decoder.points.xs.subarray(1, decoder.points.length))
      expect(xs).toEqual(INK_SEGMENT_SAMPLES.flat().map(({ x }) => x))
    }
  })
})

describe('samples', () => {
  it('are there for each kind', () => {
    const tables = [
      OP_SAMPLES,
      UP_SAMPLES,
      DOWN_SAMPLES,
      INK_HEADER_SAMPLES,
      OBJECT_BODY_SAMPLES,
    ].flatMap(table => Object.entries<object>(table))
    expect(tables.filter(([, named]) => Object.keys(named).length === 0)).toEqual([])
  })

  it('are the very bytes of vectors/golden.json', () => {
    if (process.env.UPDATE_GOLDEN === '1') {
      writeFileSync(goldenFile, `${JSON.stringify(goldenNow(), null, 2)}\n`)
    }
    expect(goldenNow()).toEqual(JSON.parse(readFileSync(goldenFile, 'utf8')))
  })
})
