// What a connection costs that is there and does nothing: thousands of people, ten to a board, beside as
// many at the bare relay.

import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type RelayProcess,
  type ServerProcess,
  startMemoryServer,
  startRelay,
} from './middle-processes.ts'
import type { Middle, ReaderProcesses } from './pen-load.ts'
import type { Usage } from './process-usage.ts'
import { startReaders, stopAll } from './reader-processes.ts'
import type { BenchContext, Figure } from './report.ts'
import { round } from './statistics.ts'

const WANTED = 5_000
/** For what a process opens besides. */
const OTHER_FILES = 300
const PER_BOARD = 10
/** What the first ones cost is the program's own growing up. */
const FIRST = 500
const SETTLE_MS = 1_000
const GOAL_KB = 15
const KB = 1024

/** How many files a process may have open; there is no such question on Windows, and no such limit. */
function openFiles(): number {
  if (process.platform === 'win32') return Number.POSITIVE_INFINITY
  const limit = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }))
  return Number.isNaN(limit) ? Number.POSITIVE_INFINITY : limit
}

const idleCount = (): number => Math.min(WANTED, openFiles() - OTHER_FILES)

async function joinBoards(
  { place }: ServerProcess | RelayProcess,
  processes: ReaderProcesses,
  { from, to }: { from: number; to: number },
): Promise<void> {
  for (let joined = from; joined < to; joined += PER_BOARD) {
    const process = processes[(joined / PER_BOARD) % processes.length]
    const count = Math.min(PER_BOARD, to - joined)
    await process?.ask('join', { place: place(`idle-${joined}`), count })
  }
}

interface Held {
  readonly rssKb: number
  readonly heapKb: number
}

const difference = (before: Usage, after: Usage, connections: number): Held => ({
  rssKb: (after.rssBytes - before.rssBytes) / connections / KB,
  heapKb: (after.heapBytes - before.heapBytes) / connections / KB,
})

async function measureHeld(
  middle: ServerProcess | RelayProcess,
  processes: ReaderProcesses,
  count: number,
): Promise<Held> {
  const program: Middle = middle.program
  await joinBoards(middle, processes, { from: 0, to: FIRST })
  await sleep(SETTLE_MS)
  const before = await program.ask('heldUsage', undefined)
  await joinBoards(middle, processes, { from: FIRST, to: count })
  await sleep(SETTLE_MS)
  const after = await program.ask('heldUsage', undefined)
  for (const each of processes) await each.ask('leave', undefined)
  return difference(before, after, count - FIRST)
}

export async function measureIdle(context: BenchContext): Promise<Figure[]> {
  const relay = await startRelay()
  const server = await startMemoryServer(context.profileDir)
  const processes = startReaders()
  const count = idleCount()
  const note = count < WANTED ? ` (${WANTED} wanted; no more open files here)` : ''
  const section = `idle: ${count} connections${note}, ${PER_BOARD} to a board, after collecting garbage`
  try {
    const bare = await measureHeld(relay, processes, count)
    const ours = await measureHeld(server, processes, count)
    const unit = 'KB a connection'
    return [
      {
        section,
        name: 'resident memory of the server',
        value: round(ours.rssKb, 1),
        unit,
        goal: GOAL_KB,
        yardstick: round(bare.rssKb, 1),
      },
      {
        section,
        name: 'objects and buffers',
        value: round(ours.heapKb, 1),
        unit,
        yardstick: round(bare.heapKb, 1),
      },
    ]
  } finally {
    await stopAll([...processes, relay, server])
  }
}
