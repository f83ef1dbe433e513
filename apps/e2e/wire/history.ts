// What one client saw of a room, event by event, and the rules that this must keep to, beside the log as it is stored.

import type { Client } from '@inkroom/client'
import { type AuthorId, type BatchDigest, batchDigestOf, type LogEntry } from '@inkroom/protocol'

export interface PlacedBatch {
  readonly seq: number
  readonly author: AuthorId
  readonly counter: number
  readonly digest: BatchDigest
}

export type Sight =
  | { readonly kind: 'snapshot' | 'resumed'; readonly seq: number }
  | ({ readonly kind: 'batch' } & PlacedBatch)

export function placedBatchOf({ seq, author, counter, bytes }: LogEntry): PlacedBatch {
  return { seq, author, counter, digest: batchDigestOf(bytes) }
}

export class History {
  readonly sights: Sight[] = []
  /** Own counters that this client was told are saved. */
  readonly settled: number[] = []
  private batches = 0

  constructor(client: Client) {
    client.on('welcome', ({ mode, seq }) => this.sights.push({ kind: mode, seq }))
    client.on('batch', ({ entry }) => {
      this.batches += 1
      this.sights.push({ kind: 'batch', ...placedBatchOf(entry) })
    })
    client.on('settled', ({ counter }) => this.settled.push(counter))
  }

  get batchCount(): number {
    return this.batches
  }

  get joins(): readonly ('snapshot' | 'resumed')[] {
    return this.sights.flatMap(({ kind }) => (kind === 'batch' ? [] : [kind]))
  }
}

/** Where the log breaks its own rules: seqs from 1 without a gap, an author's counters from 1, each once. */
export function logFaults(log: readonly PlacedBatch[]): string[] {
  const lastCounters = new Map<AuthorId, number>()
  return log.flatMap(({ seq, author, counter }, at) => {
    const last = lastCounters.get(author) ?? 0
    lastCounters.set(author, counter)
    const gap = seq === at + 1 ? [] : [`seq ${seq} stands where ${at + 1} belongs`]
    return counter === last + 1 ? gap : [...gap, `${author} has ${counter} after ${last}`]
  })
}

/** Where what was seen has gaps, or says otherwise than the log. */
export function historyFaults(sights: readonly Sight[], log: readonly PlacedBatch[]): string[] {
  let place = 0
  return sights.flatMap(sight => {
    const before = place
    place = sight.seq
    if (sight.kind !== 'batch') return sight.kind === 'resumed' ? resumeFault(sight, before) : []
    const gap = sight.seq === before + 1 ? [] : [`saw ${sight.seq} after ${before}`]
    return [...gap, ...mismatch(sight, log)]
  })
}

function resumeFault({ seq }: Sight, before: number): string[] {
  return seq === before ? [] : [`resumed at ${seq} after ${before}`]
}

function mismatch(seen: PlacedBatch, log: readonly PlacedBatch[]): string[] {
  const kept = log[seen.seq - 1]
  if (kept === undefined) return [`saw ${seen.seq}, which the log of ${log.length} does not have`]
  const isSame =
    kept.author === seen.author && kept.counter === seen.counter && kept.digest === seen.digest
  return isSame ? [] : [`saw another batch at ${seen.seq} than the log has`]
}
