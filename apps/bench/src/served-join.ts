// Twenty who come at once to a large board, each side in processes of its own: how long the last of them
// waits, with clients that fold what they get and share this machine, and with readers that only take it,
// which is the server's part of it.

import { ChildProgram } from './child-program.ts'
import { drawer, untilLive } from './drawing-session.ts'
import { fill, POINTS, wanderings } from './filled-board.ts'
import type { JoinersAnswers } from './joiners-program.ts'
import { type ServerProcess, startMemoryServer } from './middle-processes.ts'
import { stopAll } from './reader-processes.ts'
import type { ReadersAnswers } from './readers-program.ts'
import type { BenchContext, Figure } from './report.ts'
import { seededRandom } from './seeded-random.ts'
import { median, round } from './statistics.ts'

const STROKES = 10_000
const AT_ONCE = 20
const PROCESSES = 4
const RUNS = 5
const GOAL_MS = 400
const ROOM = 'served-join'

interface Cost {
  readonly ms: number
  /** Of the server. */
  readonly cpuMs: number
}

/** Each run apart from the one before; the first is thrown away as warm-up. */
async function costsOf({ program }: ServerProcess, join: () => Promise<void>): Promise<Cost[]> {
  const costs: Cost[] = []
  for (let run = 0; run <= RUNS; run += 1) {
    const before = await program.ask('usage', undefined)
    const startMs = performance.now()
    await join()
    const ms = performance.now() - startMs
    const after = await program.ask('usage', undefined)
    costs.push({ ms, cpuMs: (after.cpuSeconds - before.cpuSeconds) * 1000 })
  }
  return costs.slice(1)
}

async function fillBoard(port: number, seed: number): Promise<void> {
  const author = drawer({ port }, ROOM)
  await untilLive(author)
  await fill(author, wanderings(STROKES, seededRandom(seed)))
  author.client.close()
}

async function joinAsClients(
  joiners: readonly ChildProgram<JoinersAnswers>[],
  port: number,
): Promise<void> {
  const asked = { port, roomName: ROOM, count: AT_ONCE / joiners.length }
  const sizes = (await Promise.all(joiners.map(each => each.ask('joinAll', asked)))).flat()
  const wrong = sizes.find(size => size !== STROKES)
  if (wrong !== undefined) throw new Error(`${wrong} of ${STROKES} strokes arrived`)
}

function figuresOf(clients: readonly Cost[], readers: readonly Cost[]): Figure[] {
  const section = `served join: ${AT_ONCE} at once to ${STROKES} strokes of ${POINTS} points`
  const medianOf = (costs: readonly Cost[], of: (cost: Cost) => number) =>
    round(median(costs.map(of)), 1)
  return [
    {
      section,
      name: `all live, clients in ${PROCESSES} processes on this machine`,
      value: medianOf(clients, ({ ms }) => ms),
      unit: 'ms',
      goal: GOAL_MS,
    },
    {
      section,
      name: 'all served, to readers that only take it',
      value: medianOf(readers, ({ ms }) => ms),
      unit: 'ms',
      goal: GOAL_MS,
    },
    {
      section,
      name: 'CPU of the server, each joiner',
      value: medianOf(readers, ({ cpuMs }) => cpuMs / AT_ONCE),
      unit: 'ms',
    },
  ]
}

export async function measureServedJoin({ seed, profileDir }: BenchContext): Promise<Figure[]> {
  const server = await startMemoryServer(profileDir)
  const place = server.place(ROOM)
  const reader = new ChildProgram<ReadersAnswers>('./readers-program.ts')
  const joiners = Array.from(
    { length: PROCESSES },
    () => new ChildProgram<JoinersAnswers>('./joiners-program.ts'),
  )
  try {
    await fillBoard(place.port, seed)
    const clients = await costsOf(server, () => joinAsClients(joiners, place.port))
    const readers = await costsOf(server, async () => {
      await reader.ask('join', { place, count: AT_ONCE })
      await reader.ask('leave', undefined)
    })
    return figuresOf(clients, readers)
  } finally {
    await stopAll([reader, server, ...joiners])
  }
}
