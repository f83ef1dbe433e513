// What must be true once all faults are over. The log is the judge.

import {
  type AuthorId,
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

/** Each batch ended once: in the log with its own bytes, or refused. Who closed the tab took what was unsent along. */
function batchFaults(
  { client, submitted, refused, isClosed }: ModelTab,
  log: readonly PlacedBatch[],
  { wentBack }: ModelWorld,
): string[] {
  const logged = new Set(
    log.filter(({ author }) => author === client.author).map(({ counter }) => counter),
  )
  const settled = client.unsettledCount === 0
  return submitted.flatMap(({ counter }) => {
    const ends = Number(logged.has(counter)) + Number(refused.has(counter))
    const mayBeNowhere = isClosed || !settled || wentBack
    if (ends === 1 || (ends === 0 && mayBeNowhere)) return []
    return [`${client.author}'s batch ${counter} ended ${ends} times`]
  })
}
