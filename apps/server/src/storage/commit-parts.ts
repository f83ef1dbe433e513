// What a room's share of a commit is made of: its batches as parts of the log, each fit for a frame, and
// how far its authors have got.

import {
  type AuthorId,
  batchDigestOf,
  type ChainHash,
  decodeLogPart,
  encodeLogPart,
  type LogEntry,
  limits,
  nextChain,
} from '@inkroom/protocol'
import { ENTRY_OVERHEAD_BYTES, REFUSALS_PER_AUTHOR } from '../bounds.ts'
import type { Ended } from './author-ledger.ts'
import type { AuthorUpdate, StoredRefusal } from './medium.ts'
import type { Emission, LogHead, NewBatch, StoredPart } from './storage.ts'

/** A batch whose outcome is decided, but not stored. */
export interface Placed {
  readonly batch: NewBatch
  readonly ended: Ended
  /** The chain behind it. */
  readonly hash: ChainHash
}

export function updatesOf(placed: readonly Placed[]): AuthorUpdate[] {
  const updates = new Map<AuthorId, AuthorUpdate>()
  for (const { batch, ended } of placed) {
    const { author, person, counter } = batch
    const before: readonly StoredRefusal[] = updates.get(author)?.refusals ?? []
    const refusals =
      ended.kind === 'refused'
        ? [...before, { counter, digest: ended.digest, refusal: ended.refusal }]
        : before
    const refusalsUpTo = Math.max(0, counter - REFUSALS_PER_AUTHOR)
    updates.set(author, { author, person, last: counter, refusals, refusalsUpTo })
  }
  return [...updates.values()]
}

interface LoggedPlace {
  readonly entry: LogEntry
  readonly hash: ChainHash
}

function loggedOf(placed: readonly Placed[]): LoggedPlace[] {
  return placed.flatMap(({ batch, ended, hash }) =>
    ended.kind === 'logged' ? [{ entry: { ...batch, seq: ended.seq }, hash }] : [],
  )
}

/** Cuts what is to be stored into parts that each fit a frame. */
export function emissionsOf(placed: readonly Placed[], head: LogHead): Emission[] {
  const emissions: Emission[] = []
  let before = head.hash
  for (const group of groupsOf(loggedOf(placed))) {
    const entries = group.map(({ entry }) => entry)
    const first = entries[0]?.seq ?? 0
    const hash = group.at(-1)?.hash ?? before
    const last = first + entries.length - 1
    emissions.push({ first, last, before, hash, entries, bytes: encodeLogPart(entries) })
    before = hash
  }
  return emissions
}

function groupsOf(logged: readonly LoggedPlace[]): LoggedPlace[][] {
  const groups: LoggedPlace[][] = []
  let room = 0
  for (const each of logged) {
    const bytes = each.entry.bytes.length + ENTRY_OVERHEAD_BYTES
    const group = groups.at(-1)
    if (group === undefined || bytes > room) {
      groups.push([each])
      room = limits.CHUNK_BYTES
    } else {
      group.push(each)
    }
    room -= bytes
  }
  return groups
}

/** Without the entries, which would be held, or copied, twice. */
export function partOf({ first, last, before, hash, bytes }: StoredPart): StoredPart {
  return { first, last, before, hash, bytes }
}

/** The chain goes by the bytes, so it can be followed through a stored part. */
export function hashWithin(part: StoredPart, seq: number): ChainHash {
  if (part.last === seq) return part.hash
  let hash = part.before
  for (const entry of decodeLogPart(part.bytes)) {
    hash = nextChain(hash, { ...entry, digest: batchDigestOf(entry.bytes) })
    if (entry.seq === seq) break
  }
  return hash
}
