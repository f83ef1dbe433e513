// Down, the answer to a hello: how the client will catch up, what became of its work, and the terms.

import type { Reader, Writer } from '../bytes.ts'
import { type RoomId, readRoomId } from '../ids.ts'
import { MAX_UNSETTLED_BATCHES } from '../limits.ts'
import { ProtocolError } from '../protocol-error.ts'
import { REFUSAL_NUMBERS, type Refusal, refusalOf } from '../refusals.ts'

/** A batch that was not accepted. */
export interface RefusedBatch {
  readonly counter: number
  readonly refusal: Refusal
}

export interface Welcome {
  readonly type: 'welcome'
  readonly room: RoomId
  /** `resumed`: the log after the hello's seq follows. `snapshot`: rows, then the log after `seq`. */
  readonly mode: 'resumed' | 'snapshot'
  /**
   * Why there is a snapshot: the log of this very board no longer reaches back to the hello's position. No
   * history was replaced, as far as the server can tell.
   */
  readonly isBelowFloor: boolean
  /** The log that follows begins after this seq. */
  readonly seq: number
  /** The room's newest seq as the welcome was made. */
  readonly head: number
  /** The author's last batch that ended, in the log or refused; the next counter on this connection. */
  readonly settled: number
  /** Those among the author's held batches that were refused. */
  readonly refused: readonly RefusedBatch[]
  readonly maxFrameBytes: number
  /** If this server goes away, wait a random part of this before the first try. */
  readonly reconnectSpreadMs: number
  /** The server's beat comes at least this often. */
  readonly beatMs: number
  readonly mayDraw: boolean
  /** The board's quota is used up: every new batch is refused, whoever sends it. */
  readonly isFull: boolean
  /** What a snapshot will bring, for a progress bar; 0 when resumed. */
  readonly rows: number
  readonly rowsBytes: number
}

export function writeRefusedBatch(w: Writer, refused: RefusedBatch): void {
  w.varint(refused.counter)
  w.varint(REFUSAL_NUMBERS[refused.refusal])
}

export function readRefusedBatch(r: Reader): RefusedBatch {
  const counter = r.varint()
  return { counter, refusal: refusalOf(r.varint()) }
}

function writeRefusedBatches(w: Writer, all: readonly RefusedBatch[]): void {
  w.varint(all.length)
  for (const refused of all) writeRefusedBatch(w, refused)
}

function readRefusedBatches(r: Reader): RefusedBatch[] {
  const count = r.varintUpTo(MAX_UNSETTLED_BATCHES, 'refusals')
  const all: RefusedBatch[] = []
  for (let i = 0; i < count; i += 1) all.push(readRefusedBatch(r))
  return all
}

const SNAPSHOT = 0x01
const MAY_DRAW = 0x02
const FULL = 0x04
const BELOW_FLOOR = 0x08

function flagsOf({ mode, isBelowFloor, mayDraw, isFull }: Welcome): number {
  const catchUp = (mode === 'snapshot' ? SNAPSHOT : 0) | (isBelowFloor ? BELOW_FLOOR : 0)
  return catchUp | (mayDraw ? MAY_DRAW : 0) | (isFull ? FULL : 0)
}

function readFlags(r: Reader): number {
  const flags = r.flags(SNAPSHOT | MAY_DRAW | FULL | BELOW_FLOOR, 'welcome')
  if ((flags & (SNAPSHOT | BELOW_FLOOR)) === BELOW_FLOOR) {
    throw new ProtocolError('unknown-value', `welcome flags ${flags}`)
  }
  return flags
}

export function writeWelcome(w: Writer, welcome: Welcome): void {
  w.byte(flagsOf(welcome))
  w.hex(welcome.room)
  w.varint(welcome.seq)
  w.varint(welcome.head)
  w.varint(welcome.settled)
  writeRefusedBatches(w, welcome.refused)
  w.varint(welcome.maxFrameBytes)
  w.varint(welcome.reconnectSpreadMs)
  w.varint(welcome.beatMs)
  w.varint(welcome.rows)
  w.varint(welcome.rowsBytes)
}

export function readWelcome(r: Reader): Welcome {
  const flags = readFlags(r)
  return {
    type: 'welcome',
    mode: flags & SNAPSHOT ? 'snapshot' : 'resumed',
    mayDraw: (flags & MAY_DRAW) !== 0,
    isFull: (flags & FULL) !== 0,
    isBelowFloor: (flags & BELOW_FLOOR) !== 0,
    room: readRoomId(r),
    seq: r.varint(),
    head: r.varint(),
    settled: r.varint(),
    refused: readRefusedBatches(r),
    maxFrameBytes: r.varint(),
    reconnectSpreadMs: r.varint(),
    beatMs: r.varint(),
    rows: r.varint(),
    rowsBytes: r.varint(),
  }
}
