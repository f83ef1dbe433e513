// How long it takes until a batch is on disk, at rates from a lone pen's pause to a full house.

import { ChildProgram } from './child-program.ts'
import { type ServerProcess, startSqliteServer } from './middle-processes.ts'
import { type LoadCost, runLoad } from './pen-load.ts'
import { type PenBatch, penScript } from './pen-script.ts'
import type { ReadersAnswers } from './readers-program.ts'
import type { BenchContext, Figure } from './report.ts'
import { percentile, round } from './statistics.ts'

interface Offer {
  readonly perSecond: number
  readonly authors: number
  /** Rare batches need longer to be some. */
  readonly times: number
}

const OFFERS: readonly Offer[] = [
  { perSecond: 1, authors: 1, times: 4 },
  { perSecond: 50, authors: 1, times: 1 },
  { perSecond: 1000, authors: 20, times: 1 },
]

/** As `runLoad` waits before it counts. */
const WARM_UP_MS = 1_000

/** A pen's batches, but evenly paced: all authors together make the rate. */
function pacedScripts({ perSecond, authors }: Offer, seconds: number, seed: number): PenBatch[][] {
  const stepMs = (authors * 1000) / perSecond
  const count = Math.floor((WARM_UP_MS + seconds * 1000) / stepMs)
  return Array.from({ length: authors }, (_, author) =>
    // More than enough at a pen's own pace.
    penScript(seed * 1000 + author, count * 1000)
      .slice(0, count)
      .map((batch, i) => ({ ...batch, atMs: (i + author / authors) * stepMs })),
  )
}

function figuresOf(offer: Offer, commitMs: readonly number[], cost: LoadCost): Figure[] {
  const section = `commit: SQLite, ${offer.perSecond} batches a second offered`
  const unit = 'ms'
  const parts = [0.5, 0.95, 0.99]
  return [
    { section, name: 'commits', value: commitMs.length, unit: '' },
    ...parts.map(part => ({
      section,
      name: `a commit, p${part * 100}`,
      value: round(percentile(commitMs, part)),
      unit,
    })),
    ...parts.map(part => ({
      section,
      name: `batch sent → stored and read, p${part * 100}`,
      value: round(cost.latency.percentile(part)),
      unit,
    })),
  ]
}

async function measureOffer(
  { program, place }: ServerProcess,
  reader: ChildProgram<ReadersAnswers>,
  offer: Offer,
  context: BenchContext,
): Promise<Figure[]> {
  const seconds = context.seconds * offer.times
  const scripts = pacedScripts(offer, seconds, context.seed)
  await program.ask('takeCommitMs', undefined)
  const load = { scripts, readers: 1, seconds }
  const cost = await runLoad(program, place(`commit-${offer.perSecond}`), [reader], load)
  return figuresOf(offer, await program.ask('takeCommitMs', undefined), cost)
}

export async function measureCommit(context: BenchContext): Promise<Figure[]> {
  const server = await startSqliteServer(context.profileDir)
  const reader = new ChildProgram<ReadersAnswers>('./readers-program.ts')
  try {
    const figures: Figure[] = []
    for (const offer of OFFERS)
      figures.push(...(await measureOffer(server, reader, offer, context)))
    return figures
  } finally {
    await reader.stop()
    await server.stop()
  }
}
