// A part of the log that stands for itself: what one commit stored of one room, and what is sent to a
// connection that catches up. It needs no table from elsewhere.
//
//   log := first-seq (n × (author person)) entries · entry := number counter size ops

import { Reader, Writer } from '../bytes.ts'
import { type AuthorId, type PersonId, readAuthorId, readPersonId } from '../ids.ts'
import { MAX_FRAME_BYTES, MAX_NAMED_AUTHORS, MAX_SEQ } from '../limits.ts'
import type { LogEntry } from '../op.ts'
import { ProtocolError } from '../protocol-error.ts'

export interface Log {
  readonly type: 'log'
  readonly entries: readonly LogEntry[]
}

interface Known {
  readonly author: AuthorId
  readonly person: PersonId
}

/** Entries of ascending seqs without a gap, at least one. */
export function writeLog(w: Writer, entries: readonly LogEntry[]): void {
  const numbers = new Map<AuthorId, number>()
  const named: Known[] = []
  for (const { author, person } of entries) {
    if (numbers.has(author)) continue
    numbers.set(author, named.length)
    named.push({ author, person })
  }
  w.varint(entries[0]?.seq ?? 0)
  w.varint(named.length)
  for (const { author, person } of named) {
    w.hex(author)
    w.hex(person)
  }
  for (const entry of entries) {
    w.varint(numbers.get(entry.author) ?? 0)
    w.varint(entry.counter)
    w.sized(entry.bytes)
  }
}

function readKnown(r: Reader): Known[] {
  const count = r.varintUpTo(MAX_NAMED_AUTHORS, 'authors')
  const known: Known[] = []
  for (let i = 0; i < count; i += 1) {
    const author = readAuthorId(r)
    known.push({ author, person: readPersonId(r) })
  }
  return known
}

export function readLog(r: Reader): LogEntry[] {
  let seq = r.varintUpTo(MAX_SEQ, 'seq')
  const known = readKnown(r)
  const entries: LogEntry[] = []
  while (r.remaining > 0) {
    const who = known[r.varint()]
    if (who === undefined) throw new ProtocolError('unknown-value', 'author outside the part')
    const counter = r.varintUpTo(MAX_SEQ, 'counter')
    entries.push({ ...who, seq, counter, bytes: r.sized(MAX_FRAME_BYTES, 'batch') })
    seq += 1
  }
  return entries
}

/** A part of the log as it is stored. */
export function encodeLogPart(entries: readonly LogEntry[]): Uint8Array {
  const w = new Writer(256)
  writeLog(w, entries)
  return w.finish()
}

/** @throws {ProtocolError} */
export function decodeLogPart(bytes: Uint8Array): LogEntry[] {
  return readLog(new Reader(bytes))
}
