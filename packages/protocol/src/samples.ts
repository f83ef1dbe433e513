// One sample or more of everything that can be said on the wire, for tests here and elsewhere: round
// trips, golden bytes, fuzz. The tables are keyed by kind, so a new one without a sample fails to compile.

import { appendBody, EMPTY_BODY } from './body.ts'
import { hexToBytes, utf8ToBytes } from './bytes.ts'
import { type Cursor, EPHEMERAL_KINDS } from './ephemeral-body.ts'
import type { ErasedRange } from './erased-ranges.ts'
import type { DownFrame } from './frames/down.ts'
import type { Live } from './frames/live.ts'
import type { SentUpFrame } from './frames/up.ts'
import type { ChainHash } from './hashes.ts'
import { type AuthorId, objectIdOf, type PersonId, type RoomId } from './ids.ts'
import type { InkSample } from './ink-codec.ts'
import type { Brush, InkHeader } from './ink-header.ts'
import type { LaserPiece } from './laser-piece.ts'
import {
  encodeErasureBody,
  encodeInkBody,
  encodeTitleBody,
  type ObjectHead,
} from './object-body.ts'
import type { LogEntry, Op } from './op.ts'
import { encodeOps } from './op-codec.ts'
import { bornRow, type Row } from './row.ts'
import { PROTOCOL_VERSION } from './version.ts'

/** Samples by name; at least one. */
type Named<T> = Readonly<Record<string, T>>
/** For each member of a union, by its tag, its samples. */
type SamplesOf<Union, Tag extends keyof Union> = {
  readonly [Key in Union[Tag] & string]: Named<Extract<Union, Readonly<Record<Tag, Key>>>>
}

// The casts below make ids of hex digits, as reading them from bytes would.
export const ANN = 'a1b2c3d4e5f60718' as AuthorId
export const BOB = 'b0b1b2b3b4b5b6b7' as AuthorId
export const ANN_PERSON = '00112233445566aa' as PersonId
export const BOB_PERSON = '00112233445566bb' as PersonId
export const ROOM = '0102030405060708' as RoomId
const HASH = 'fedcba9876543210' as ChainHash

const bytes = (hex: string): Uint8Array => hexToBytes(hex)

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
  unknown: { 'of a later kind': bytes('7f0102'), empty: bytes('') },
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

export const OP_SAMPLES: SamplesOf<Op, 'kind'> = {
  create: {
    'a dot': { kind: 'create', n: 1, page: 0, parent: null, body: bytes('01ff'), last: true },
    'a stroke that goes on': {
      kind: 'create',
      n: 300,
      page: 0,
      parent: null,
      body: bytes('01a2b3'),
      last: false,
    },
    'a child on a page': {
      kind: 'create',
      n: 2 ** 40,
      page: 5,
      parent: objectIdOf(BOB, 12),
      body: bytes(''),
      last: true,
    },
  },
  extend: {
    more: { kind: 'extend', n: 300, at: 3, body: bytes('c4d5'), last: false },
    last: { kind: 'extend', n: 300, at: 4_000_000, body: bytes('00'), last: true },
  },
  set: {
    'a field': { kind: 'set', id: objectIdOf(BOB, 7), field: 1, value: bytes('c3a9'), over: null },
    'over an own batch': {
      kind: 'set',
      id: objectIdOf(ANN, 7),
      field: 255,
      value: bytes(''),
      over: 70_000,
    },
  },
  remove: {
    two: { kind: 'remove', ids: [objectIdOf(ANN, 1), objectIdOf(BOB, 36 ** 5)] },
    none: { kind: 'remove', ids: [] },
  },
  sweep: {
    all: { kind: 'sweep', page: 0, person: null, bornUpTo: 1_000_000 },
    'of a person on a page': { kind: 'sweep', page: 2, person: BOB_PERSON, bornUpTo: 0 },
  },
  restore: { 'a batch': { kind: 'restore', counter: 129 } },
}

