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
const KILLS = 25
/** A thousand kills, or those of one server. */
const SERVERS = process.env['INKROOM_ALL'] ? 40 : 1
/** Commits that hold several boards are killed as well. */
const boardsOf = (seed: number): number => 1 + ((seed - 1) % 3)
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

/** One board, and those who are on it. */
class KilledBoard {
  readonly address: Address
  private readonly people: readonly WirePerson[]
  private readonly stops: readonly (() => void)[]
  private before: readonly Viewer[] = []

  private constructor(address: Address, people: readonly WirePerson[], random: () => number) {
    this.address = address
    this.people = people
    this.stops = people.slice(0, WRITERS).map(person => scribble(person, random))
  }

  static async open(address: Address, random: () => number): Promise<KilledBoard> {
    const people = Array.from({ length: WRITERS + READERS }, () => new WirePerson(address))
    await Promise.all(people.map(person => person.live()))
    return new KilledBoard(address, people, random)
  }

  /** Until one of them, another each time, saw so many more. */
  async seesMore(turn: number, batches: number): Promise<void> {
    const watched = this.people[turn % this.people.length]?.history
    const enough = (watched?.batchCount ?? 0) + batches
    await until('more was seen', () => (watched?.batchCount ?? 0) >= enough)
  }

  /** What was on its way to them is seen as well. Nobody may send again what is lost before it is looked at. */
  async putAside(): Promise<void> {
    await until('everyone noticed', () => this.people.every(person => !person.isLive))
    for (const { client } of this.people) client.suspend()
    this.before = this.people.map(({ history }) => history.copy())
  }

  async checkAndGoOn(): Promise<void> {
    expect(allFaults(this.before, await soundLog(this.address))).toEqual([])
    for (const { client } of this.people) client.connect()
    await Promise.all(this.people.map(person => person.live()))
  }

  async finish(): Promise<void> {
    for (const stop of this.stops) stop()
    const late = new WirePerson(this.address)
    const all = [...this.people, late]
    await atRest(...all)
    const log = await soundLog(this.address)
    const histories = all.map(({ history }) => history)
    expect(allFaults(histories, log)).toEqual([])
    for (const { troubles, digest } of this.people) {
      expect(troubles).toEqual([])
      expect(digest).toEqual(late.digest)
    }
    for (const person of all) person.close()
  }
}

async function drawThroughKills(server: ServerProcess, seed: number): Promise<void> {
  const random = seededRandom(seed)
  const boards = await Promise.all(
    Array.from({ length: boardsOf(seed) }, (_, n) =>
      KilledBoard.open({ url: server.socketUrl, roomName: `killed-${seed}-${n}` }, random),
    ),
  )
  for (let kills = 1; kills <= KILLS; kills += 1) {
    const batches = 5 + Math.floor(random() * 80)
    await Promise.all(boards.map(board => board.seesMore(kills, batches)))
    await kill(server, random)
    await Promise.all(boards.map(board => board.putAside()))
    await server.start()
    await Promise.all(boards.map(board => board.checkAndGoOn()))
  }
  await Promise.all(boards.map(board => board.finish()))
}

// Several servers go on at once: most of a kill is waiting for a start.
describe.concurrent('a server that is killed while people draw, and while it starts', () => {
  for (let seed = 1; seed <= SERVERS; seed += 1) {
    it(`[G1] [G2] [G3] [G5] has all that anyone saw, in one order, each batch once, and rows that are the log folded: ${KILLS} kills, boards on it: ${boardsOf(seed)}, seed ${seed}`, async () => {
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
