// Inkroom's server in a process of its own, telling what it used and how long its commits took.

import { randomBytes } from 'node:crypto'
import {
  type Medium,
  MemoryMedium,
  type RunningServer,
  SqliteMedium,
  settingsOf,
  startServer,
} from '@inkroom/server'
import { answerAs } from './child-program.ts'
import { machineMs } from './machine-clock.ts'
import { heldUsage, usage } from './process-usage.ts'

/** Boards in memory, or in a folder. */
export type BoardStorage =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly dataDir: string }

/** All load comes from one address here, and some of it as fast as it can. */
const UNLIMITED = {
  maxConnectionsPerAddress: 1_000_000,
  maxConnections: 1_000_000,
  batchesPerSecond: 1e9,
  bytesPerSecond: 1e12,
}

let server: RunningServer | null = null
let commitMs: number[] = []

function openMedium(storage: BoardStorage): Promise<Medium> {
  return storage.kind === 'sqlite'
    ? SqliteMedium.open(storage.dataDir)
    : Promise.resolve(new MemoryMedium(randomBytes(16)))
}

function noteCommits(medium: Medium): void {
  const commit = medium.commit.bind(medium)
  medium.commit = async commits => {
    const startMs = machineMs()
    const result = await commit(commits)
    commitMs.push(machineMs() - startMs)
    return result
  }
}

async function start(storage: BoardStorage): Promise<number> {
  const medium = await openMedium(storage)
  noteCommits(medium)
  const settings = settingsOf({ ...UNLIMITED, port: 0, host: '127.0.0.1', logLevel: 'silent' })
  server = await startServer(settings, { medium })
  return server.port
}

/** How long each commit took since this was asked last. */
function takeCommitMs(): number[] {
  const taken = commitMs
  commitMs = []
  return taken
}

const answers = {
  start,
  usage: () => usage(),
  heldUsage: () => heldUsage(),
  takeCommitMs,
  close: () => server?.close(),
}

export type ServerAnswers = typeof answers

answerAs(answers)
