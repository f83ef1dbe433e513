// What must be true once all faults are over. The log is the judge.

import {
  type AuthorId,
  type BatchRef,
  decodeLogPart,
  type LogEntry,
  type RoomId,
  sameDigest,
} from '@inkroom/protocol'
import {
  allFaults,
  chainOf,
  historyFaults,
  type PlacedBatch,
  placedBatchOf,
  type RefusedCounters,
} from '../history.ts'
import { foldOf } from '../log-reader.ts'
import type { JournalMedium } from './journal-medium.ts'
import type { ModelTab } from './model-tab.ts'
import type { ModelWorld } from './model-world.ts'

interface Stored {
  readonly room: RoomId
  readonly hash: string
  readonly entries: readonly LogEntry[]
}

async function storedIn(medium: JournalMedium): Promise<Stored | null> {
  const stored = await medium.findRoom('model')
  if (stored === null) return null
  const parts = await medium.readLog('model', 0, Number.POSITIVE_INFINITY)
  const entries = parts.flatMap(({ bytes }) => decodeLogPart(bytes))
  return { room: stored.room, hash: stored.head.hash, entries }
}

/** As the storage has them: who closed the tab may never have been told. */
async function refusedIn({ tabs, medium }: ModelWorld): Promise<RefusedCounters> {
  const refused = new Map<AuthorId, ReadonlySet<number>>()
  for (const { client } of tabs) {
    const stored = await medium.findAuthor('model', client.author)
    refused.set(client.author, new Set(stored?.refusals.map(({ counter }) => counter)))
  }
  return refused
}

/** Sentences about what is wrong. */
export async function faultsOf(world: ModelWorld): Promise<string[]> {
  const stored = await storedIn(world.medium)
  const entries = stored?.entries ?? []
  const log = entries.map(placedBatchOf)
  const chain = stored !== null && chainOf(stored.room, log) !== stored.hash ? ['the chain'] : []
  return [
    ...chain,
    ...world.complaints,
    ...world.tabs.flatMap(({ troubles }) => troubles),
    ...seenFaults(world, log, await refusedIn(world)),
    ...world.openTabs.flatMap(tab => stateFaults(tab, entries)),
    ...world.tabs.flatMap(tab => batchFaults(tab, log, world)),
    ...(await storeFaults(world)),
  ]
}

/** What anybody saw is in the log, or they were told that the board went back. */
function seenFaults(
  { tabs, openTabs, wentBack }: ModelWorld,
  log: readonly PlacedBatch[],
  refused: RefusedCounters,
): string[] {
  if (!wentBack) {
    const told = tabs
      .filter(({ wasTold }) => wasTold)
      .map(() => 'told of a board that never went back')
    return [
      ...told,
      ...allFaults(
        tabs.map(({ history }) => history),
        log,
        refused,
      ),
    ]
  }
  return openTabs.flatMap(({ sights }) => historyFaults(sights, log))
}

function stateFaults({ document, client }: ModelTab, entries: readonly LogEntry[]): string[] {
  const isSame = sameDigest(document.digest, foldOf(entries).digest)
  return [
    ...(isSame ? [] : [`${client.author} has another board than the log`]),
    ...(client.seq === entries.length ? [] : [`${client.author} is at ${client.seq}`]),
    ...(document.pendingCount === 0 ? [] : [`${client.author} pends ${document.pendingCount}`]),
  ]
}

/** Each batch ended once: in the log with its own bytes, or refused, and its person was told. */
function batchFaults(
  { client: { author }, submitted, excused }: ModelTab,
  log: readonly PlacedBatch[],
  { tabs, wentBack }: ModelWorld,
): string[] {
  const logged = countersOf(log, author)
  const refused = countersOf(
    tabs.flatMap(tab => tab.refused),
    author,
  )
  return submitted.flatMap(({ counter }) => {
    const ends = Number(logged.has(counter)) + Number(refused.has(counter))
    if (ends === 1 || (ends === 0 && excused.has(counter))) return []
    // A refusal that an older backup does not know of may be judged otherwise, if anybody asks again.
    if (ends === 2 && wentBack) return []
    return [`${author}'s batch ${counter} ended ${ends} times`]
  })
}

function countersOf(all: readonly BatchRef[], wanted: AuthorId): ReadonlySet<number> {
  return new Set(all.filter(({ author }) => author === wanted).map(({ counter }) => counter))
}

/** Nobody is alive who is not at rest: what is still stored would never be sent. */
async function storeFaults({ store }: ModelWorld): Promise<string[]> {
  return (await store.load()).map(
    ({ author, batches }) => `${batches.length} batches of ${author} are still stored`,
  )
}