/** All op samples in one batch. */
export const ALL_OPS: readonly Op[] = Object.values(OP_SAMPLES).flatMap(named =>
  Object.values<Op>(named),
)

const entry = (seq: number, counter: number, ops: readonly Op[]): LogEntry => ({
  seq,
  author: ANN,
  person: ANN_PERSON,
  counter,
  bytes: encodeOps(ops),
})
const byBob = (of: LogEntry): LogEntry => ({ ...of, author: BOB, person: BOB_PERSON })

/** Log entries in a row, of two authors, one of whom has skipped a refused counter. */
export const LOG_SAMPLES: readonly LogEntry[] = [
  entry(41, 1, Object.values(OP_SAMPLES.create)),
  byBob(entry(42, 700, Object.values(OP_SAMPLES.set))),
  entry(43, 2, Object.values(OP_SAMPLES.extend)),
  entry(44, 4, Object.values(OP_SAMPLES.remove)),
  byBob(entry(45, 701, Object.values(OP_SAMPLES.restore))),
]

/** What a live stream emits, one after the other over one author table. */
export const EMISSION_SAMPLES: readonly (readonly LogEntry[])[] = [
  LOG_SAMPLES.slice(0, 1),
  LOG_SAMPLES.slice(1, 4),
  LOG_SAMPLES.slice(4),
]

const wet: Row = {
  ...bornRow({
    id: objectIdOf(ANN, 300),
    author: ANN,
    owner: ANN_PERSON,
    page: 0,
    parent: null,
    born: 41,
    bornAt: 1,
    seq: 43,
  }),
  body: appendBody(EMPTY_BODY, bytes('01a2b3c4d5')),
}

export const ROW_SAMPLES: Named<Row> = {
  wet,
  finished: { ...wet, finished: true },
  gone: { ...wet, finished: true, seq: 60, gone: { author: BOB, counter: 702 } },
  'a child on a page, without a body': {
    ...wet,
    id: objectIdOf(BOB, 0),
    author: BOB,
    owner: BOB_PERSON,
    page: 5,
    parent: wet.id,
    body: EMPTY_BODY,
  },
  'with fields': {
    ...wet,
    seq: 2 ** 33,
    fields: [
      { field: 0, value: bytes(''), by: { author: ANN, counter: 1 } },
      { field: 1, value: utf8ToBytes('Ünïcode 漢字 🖊'), by: { author: BOB, counter: 700 } },
      { field: 255, value: bytes('00ff'), by: { author: ANN, counter: 2 ** 40 } },
    ],
  },
}

const mark = { seq: 45, hash: HASH, digest: { a: 0xffff_ffff, b: 1 } }

export const UP_SAMPLES: SamplesOf<SentUpFrame, 'type'> = {
  hello: {
    first: {
      type: 'hello',
      version: PROTOCOL_VERSION,
      roomName: 'Tafel-7',
      authorKey: bytes('000102030405060708090a0b0c0d0e0f'),
      personKey: bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
      capability: bytes(''),
      profile: { name: '', color: 0 },
      floor: 1,
      resume: null,
    },
    again: {
      type: 'hello',
      version: PROTOCOL_VERSION,
      roomName: '黒板.2026_é~x',
      authorKey: bytes('000102030405060708090a0b0c0d0e0f'),
      personKey: bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
      capability: bytes('c0ffee'),
      profile: { name: 'Ann 🖊', color: 11 },
      floor: 300,
      resume: { room: ROOM, seq: 45, hash: HASH },
    },
  },
  profile: { renamed: { type: 'profile', profile: { name: 'Zoë', color: 255 } } },
  probe: { plain: { type: 'probe' } },
  heal: { plain: { type: 'heal', seq: 45, digest: mark.digest } },
  batch: { 'of all ops': { type: 'batch', bytes: encodeOps(ALL_OPS) } },
  ephemeral: {
    cursor: { type: 'ephemeral', kind: EPHEMERAL_KINDS.cursor, body: bytes('02040600') },
    'of a later kind': { type: 'ephemeral', kind: 15, body: bytes('') },
  },
}

