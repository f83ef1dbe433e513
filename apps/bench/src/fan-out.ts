// How many points a second one core delivers: ever more pens write before ever more readers until the
// process has used up a core, or is late.

import {
  type RelayProcess,
  type ServerProcess,
  startMemoryServer,
  startRelay,
  startSqliteServer,
} from './middle-processes.ts'
import { type LoadCost, type ReaderProcesses, runLoad, scriptsOf } from './pen-load.ts'
import { startReaders, stopAll } from './reader-processes.ts'
import type { BenchContext, Figure } from './report.ts'
import { round } from './statistics.ts'

interface Crowd {
  readonly pens: number
  readonly readers: number
}

/** From 0.2 to 10 million point deliveries a second, each step about twice the one before. */
const CROWDS: readonly Crowd[] = [
  { pens: 20, readers: 100 },
  { pens: 50, readers: 110 },
  { pens: 75, readers: 125 },
  { pens: 110, readers: 150 },
  { pens: 160, readers: 190 },
  { pens: 250, readers: 220 },
]

const FULL_CORE = 0.95
const LATEST_P99_MS = 100
const GOAL_PER_SECOND = 1_000_000
/** Then this process did not make the load that it should have. */
const LATEST_PEN_MS = 100

interface Step extends Crowd {
  readonly perSecond: number
  readonly core: number
  readonly p99Ms: number
  readonly end: 'in time' | 'a core is used up' | 'late' | 'the pens were late' | 'losses'
}

function endOf({ latency, arrivedPart, cpuSeconds, seconds, penLateP99Ms }: LoadCost): Step['end'] {
  if (arrivedPart < 1) return 'losses'
  if (penLateP99Ms > LATEST_PEN_MS) return 'the pens were late'
  if (latency.percentile(0.99) > LATEST_P99_MS) return 'late'
  return cpuSeconds / seconds >= FULL_CORE ? 'a core is used up' : 'in time'
}

interface Ground {
  readonly middle: ServerProcess | RelayProcess
  readonly processes: ReaderProcesses
  readonly context: BenchContext
}

async function step(
  { middle, processes, context }: Ground,
  { pens, readers }: Crowd,
  roomName: string,
): Promise<Step> {
  const { seconds, seed } = context
  const load = { scripts: scriptsOf(pens, seconds, seed), readers, seconds }
  const cost = await runLoad(middle.program, middle.place(roomName), processes, load)
  return {
    pens,
    readers,
    perSecond: cost.deliveredPoints / seconds,
    core: cost.cpuSeconds / seconds,
    p99Ms: cost.latency.percentile(0.99),
    end: endOf(cost),
  }
}

const isOver = ({ end }: Step): boolean => end !== 'in time' && end !== 'a core is used up'

/** Once more where it was late: that may have been somebody else's doing on this machine. */
async function fairStep(ground: Ground, crowd: Crowd): Promise<Step> {
  const name = `fan-out-${crowd.pens}`
  const first = await step(ground, crowd, name)
  return isOver(first) ? step(ground, crowd, `${name}-again`) : first
}

/** Up to the first step that is more than it can do, or takes all of a core. */
async function climb(ground: Ground): Promise<Step[]> {
  const steps: Step[] = []
  for (const crowd of CROWDS) {
    const found = await fairStep(ground, crowd)
    steps.push(found)
    if (found.end !== 'in time') break
  }
  return steps
}

/** The last step that it could do. */
const bestOf = (steps: readonly Step[]): Step | undefined => steps.findLast(each => !isOver(each))

function figuresOf(section: string, name: string, steps: readonly Step[], bare: Step[]): Figure[] {
  const best = bestOf(steps)
  const end = steps.at(-1)
  if (best === undefined) throw new Error(`${name}: not even the first load was delivered in time`)
  const yardstick = steps === bare ? undefined : bestOf(bare)
  const most: Figure = {
    section,
    name: `${name}: most in time (${best.pens} pens, ${best.readers} readers)`,
    value: Math.round(best.perSecond),
    unit: 'points a second',
    ...(yardstick === undefined
      ? {}
      : { goal: GOAL_PER_SECOND, better: 'more', yardstick: Math.round(yardstick.perSecond) }),
  }
  return [
    most,
    { section, name: `${name}: p99 there`, value: round(best.p99Ms, 1), unit: 'ms' },
    { section, name: `${name}: CPU there`, value: round(best.core), unit: 'cores' },
    {
      section,
      name: `${name}: last try (${end?.pens} pens), ${end?.end}, p99`,
      value: round(end?.p99Ms ?? Number.NaN, 1),
      unit: 'ms',
    },
  ]
}

export async function measureFanOut(context: BenchContext): Promise<Figure[]> {
  const relay = await startRelay()
  const servers = [await startMemoryServer(context.profileDir), await startSqliteServer()]
  const processes = startReaders()
  const section = 'fan-out: until a core is used up, or p99 > 100 ms'
  try {
    const bare = await climb({ middle: relay, processes, context })
    const figures = figuresOf(section, relay.name, bare, bare)
    for (const server of servers) {
      const steps = await climb({ middle: server, processes, context })
      figures.push(...figuresOf(section, server.name, steps, bare))
    }
    return figures
  } finally {
    await stopAll([...processes, relay, ...servers])
  }
}
