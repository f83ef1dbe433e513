// All frames that a server sends. The first byte is the type: 0x41–0x4f control, 0x50–0x5f the log,
// 0x60–0x6f ephemeral. Numbers are never used again for something else.

import { unreachable } from '../assert.ts'
import { Reader, Writer } from '../bytes.ts'
import type { ChainHash } from '../hashes.ts'
import type { StateDigest } from '../image.ts'
import { MAX_CHUNK_BYTES, MAX_EPHEMERAL_BYTES, MAX_EPHEMERAL_KINDS } from '../limits.ts'
import type { LogEntry } from '../op.ts'
import { ProtocolError } from '../protocol-error.ts'
import {
  type AuthorTable,
  type NamedAuthor,
  readNamedAuthors,
  writeNamedAuthors,
} from './author-table.ts'
import { readChainHash } from './hello.ts'
import { type Live, readLive, writeLive } from './live.ts'
import { type Log, readLog, writeLog } from './log.ts'
import { type People, readPeople, writePeople } from './people.ts'
import { readDigest, writeDigest } from './up.ts'
import {
  type RefusedBatch,
  readRefusedBatch,
  readWelcome,
  type Welcome,
  writeRefusedBatch,
  writeWelcome,
} from './welcome.ts'

const WELCOME = 0x41
const CAUGHT_UP = 0x42
const REFUSED = 0x43
const PEOPLE = 0x44
const BEAT = 0x45
const ROWS = 0x50
const LOG = 0x51
const LIVE_ONE = 0x52
const LIVE_MANY = 0x53
const EPHEMERAL = 0x60

const FULL = 0x01 // beat

/** A chunk of a snapshot: what `encodeRows` made, raw or as a raw DEFLATE stream of it. */
export interface Rows {
  readonly type: 'rows'
  readonly rawBytes: number
  readonly compressed: boolean
  readonly payload: Uint8Array
}

/** Where the server's log, and the state that it folds to, stand. */
export interface Mark {
  readonly seq: number
  readonly hash: ChainHash
  readonly digest: StateDigest
}

/**
 * All that was missed has been sent: from here on the stream is live. It comes again whenever a
 * connection that could not keep up is live again.
 */
export interface CaughtUp extends Mark {
  readonly type: 'caught-up'
  /** The author table that the live entries behind this mark go by. */
  readonly authors: readonly NamedAuthor[]
}

/** The link is alive, and this is where the server stands. */
export interface Beat extends Mark {
  readonly type: 'beat'
  readonly reconnectSpreadMs: number
  /** As in the welcome: it may come about, and pass, while one is connected. */
  readonly isFull: boolean
}

export interface RefusedFrame extends RefusedBatch {
  readonly type: 'refused'
  /** Which of the batch's ops was the reason. */
  readonly opIndex: number
}

/** The newest ephemeral word of one author and kind. */
export interface Ephemeral {
  /** The author's number in the live stream's table. */
  readonly index: number
  readonly kind: number
  readonly body: Uint8Array
}

export interface EphemeralDown {
  readonly type: 'ephemeral'
  readonly all: readonly Ephemeral[]
}

export type DownFrame =
  | Welcome
  | CaughtUp
  | RefusedFrame
  | People
  | Beat
  | Rows
  | Log
  | Live
  | EphemeralDown

function writeMark(w: Writer, mark: Mark): void {
  w.varint(mark.seq)
  w.hex(mark.hash)
  writeDigest(w, mark.digest)
}

function readMark(r: Reader): Mark {
  const seq = r.varint()
  const hash = readChainHash(r)
  return { seq, hash, digest: readDigest(r) }
}

function writeRows(w: Writer, rows: Rows): void {
  w.byte(rows.compressed ? 1 : 0)
  w.varint(rows.rawBytes)
  w.bytes(rows.payload)
}

function readRows(r: Reader): Rows {
  const compressed = r.flags(1, 'rows') === 1
  const rawBytes = r.varintUpTo(MAX_CHUNK_BYTES, 'chunk')
  return { type: 'rows', compressed, rawBytes, payload: r.rest() }
}