export const DOWN_SAMPLES: SamplesOf<Exclude<DownFrame, Live>, 'type'> = {
  welcome: {
    snapshot: {
      type: 'welcome',
      room: ROOM,
      mode: 'snapshot',
      isBelowFloor: false,
      seq: 45,
      head: 47,
      settled: 299,
      refused: [],
      maxFrameBytes: 65_536,
      reconnectSpreadMs: 2000,
      beatMs: 8000,
      mayDraw: true,
      isFull: false,
      rows: 100_000,
      rowsBytes: 12_345_678,
    },
    'snapshot, for one from below the floor': {
      type: 'welcome',
      room: ROOM,
      mode: 'snapshot',
      isBelowFloor: true,
      seq: 45,
      head: 45,
      settled: 0,
      refused: [],
      maxFrameBytes: 65_536,
      reconnectSpreadMs: 0,
      beatMs: 8000,
      mayDraw: true,
      isFull: false,
      rows: 1,
      rowsBytes: 20,
    },
    'resumed, on a full board': {
      type: 'welcome',
      room: ROOM,
      mode: 'resumed',
      isBelowFloor: false,
      seq: 45,
      head: 45,
      settled: 302,
      refused: [],
      maxFrameBytes: 65_536,
      reconnectSpreadMs: 0,
      beatMs: 8000,
      mayDraw: true,
      isFull: true,
      rows: 0,
      rowsBytes: 0,
    },
    'resumed, for a reader': {
      type: 'welcome',
      room: ROOM,
      mode: 'resumed',
      isBelowFloor: false,
      seq: 45,
      head: 45,
      settled: 302,
      refused: [
        { counter: 300, refusal: 'forbidden' },
        { counter: 302, refusal: 'board-full' },
      ],
      maxFrameBytes: 65_536,
      reconnectSpreadMs: 0,
      beatMs: 8000,
      mayDraw: false,
      isFull: false,
      rows: 0,
      rowsBytes: 0,
    },
  },
  'caught-up': {
    'with authors': {
      type: 'caught-up',
      ...mark,
      authors: [
        { index: 0, author: ANN, person: ANN_PERSON, lastCounter: 4 },
        { index: 130, author: BOB, person: BOB_PERSON, lastCounter: 0 },
      ],
    },
    'an empty board': { type: 'caught-up', ...mark, seq: 0, authors: [] },
  },
  refused: { 'by a quota': { type: 'refused', counter: 303, refusal: 'board-full', opIndex: 2 } },
  people: {
    everyone: {
      type: 'people',
      count: 2,
      full: true,
      here: [
        {
          person: ANN_PERSON,
          profile: { name: 'Ann', color: 3 },
          joinedAtMs: 1_795_000_000_000,
          peers: [
            { index: 0, author: ANN },
            { index: 1, author: BOB },
          ],
        },
        { person: BOB_PERSON, profile: { name: '', color: 0 }, joinedAtMs: 0, peers: [] },
      ],
      left: [],
    },
    'one left': {
      type: 'people',
      count: 1,
      full: false,
      here: [],
      left: [{ person: BOB_PERSON, leftAtMs: 1_795_000_000_001 }],
    },
  },
  beat: {
    plain: { type: 'beat', ...mark, reconnectSpreadMs: 150, isFull: false },
    'of a full board': { type: 'beat', ...mark, reconnectSpreadMs: 150, isFull: true },
  },
  rows: {
    raw: { type: 'rows', rawBytes: 3, compressed: false, payload: bytes('010203') },
    compressed: { type: 'rows', rawBytes: 65_536, compressed: true, payload: bytes('0300') },
  },
  log: { 'of two authors': { type: 'log', entries: LOG_SAMPLES } },
  ephemeral: {
    'two cursors': {
      type: 'ephemeral',
      all: [
        { index: 0, kind: EPHEMERAL_KINDS.cursor, body: bytes('02040600') },
        { index: 130, kind: EPHEMERAL_KINDS.cursor, body: bytes('') },
      ],
    },
  },
}
