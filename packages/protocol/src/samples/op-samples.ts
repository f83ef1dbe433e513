// Samples of ops, and of batches of them in a log.

import { hexToBytes } from '../bytes.ts'
import { objectIdOf } from '../ids.ts'
import type { LogEntry, Op } from '../op.ts'
import { encodeOps } from '../op-codec.ts'
import { ANN, ANN_PERSON, BOB, BOB_PERSON } from './sample-ids.ts'
import type { SamplesOf } from './sample-table.ts'

export const OP_SAMPLES: SamplesOf<Op, 'kind'> = {
  create: {
    'a dot': { kind: 'create', n: 1, page: 0, parent: null, body: hexToBytes('01ff'), last: true },
    'a stroke that goes on': {
      kind: 'create',
      n: 300,
      page: 0,
      parent: null,
      body: hexToBytes('01a2b3'),
      last: false,
    },
    'a child on a page': {
      kind: 'create',
      n: 2 ** 40,
      page: 5,
      parent: objectIdOf(BOB, 12),
      body: hexToBytes(''),
      last: true,
    },
  },
  extend: {
    more: { kind: 'extend', n: 300, at: 3, body: hexToBytes('c4d5'), last: false },
    last: { kind: 'extend', n: 300, at: 4_000_000, body: hexToBytes('00'), last: true },
  },
  set: {
    'a field': {
      kind: 'set',
      id: objectIdOf(BOB, 7),
      field: 1,
      value: hexToBytes('c3a9'),
      over: null,
    },
    'over an own batch': {
      kind: 'set',
      id: objectIdOf(ANN, 7),
      field: 255,
      value: hexToBytes(''),
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
