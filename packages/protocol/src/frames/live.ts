// Down, while a connection is live: one emission of the room's log, the same bytes to everyone.
//
//   entry     := ref [author person counter] [size] ops
//   ref       := index × 2 + named      (named: who it is and its counter follow)
//
// An entry's seq is the one after the entry before it. Its counter is its author's last one + 1 unless
// it is written. One entry alone needs no size.

import type { Reader, Writer } from '../bytes.ts'
import { type AuthorId, type PersonId, readAuthorId, readPersonId } from '../ids.ts'
import { MAX_FRAME_BYTES, MAX_SEQ } from '../limits.ts'
import type { LogEntry } from '../op.ts'
import { type AuthorTable, mustKnow } from './author-table.ts'

/** A log entry whose seq is known by its place in the stream. */
export type LiveEntry = Omit<LogEntry, 'seq'>

export interface Live {
  readonly type: 'live'
  readonly entries: readonly LiveEntry[]
}

interface Place {
  readonly sized: boolean
}

function writeEntry(w: Writer, entry: LogEntry, table: AuthorTable, { sized }: Place): void {
  const named = table.name(entry.author, entry.person, 0)
  const plain = table.isSaid(entry.author) && named.lastCounter + 1 === entry.counter
  w.varint(named.index * 2 + (plain ? 0 : 1))
  if (!plain) {
    w.hex(entry.author)
    w.hex(entry.person)
    w.varint(entry.counter)
  }
  if (sized) w.sized(entry.bytes)
  else w.bytes(entry.bytes)
  table.advance(entry)
}

/** Writes an emission's entries (at least one) and moves the table on past them. */
export function writeLive(w: Writer, entries: readonly LogEntry[], table: AuthorTable): void {
  const sized = entries.length > 1
  for (const entry of entries) writeEntry(w, entry, table, { sized })
}

interface Who {
  readonly author: AuthorId
  readonly person: PersonId
  readonly counter: number
}

function readNamed(r: Reader, index: number, table: AuthorTable): Who {
  const author = readAuthorId(r)
  const person = readPersonId(r)
  const counter = r.varintUpTo(MAX_SEQ, 'counter')
  table.put({ index, author, person, lastCounter: counter })
  return { author, person, counter }
}

function readWho(r: Reader, table: AuthorTable): Who {
  const ref = r.varint()
  const index = Math.floor(ref / 2)
  if (ref % 2 === 1) return readNamed(r, index, table)
  const { author, person, lastCounter } = mustKnow(table, index)
  return { author, person, counter: lastCounter + 1 }
}

/** Reads an emission and moves the table on past it. `sized` as the frame's type says. */
export function readLive(r: Reader, table: AuthorTable, { sized }: Place): LiveEntry[] {
  const entries: LiveEntry[] = []
  do {
    const who = readWho(r, table)
    const bytes = sized ? r.sized(MAX_FRAME_BYTES, 'batch') : r.rest()
    const entry: LiveEntry = { ...who, bytes }
    table.advance(entry)
    entries.push(entry)
  } while (r.remaining > 0)
  return entries
}

/** The seqs of a frame's entries, the first being `first`. */
export function placeEntries(entries: readonly LiveEntry[], first: number): LogEntry[] {
  return entries.map((entry, index) => ({ ...entry, seq: first + index }))
}
