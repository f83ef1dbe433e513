// Samples of frames from the server, but for live ones: those lean on the ones before them.

import { hexToBytes } from '../bytes.ts'
import { EPHEMERAL_KINDS } from '../ephemeral-body.ts'
import type { DownFrame } from '../frames/down.ts'
import type { Live } from '../frames/live.ts'
import type { Welcome } from '../frames/welcome.ts'
import { LOG_SAMPLES } from './op-samples.ts'
import { ANN, ANN_PERSON, BOB, BOB_PERSON, MARK, ROOM } from './sample-ids.ts'
import type { SamplesOf } from './sample-table.ts'

/** For one who may draw and has missed nothing. */
const RESUMED: Welcome = {
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
  isFull: false,
  rows: 0,
  rowsBytes: 0,
}

export const DOWN_SAMPLES: SamplesOf<Exclude<DownFrame, Live>, 'type'> = {
  welcome: {
    snapshot: {
      ...RESUMED,
      mode: 'snapshot',
      head: 47,
      settled: 299,
      reconnectSpreadMs: 2000,
      rows: 100_000,
      rowsBytes: 12_345_678,
    },
    'snapshot, for one from below the floor': {
      ...RESUMED,
      mode: 'snapshot',
      isBelowFloor: true,
      settled: 0,
      rows: 1,
      rowsBytes: 20,
    },
    'resumed, on a full board': { ...RESUMED, isFull: true },
    'resumed, for a reader': {
      ...RESUMED,
      refused: [
        { counter: 300, refusal: 'forbidden' },
        { counter: 302, refusal: 'board-full' },
      ],
      mayDraw: false,
    },
  },
  'caught-up': {
    'with authors': {
      type: 'caught-up',
      ...MARK,
      authors: [
        { index: 0, author: ANN, person: ANN_PERSON, lastCounter: 4 },
        { index: 130, author: BOB, person: BOB_PERSON, lastCounter: 0 },
      ],
    },
    'an empty board': { type: 'caught-up', ...MARK, seq: 0, authors: [] },
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
    plain: { type: 'beat', ...MARK, reconnectSpreadMs: 150, isFull: false },
    'of a full board': { type: 'beat', ...MARK, reconnectSpreadMs: 150, isFull: true },
  },
  rows: {
    raw: { type: 'rows', rawBytes: 3, compressed: false, payload: hexToBytes('010203') },
    compressed: { type: 'rows', rawBytes: 65_536, compressed: true, payload: hexToBytes('0300') },
  },
  log: { 'of two authors': { type: 'log', entries: LOG_SAMPLES } },
  ephemeral: {
    'two cursors': {
      type: 'ephemeral',
      all: [
        { index: 0, kind: EPHEMERAL_KINDS.cursor, body: hexToBytes('02040600') },
        { index: 130, kind: EPHEMERAL_KINDS.cursor, body: hexToBytes('') },
      ],
    },
  },
}
