// From a pen to its readers through a server that stores before it relays, beside a bare relay that gets
// the same bytes at the same times. The three take turns, so that a slow minute of the machine hits all.

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
import { median, round } from './statistics.ts'

const ROUNDS = 3
const WARM_UP_SECONDS = 4

type Middles = readonly (ServerProcess | RelayProcess)[]

interface Crowd {
  readonly pens: number
  readonly readers: number
  /** Whether this crowd is enough for the ratio to tell of relaying, and not of what idles beside it. */
  readonly isLoad: boolean
  /** Milliseconds, by the middle's name. */
  readonly goals: Readonly<Record<string, { readonly p50?: number; readonly p99: number }>>
}

const CROWDS: readonly Crowd[] = [
  {
    pens: 5,
    readers: 25,
    isLoad: false,
    goals: { SQLite: { p50: 3, p99: 20 }, memory: { p50: 1, p99: 5 } },
  },
  {
    pens: 20,
    readers: 100,
    isLoad: true,
    goals: { SQLite: { p99: 30 }, memory: { p99: 30 } },
  },
]

/** Of CPU for a delivered point, ours to the bare relay's. */
const RATIO_GOAL = 1.3

const cpuNs = ({ cpuSeconds, deliveredPoints }: LoadCost): number =>
  (cpuSeconds * 1e9) / deliveredPoints

const medianOf = (costs: readonly LoadCost[], of: (cost: LoadCost) => number): number =>
  median(costs.map(of))

/** Every middle in turn, round after round: by its name what each of its runs cost. */
async function takeTurns(
  middles: Middles,
  processes: ReaderProcesses,
  { pens, readers }: Crowd,
  { seconds, seed }: BenchContext,
): Promise<Map<string, LoadCost[]>> {
  const scripts = scriptsOf(pens, seconds, seed)
  const costs = new Map<string, LoadCost[]>(middles.map(({ name }) => [name, []]))
  for (let turn = 1; turn <= ROUNDS; turn += 1) {
    for (const { name, program, place } of middles) {
      const where = place(`delivery-${pens}-${readers}-${turn}`)
      const cost = await runLoad(program, where, processes, { scripts, readers, seconds })
      costs.get(name)?.push(cost)
    }
  }
  return costs
}

/** Code runs slowly until it has run for some seconds; a server that runs for days is past that. */
async function warmUp(
  middles: Middles,
  processes: ReaderProcesses,
  { seed }: BenchContext,
): Promise<void> {
  const load = {
    scripts: scriptsOf(20, WARM_UP_SECONDS, seed),
    readers: 50,
    seconds: WARM_UP_SECONDS,
  }
  for (const { program, place } of middles)
    await runLoad(program, place('warm-up'), processes, load)
}

function latencyFigures(
  section: string,
  costs: ReadonlyMap<string, LoadCost[]>,
  { goals }: Crowd,
): Figure[] {
  const relay = costs.get('bare relay') ?? []
  const parts = [
    { label: 'p50', part: 0.5 },
    { label: 'p95', part: 0.95 },
    { label: 'p99', part: 0.99 },
  ] as const
  return [...costs].flatMap(([name, runs]) =>
    parts.map(({ label, part }): Figure => {
      const goal = label === 'p95' ? undefined : goals[name]?.[label]
      const of = (each: readonly LoadCost[]) =>
        round(medianOf(each, ({ latency }) => latency.percentile(part)))
      return {
        section,
        name: `${name}: newest point → read, ${label}`,
        value: of(runs),
        unit: 'ms',
        ...(goal === undefined ? {} : { goal }),
        ...(runs === relay ? {} : { yardstick: of(relay) }),
      }
    }),
  )
}

function costFigures(section: string, name: string, runs: readonly LoadCost[]): Figure[] {
  const arrived = Math.min(...runs.map(({ arrivedPart }) => arrivedPart))
  return [
    {
      section,
      name: `${name}: arrived`,
      value: round(arrived * 100, 3),
      unit: '%',
      goal: 100,
      better: 'more',
    },
    {
      section,
      name: `${name}: batches a frame`,
      value: round(medianOf(runs, ({ batchesAFrame }) => batchesAFrame)),
      unit: '',
    },
    {
      section,
      name: `${name}: CPU of the process`,
      value: round(
        medianOf(runs, ({ cpuSeconds, seconds }) => cpuSeconds / seconds),
        3,
      ),
      unit: 's a second',
    },
    {
      section,
      name: `${name}: CPU a delivered point`,
      value: round(medianOf(runs, cpuNs), 0),
      unit: 'ns',
    },
  ]
}

/** Of runs side by side, not of medians: a slow minute then cancels out. */
function ratioFigure(
  section: string,
  costs: ReadonlyMap<string, LoadCost[]>,
  { name, isLoad }: { readonly name: string; readonly isLoad: boolean },
): Figure {
  const relay = costs.get('bare relay') ?? []
  const ratios = (costs.get(name) ?? []).flatMap((cost, turn) => {
    const beside = relay[turn]
    return beside === undefined ? [] : [cpuNs(cost) / cpuNs(beside)]
  })
  return {
    section,
    name: `${name}: CPU a delivered point, times the bare relay’s`,
    value: round(median(ratios)),
    unit: '×',
    ...(isLoad ? { goal: RATIO_GOAL } : {}),
  }
}

async function measureCrowd(
  middles: Middles,
  processes: ReaderProcesses,
  crowd: Crowd,
  context: BenchContext,
): Promise<Figure[]> {
  const { pens, readers, isLoad } = crowd
  const section = `delivery: ${readers} readers × ${pens} pens at 120 Hz, medians of ${ROUNDS} runs of ${context.seconds} s`
  const costs = await takeTurns(middles, processes, crowd, context)
  const lateMs = Math.max(...[...costs.values()].flat().map(({ penLateP99Ms }) => penLateP99Ms))
  return [
    ...latencyFigures(section, costs, crowd),
    ...[...costs].flatMap(([name, runs]) => costFigures(section, name, runs)),
    ratioFigure(section, costs, { name: 'memory', isLoad }),
    ratioFigure(section, costs, { name: 'SQLite', isLoad }),
    // With more than a few ms the machine was too busy for the figures above.
    { section, name: 'the pens’ own lateness, p99 at worst', value: round(lateMs, 1), unit: 'ms' },
  ]
}

export async function measureDelivery(context: BenchContext): Promise<Figure[]> {
  const middles = [
    await startSqliteServer(context.profileDir),
    await startMemoryServer(context.profileDir),
    await startRelay(),
  ]
  const processes = startReaders()
  try {
    await warmUp(middles, processes, context)
    const figures: Figure[] = []
    for (const crowd of CROWDS) {
      figures.push(...(await measureCrowd(middles, processes, crowd, context)))
    }
    return figures
  } finally {
    await stopAll([...processes, ...middles])
  }
}
