// Every sample as bytes, with the twin functions that read and write its kind of bytes.

import { unreachable } from '../assert.ts'
import { bytesToHex, Writer } from '../bytes.ts'
import { decodeCursor, encodeCursor } from '../ephemeral-body.ts'
import { decodeErasedRanges } from '../erased-ranges.ts'
import { encodeErasedRanges, encodeErasureBody } from '../erased-ranges-writing.ts'
import { AuthorTable } from '../frames/author-table.ts'
import { type DownFrame, decodeDown, encodeDown, encodeLive } from '../frames/down.ts'
import { type Live, placeEntries } from '../frames/live.ts'
import { decodeLogPart, encodeLogPart } from '../frames/log.ts'
import { decodeUp, encodeUp, type SentUpFrame, type UpFrame } from '../frames/up.ts'
import { decodeLaser, encodeLaser } from '../laser-piece.ts'
import { decodeObjectHead, encodeInkBody, encodeTitleBody } from '../object-body.ts'
import type { Op } from '../op.ts'
import { decodeOps, encodeOps } from '../op-codec.ts'
import { decodeRows, encodeRows } from '../row-codec.ts'
import {
  ALL_OPS,
  DOWN_SAMPLES,
  EMISSION_SAMPLES,
  EPHEMERAL_SAMPLES,
  ERASED_RANGE_SAMPLES,
  LOG_SAMPLES,
  OBJECT_BODY_SAMPLES,
  OP_SAMPLES,
  ROW_SAMPLES,
  UP_SAMPLES,
} from '../samples.ts'

/** One kind of bytes. */
export interface Codec {
  readonly name: string
  readonly decode: (bytes: Uint8Array) => unknown
  /** The value read, and the value read of what that was written as. */
  readonly twice: (bytes: Uint8Array) => readonly [unknown, unknown]
}

function codec<T>(
  name: string,
  decode: (bytes: Uint8Array) => T,
  encode: (value: T) => Uint8Array,
): Codec {
  return {
    name,
    decode,
    twice(bytes) {
      const value = decode(bytes)
      return [value, decode(encode(value))]
    },
  }
}

/** A foreign hello is never written: what else it holds is unknown. */
function encodeUpAgain(frame: UpFrame): Uint8Array {
  if (frame.type !== 'foreign-hello') return encodeUp(frame)
  const w = new Writer()
  w.byte(1)
  w.varint(frame.version)
  return w.finish()
}

function encodeDownAgain(frame: DownFrame): Uint8Array {
  if (frame.type !== 'live') return encodeDown(frame)
  return encodeLive(placeEntries(frame.entries, 1), new AuthorTable())
}

function encodeHeadAgain(head: ReturnType<typeof decodeObjectHead>): Uint8Array {
  switch (head.kind) {
    case 'ink':
      return encodeInkBody(head.header)
    case 'title':
      return encodeTitleBody()
    case 'erasure':
      return encodeErasureBody([])
    case 'unknown':
      return Uint8Array.of()
    default:
      return unreachable(head)
  }
}

const decodeLone = (bytes: Uint8Array): DownFrame => decodeDown(bytes, new AuthorTable())

export const CODECS = {
  up: codec('decodeUp', decodeUp, encodeUpAgain),
  down: codec('decodeDown', decodeLone, encodeDownAgain),
  ops: codec('decodeOps', decodeOps, encodeOps),
  rows: codec('decodeRows', decodeRows, encodeRows),
  log: codec('decodeLogPart', decodeLogPart, encodeLogPart),
  head: codec('decodeObjectHead', decodeObjectHead, encodeHeadAgain),
  ranges: codec(
    'decodeErasedRanges',
    bytes => decodeErasedRanges(bytes, 0).ranges,
    encodeErasedRanges,
  ),
  cursor: codec('decodeCursor', decodeCursor, encodeCursor),
  laser: codec('decodeLaser', decodeLaser, piece =>
    piece === null ? Uint8Array.of() : encodeLaser(piece),
  ),
} satisfies Record<string, Codec>

export interface WireSample {
  readonly name: string
  readonly codec: Codec
  readonly bytes: Uint8Array
  /** What the bytes say, where a sample says it. */
  readonly value?: unknown
}

function named<T>(
  kind: string,
  by: Codec,
  samples: Readonly<Record<string, Readonly<Record<string, T>>>>,
  encode: (value: T) => Uint8Array,
  valueOf: (value: T) => unknown = value => value,
): WireSample[] {
  return Object.entries(samples).flatMap(([tag, each]) =>
    Object.entries(each).map(([name, sample]) => ({
      name: `${kind} ${tag}: ${name}`,
      codec: by,
      bytes: encode(sample),
      value: valueOf(sample),
    })),
  )
}

function emissionSamples(): WireSample[] {
  const table = new AuthorTable()
  return EMISSION_SAMPLES.map((entries, i) => ({
    name: `down live: emission ${i + 1}`,
    codec: CODECS.down,
    bytes: encodeLive(entries, table),
  }))
}

const { up, down, ops, rows, log, head, ranges, cursor, laser } = CODECS

export const WIRE_SAMPLES: readonly WireSample[] = [
  ...named<Op>(
    'op',
    ops,
    OP_SAMPLES,
    op => encodeOps([op]),
    op => [op],
  ),
  { name: 'ops: all', codec: ops, bytes: encodeOps(ALL_OPS), value: ALL_OPS },
  ...named<SentUpFrame>('up', up, UP_SAMPLES, encodeUp),
  ...named<Exclude<DownFrame, Live>>('down', down, DOWN_SAMPLES, encodeDown),
  ...emissionSamples(),
  ...named(
    'rows',
    rows,
    { of: ROW_SAMPLES },
    row => encodeRows([row]),
    row => [row],
  ),
  {
    name: 'rows: all',
    codec: rows,
    bytes: encodeRows(Object.values(ROW_SAMPLES)),
    value: Object.values(ROW_SAMPLES),
  },
  { name: 'log part: all', codec: log, bytes: encodeLogPart(LOG_SAMPLES), value: LOG_SAMPLES },
  ...named('object', head, OBJECT_BODY_SAMPLES, body => body, decodeObjectHead),
  ...named('erased', ranges, { ranges: { three: ERASED_RANGE_SAMPLES } }, encodeErasedRanges),
  ...named('ephemeral', cursor, { cursor: EPHEMERAL_SAMPLES.cursor }, encodeCursor),
  ...named('ephemeral', laser, { laser: EPHEMERAL_SAMPLES.laser }, encodeLaser),
]

/** The samples whose bytes mean something by themselves: a live emission may lean on those before it. */
export const LONE_SAMPLES = WIRE_SAMPLES.filter(sample => 'value' in sample)

export const hexOf = (sample: WireSample): string => bytesToHex(sample.bytes)
