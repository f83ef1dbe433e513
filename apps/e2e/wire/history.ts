// What one client saw of a room, event by event, and the rules that this must keep to, beside the log as it is stored
// and beside what the others saw.

import type { Client } from '@inkroom/client'
import {
  type AuthorId,
  type BatchDigest,
  batchDigestOf,
  type ChainHash,
  chainStart,
  type LogEntry,
  nextChain,
  type PersonId,
  type RoomId,
} from '@inkroom/protocol'

export interface PlacedBatch {
  readonly seq: number
  readonly author: AuthorId
  readonly person: PersonId
  readonly counter: number
  readonly digest: BatchDigest
}

export type Sight =
  | { readonly kind: 'snapshot' | 'resumed'; readonly seq: number }
  | ({ readonly kind: 'batch' } & PlacedBatch)
  /** One's own batch was called saved. */
  | { readonly kind: 'settled'; readonly counter: number }

/** One client's view, as the rules need it. */
export interface Viewer {
  readonly author: AuthorId
  readonly sights: readonly Sight[]
}

export function placedBatchOf({ seq, author, person, counter, bytes }: LogEntry): PlacedBatch {
  return { seq, author, person, counter, digest: batchDigestOf(bytes) }
}

export class History implements Viewer {
  readonly author: AuthorId
  readonly sights: Sight[] = []
  private batches = 0

  constructor(client: Client) {
    this.author = client.author
    client.on('welcome', ({ mode, seq }) => this.sights.push({ kind: mode, seq }))
    client.on('batch', ({ entry }) => {
      this.batches += 1
      this.sights.push({ kind: 'batch', ...placedBatchOf(entry) })
    })
    client.on('settled', ({ counter }) => this.sights.push({ kind: 'settled', counter }))
  }

  get batchCount(): number {
    return this.batches
  }

  /** Own counters that this client was told are saved, in that order. */
  get settled(): readonly number[] {
    return this.sights.flatMap(sight => (sight.kind === 'settled' ? [sight.counter] : []))
  }

  get joins(): readonly ('snapshot' | 'resumed')[] {
    return this.sights.flatMap(({ kind }) =>
      kind === 'snapshot' || kind === 'resumed' ? [kind] : [],
    )
  }

  /** As it is now. */
  copy(): Viewer {
    return { author: this.author, sights: [...this.sights] }
  }
}

/** Counters that ended without a place in the log. */
export type RefusedCounters = ReadonlyMap<AuthorId, ReadonlySet<number>>

/**
 * Where the log breaks its own rules: seqs from 1 without a gap, an author's counters from 1, each once, where none but
 * refused ones are left out.
 */
export function logFaults(
  log: readonly PlacedBatch[],
  refused: RefusedCounters = new Map(),
): string[] {
  const lastCounters = new Map<AuthorId, number>()
  return log.flatMap(({ seq, author, counter }, at) => {
    const last = lastCounters.get(author) ?? 0
    lastCounters.set(author, counter)
    const gap = seq === at + 1 ? [] : [`seq ${seq} stands where ${at + 1} belongs`]
    const next = firstNotIn(refused.get(author), last + 1)
    return counter === next ? gap : [...gap, `${author} has ${counter} after ${last}`]
  })
}

function firstNotIn(refused: ReadonlySet<number> | undefined, from: number): number {
  let counter = from
  while (refused?.has(counter) === true) counter += 1
  return counter
}

/** The hash behind the last batch, made anew from the first one on. */
export function chainOf(room: RoomId, log: readonly PlacedBatch[]): ChainHash {
  return log.reduce((hash, batch) => nextChain(hash, batch), chainStart(room))
}

/** Where what was seen has gaps, goes back, or says otherwise than the log. */
export function historyFaults(sights: readonly Sight[], log: readonly PlacedBatch[]): string[] {
  let place = 0
  return sights.flatMap(sight => {
    if (sight.kind === 'settled') return []
    const before = place
    place = sight.seq
    if (sight.kind !== 'batch') return joinFaults(sight, before)
    const gap = sight.seq === before + 1 ? [] : [`saw ${sight.seq} after ${before}`]
    return [...gap, ...mismatch(sight, log)]
  })
}

/** A board that was seen at a seq is never seen at an earlier one. */
function joinFaults({ kind, seq }: Extract<Sight, { seq: number }>, before: number): string[] {
  if (kind === 'resumed') return seq === before ? [] : [`resumed at ${seq} after ${before}`]
  return seq >= before ? [] : [`a snapshot of ${seq} after ${before}`]
}

function mismatch(seen: PlacedBatch, log: readonly PlacedBatch[]): string[] {
  const kept = log[seen.seq - 1]
  if (kept === undefined) return [`saw ${seen.seq}, which the log of ${log.length} does not have`]
  return isSameBatch(kept, seen) ? [] : [`saw another batch at ${seen.seq} than the log has`]
}

function isSameBatch(a: PlacedBatch, b: PlacedBatch): boolean {
  return a.author === b.author && a.counter === b.counter && a.digest === b.digest
}

/**
 * What was called saved must be in the log, be called so once, in the order of the counters, and only where its
 * author's board had it: seen itself, or by a snapshot that reaches as far.
 */
export function ownWorkFaults({ author, sights }: Viewer, log: readonly PlacedBatch[]): string[] {
  const seqs = new Map<number, number>()
  for (const { author: by, counter, seq } of log) if (by === author) seqs.set(counter, seq)
  let place = 0
  let lastSettled = 0
  return sights.flatMap(sight => {
    if (sight.kind !== 'settled') {
      place = sight.seq
      return []
    }
    const { counter } = sight
    const order = counter > lastSettled ? [] : [`${counter} was saved after ${lastSettled}`]
    lastSettled = counter
    const seq = seqs.get(counter)
    if (seq === undefined) return [...order, `${counter} was saved, but is not in the log`]
    return seq <= place
      ? order
      : [...order, `${counter} was saved at ${place}, but stands at ${seq}`]
  })
}

/** Where two clients saw different batches at one seq, whatever any log says. */
export function pairFaults(one: readonly Sight[], other: readonly Sight[]): string[] {
  const seen = new Map<number, PlacedBatch>()
  for (const sight of one) if (sight.kind === 'batch') seen.set(sight.seq, sight)
  return other.flatMap(sight => {
    if (sight.kind !== 'batch') return []
    const twin = seen.get(sight.seq)
    const isFine = twin === undefined || isSameBatch(twin, sight)
    return isFine ? [] : [`two batches were seen at ${sight.seq}`]
  })
}

/** All rules at once: of the log, of each viewer beside it, and of each two of them. */
export function allFaults(
  viewers: readonly Viewer[],
  log: readonly PlacedBatch[],
  refused?: RefusedCounters,
): string[] {
  const alone = viewers.flatMap(viewer => [
    ...historyFaults(viewer.sights, log),
    ...ownWorkFaults(viewer, log),
  ])
  const pairs = viewers.flatMap(({ sights }, at) =>
    viewers.slice(at + 1).flatMap(other => pairFaults(sights, other.sights)),
  )
  return [...logFaults(log, refused), ...alone, ...pairs]
}
