import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type RunningServer, type Settings, settingsOf, startServer } from '@inkroom/server'
import { expect, it } from 'vitest'
import { figuresOf, sumOf } from '../src/server-metrics.ts'
import { until } from '../src/until.ts'
import { FaultProxy } from './fault-proxy.ts'
import { expectOneHistory } from './one-history.ts'
import { scribble } from './scribble.ts'
import { seededRandom } from './seeded-random.ts'
import { atRest, WirePerson } from './wire-person.ts'

/** INKROOM_SOAK=60 is an hour. */
const MINUTES = Number(process.env['INKROOM_SOAK'] ?? 0)
const MINUTE_MS = 60_000
const PEOPLE = 6
/** What everyone draws between two things that happen. */
const BATCHES = 40
/** Code that is compiled and caches that are filled belong to no round. */
const WARM_UP_ROUNDS = 5
const MAX_HEAP_GROWTH = 1.2

/** A board, and who was on it, are forgotten soon after. */
const SETTINGS: Partial<Settings> = {
  port: 0,
  host: '127.0.0.1',
  roomIdleMs: 100,
  presenceGraceMs: 100,
  goodbyeGraceMs: 100,
  checkpointMs: 200,
  batchesPerSecond: 100_000,
}

interface Soaked {
  readonly server: RunningServer
  readonly proxy: FaultProxy
}

async function drawMore(people: readonly WirePerson[]): Promise<void> {
  const wanted = people.map(({ history }) => history.settled.length + BATCHES)
  await until('everyone drew more', () =>
    people.every(({ history }, at) => history.settled.length >= (wanted[at] ?? 0)),
  )
}

/** People come, draw, lose their links in several ways, leave, and are forgotten. */
async function round({ server, proxy }: Soaked, n: number): Promise<void> {
  const random = seededRandom(n)
  const roomName = `soaked-${n}`
  const join = () => new WirePerson({ url: proxy.socketUrl, roomName })
  const people = Array.from({ length: PEOPLE }, join)
  await Promise.all(people.map(person => person.live()))
  const stops = people.map(person => scribble(person, random, 4))
  await drawMore(people)
  proxy.cut()
  await drawMore(people)
  proxy.strand()
  for (const { client } of people) client.suspend()
  for (const { client } of people) client.connect()
  await drawMore(people)
  for (const stop of stops) stop()
  const late = await join().live()
  await atRest(...people, late)
  await expectOneHistory([...people, late], { url: proxy.socketUrl, roomName })
  for (const person of [...people, late]) person.close()
  proxy.cut()
  await until('all is forgotten', async () => {
    const figures = await figuresOf(server.url)
    return sumOf(figures, 'inkroom_connections') + sumOf(figures, 'inkroom_rooms') === 0
  })
}

setFlagsFromString('--expose_gc')
// A context made after the flag has it.
const collectGarbage: () => void = runInNewContext('gc')

function heapBytes(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Sockets, timers, servers: how many there are of each. */
function resources(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

async function soak(soaked: Soaked, endMs: number): Promise<number> {
  let rounds = 0
  for (; rounds < WARM_UP_ROUNDS; rounds += 1) await round(soaked, rounds)
  const heapBefore = heapBytes()
  const before = resources()
  for (; performance.now() < endMs; rounds += 1) await round(soaked, rounds)
  // Node keeps the connections of `fetch` for a few seconds.
  await until('nothing is left behind', () => {
    const now = resources()
    return Object.keys(now).every(kind => (now[kind] ?? 0) <= (before[kind] ?? 0))
  })
  expect(heapBytes() / heapBefore, 'the heap, of server and clients').toBeLessThan(MAX_HEAP_GROWTH)
  return rounds
}

it.skipIf(!(MINUTES > 0))(
  `[G18] after ${MINUTES} minutes of people who come, draw, are cut off and leave, the server holds what it held before (only with INKROOM_SOAK=minutes)`,
  async () => {
    const dataDir = mkdtempSync(joinPath(tmpdir(), 'inkroom-soak-'))
    const server = await startServer(settingsOf({ ...SETTINGS, dataDir }))
    const proxy = await FaultProxy.open({ targetPort: server.port })
    try {
      const rounds = await soak({ server, proxy }, performance.now() + MINUTES * MINUTE_MS)
      expect(rounds, 'rounds').toBeGreaterThan(WARM_UP_ROUNDS)
    } finally {
      await proxy.close()
      await server.close()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
  MINUTES * MINUTE_MS + 5 * MINUTE_MS,
)