function writeEphemerals(w: Writer, frame: EphemeralDown): void {
  for (const { index, kind, body } of frame.all) {
    w.varint(index)
    w.varint(kind)
    w.sized(body)
  }
}

function readEphemerals(r: Reader): EphemeralDown {
  const all: Ephemeral[] = []
  while (r.remaining > 0) {
    const index = r.varint()
    const kind = r.varintUpTo(MAX_EPHEMERAL_KINDS - 1, 'ephemeral kind')
    all.push({ index, kind, body: r.sized(MAX_EPHEMERAL_BYTES, 'ephemeral body') })
  }
  return { type: 'ephemeral', all }
}

/** Live emissions have `encodeLive`: they move a table on. */
export function encodeDown(frame: Exclude<DownFrame, Live>): Uint8Array {
  const w = new Writer()
  switch (frame.type) {
    case 'welcome':
      w.byte(WELCOME)
      writeWelcome(w, frame)
      break
    case 'caught-up':
      w.byte(CAUGHT_UP)
      writeMark(w, frame)
      writeNamedAuthors(w, frame.authors)
      break
    case 'refused':
      w.byte(REFUSED)
      writeRefusedBatch(w, frame)
      w.varint(frame.opIndex)
      break
    case 'people':
      w.byte(PEOPLE)
      writePeople(w, frame)
      break
    case 'beat':
      w.byte(BEAT)
      w.byte(frame.isFull ? FULL : 0)
      writeMark(w, frame)
      w.varint(frame.reconnectSpreadMs)
      break
    case 'rows':
      w.byte(ROWS)
      writeRows(w, frame)
      break
    case 'log':
      w.byte(LOG)
      writeLog(w, frame.entries)
      break
    case 'ephemeral':
      w.byte(EPHEMERAL)
      writeEphemerals(w, frame)
      break
    default:
      unreachable(frame)
  }
  return w.finish()
}

/** One emission for everyone who is live; moves `table` on. */
export function encodeLive(entries: readonly LogEntry[], table: AuthorTable): Uint8Array {
  const w = new Writer()
  w.byte(entries.length === 1 ? LIVE_ONE : LIVE_MANY)
  writeLive(w, entries, table)
  return w.finish()
}

/** A stored part of the log (see `encodeLogPart`) as the frame that carries it. */
export function logFrameOf(part: Uint8Array): Uint8Array {
  const frame = new Uint8Array(part.length + 1)
  frame[0] = LOG
  frame.set(part, 1)
  return frame
}

function readCaughtUp(r: Reader): CaughtUp {
  const mark = readMark(r)
  return { type: 'caught-up', ...mark, authors: readNamedAuthors(r) }
}

function readRefused(r: Reader): RefusedFrame {
  const refused = readRefusedBatch(r)
  return { type: 'refused', ...refused, opIndex: r.varint() }
}

function readBeat(r: Reader): Beat {
  const isFull = r.flags(FULL, 'beat') === FULL
  const mark = readMark(r)
  return { type: 'beat', ...mark, isFull, reconnectSpreadMs: r.varint() }
}

function readDown(r: Reader, table: AuthorTable): DownFrame {
  const type = r.byte()
  switch (type) {
    case WELCOME:
      return readWelcome(r)
    case CAUGHT_UP:
      return readCaughtUp(r)
    case REFUSED:
      return readRefused(r)
    case PEOPLE:
      return readPeople(r)
    case BEAT:
      return readBeat(r)
    case ROWS:
      return readRows(r)
    case LOG:
      return { type: 'log', entries: readLog(r) }
    case LIVE_ONE:
      return { type: 'live', entries: readLive(r, table, { sized: false }) }
    case LIVE_MANY:
      return { type: 'live', entries: readLive(r, table, { sized: true }) }
    case EPHEMERAL:
      return readEphemerals(r)
    default:
      throw new ProtocolError('unknown-frame', `type ${type}`)
  }
}

/** @throws {ProtocolError} `table` is this connection's; live entries are read by it and move it on. */
export function decodeDown(bytes: Uint8Array, table: AuthorTable): DownFrame {
  const r = new Reader(bytes)
  const frame = readDown(r, table)
  r.expectEnd()
  return frame
}
