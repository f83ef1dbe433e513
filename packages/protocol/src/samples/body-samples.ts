// Samples of what bodies hold: ink, erasures, titles, words that pass.

import { hexToBytes } from '../bytes.ts'
import type { Cursor, EPHEMERAL_KINDS } from '../ephemeral-body.ts'
import type { ErasedRange } from '../erased-ranges.ts'
import { encodeErasureBody } from '../erased-ranges-writing.ts'
import type { InkSample } from '../ink-codec.ts'
import type { Brush, InkHeader } from '../ink-header.ts'
import type { LaserPiece } from '../laser-piece.ts'
import { encodeInkBody, encodeTitleBody, type ObjectHead } from '../object-body.ts'
import type { Named } from './sample-table.ts'

export const INK_HEADER_SAMPLES: Readonly<Record<Brush, Named<InkHeader>>> = {
  pen: {
    'with pressure': {
      brush: 'pen',
      color: { kind: 'palette', index: 1 },
      size: 64,
      opacity: 255,
      gridExponent: 4,
      hasPressure: true,
      x: -1234,
      y: 567_890,
      pressure: 128,
    },
  },
  highlighter: {
    'see-through and coloured': {
      brush: 'highlighter',
      color: { kind: 'rgb', rgb: 0xff_cc_00 },
      size: 300,
      opacity: 102,
      gridExponent: -3,
      hasPressure: false,
      x: 0,
      y: -1,
      pressure: 255,
    },
  },
}

/** Two frames of a pen, told to an encoder one after the other. */
export const INK_SEGMENT_SAMPLES: readonly (readonly InkSample[])[] = [
  [
    { x: -1230, y: 567_893, pressure: 131 },
    { x: -1225, y: 567_897, pressure: 140 },
  ],
  [
    { x: -1218, y: 567_900, pressure: 150 },
    { x: -1000, y: 567_904, pressure: 155 },
    { x: -1000, y: 567_904, pressure: 155 },
    { x: -1190, y: 560_000, pressure: 0 },
    { x: -1183, y: 560_003, pressure: 255 },
  ],
]

/** Overlapping and out of order, as hands erase. */
export const ERASED_RANGE_SAMPLES: readonly ErasedRange[] = [
  { from: 40_000, to: 45_056 },
  { from: 0, to: 1 },
  { from: 44_000, to: 2 ** 33 },
]

/** The bodies that objects begin with, by their kind; `unknown` stands for those of later versions. */
export const OBJECT_BODY_SAMPLES: Readonly<Record<ObjectHead['kind'], Named<Uint8Array>>> = {
  ink: Object.fromEntries(
    Object.values(INK_HEADER_SAMPLES).flatMap(named =>
      Object.entries(named).map(([name, header]) => [name, encodeInkBody(header)]),
    ),
  ),
  title: { plain: encodeTitleBody() },
  erasure: { 'of three ranges': encodeErasureBody(ERASED_RANGE_SAMPLES) },
  unknown: { 'of a later kind': hexToBytes('7f0102'), empty: hexToBytes('') },
}

/** The bodies of ephemeral frames, by their kind. */
export const EPHEMERAL_SAMPLES: {
  readonly cursor: Named<Cursor | null>
  readonly laser: Named<LaserPiece>
} & Readonly<Record<keyof typeof EPHEMERAL_KINDS, Named<unknown>>> = {
  cursor: {
    here: { x: 12.5, y: -7000.0625, page: 0 },
    'on another page': { x: 0, y: 0, page: 3 },
    gone: null,
  },
  laser: {
    'that begins': {
      page: 0,
      trail: 1,
      first: 0,
      gridExponent: 4,
      points: [{ x: 200, y: -112_001 }],
    },
    'that goes on': {
      page: 3,
      trail: 300,
      first: 131,
      gridExponent: -2,
      points: [
        { x: -1, y: 0 },
        { x: 63, y: -64 },
        { x: 63, y: 20_000 },
      ],
    },
  },
}
