import { type Image, sameDigest } from '@inkroom/protocol'
import { describe, expect, it } from 'vitest'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { allFaults, chainOf, type PlacedBatch, placedBatchOf, type Viewer } from './history.ts'
import { foldOf, readRows, readStoredLog } from './log-reader.ts'
import { scribble } from './scribble.ts'
import { seededRandom } from './seeded-random.ts'
import { atRest, WirePerson } from './wire-person.ts'

const WRITERS = 3
const READERS = 2
const KILLS_A_BOARD = 25
const BOARDS = process.env['INKROOM_ALL'] ? 40 : 1
/** A start takes about so long: a kill falls before the database is open, while it is read, and when all is ready. */
const START_MS = 250

interface Address {
  readonly url: string
  readonly roomName: string
}

/** The log keeps its rules and its hashes; the rows that the server stored, and now loaded, are what it folds to. */
async function soundLog(address: Address): Promise<readonly PlacedBatch[]> {
  const { room, entries, mark } = await readStoredLog(address)
  const log = entries.map(placedBatchOf)
  expect(mark.seq).toBe(log.length)
  expect(mark.hash, 'the chain over the log').toBe(chainOf(room, log))
  const folded = foldOf(entries)
  expect(mark.digest, 'the rows in the server').toEqual(folded.digest)
  expectSameRows(await readRows(address), folded)
  return log
}

function expectSameRows(rows: Image, folded: Image): void {
  expect(rows.size).toBe(folded.size)
  expect(sameDigest(rows.digest, folded.digest), 'the rows of a snapshot').toBe(true)
}

async function kill(server: ServerProcess, random: () => number): Promise<void> {
  await server.kill9()
  // Every third start is broken off as well, at any moment of it.
  while (random() < 1 / 3) await server.startAndKill(random() * START_MS)
}

/** Kills, and looks at what is left before anybody may send again what is lost. */
async function killAndCheck(
  server: ServerProcess,
  { address, people, random }: { address: Address; people: WirePerson[]; random: () => number },
): Promise<void> {
  await kill(server, random)
  // What was on its way to them is seen as well.
  await until('everyone noticed', () => people.every(person => !person.isLive))
  for (const { client } of people) client.suspend()
  const before: Viewer[] = people.map(({ history }) => history.copy())
  await server.start()
  expect(allFaults(before, await soundLog(address))).toEqual([])
  for (const { client } of people) client.connect()
  await Promise.all(people.map(person => person.live()))
}

async function drawThroughKills(server: ServerProcess, seed: number): Promise<void> {
  const random = seededRandom(seed)
  const address = { url: server.socketUrl, roomName: `killed-${seed}` }
  const people = Array.from({ length: WRITERS + READERS }, () => new WirePerson(address))
  await Promise.all(people.map(person => person.live()))
  const stops = people.slice(0, WRITERS).map(person => scribble(person, random))

  for (let kills = 1; kills <= KILLS_A_BOARD; kills += 1) {
    const watched = people[kills % people.length]?.history
    const enough = (watched?.batchCount ?? 0) + 5 + Math.floor(random() * 80)
    await until('more was seen', () => (watched?.batchCount ?? 0) >= enough)
    await killAndCheck(server, { address, people, random })
  }

  for (const stop of stops) stop()
  const late = new WirePerson(address)
  await atRest(...people, late)
  const log = await soundLog(address)
  expect(
    allFaults(
      [...people, late].map(({ history }) => history),
      log,
    ),
  ).toEqual([])
  for (const { troubles, digest } of people) {
    expect(troubles).toEqual([])
    expect(digest).toEqual(late.digest)
  }
  for (const person of [...people, late]) person.close()
}

// Each board has a server of its own, so that two of them go on at once: most of a kill is waiting for a start.
describe.concurrent('a server that is killed while people draw, and while it starts', () => {
  for (let seed = 1; seed <= BOARDS; seed += 1) {
    it(`[G1] [G2] [G3] [G5] has all that anyone saw, in one order, each batch once, and rows that are the log folded: ${KILLS_A_BOARD} kills, seed ${seed}`, async () => {
      // Checkpoints come all the time, so that kills fall into them, and both rows and log are loaded again.
      const server = await ServerProcess.launch({
        BATCHES_PER_SECOND: '100000',
        CHECKPOINT_MS: '20',
      })
      try {
        await drawThroughKills(server, seed)
      } finally {
        await server.dispose()
      }
    }, 600_000)
  }
})
