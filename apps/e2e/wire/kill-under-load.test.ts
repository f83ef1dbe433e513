import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { historyFaults, logFaults, placedBatchOf } from './history.ts'
import { readLog } from './log-reader.ts'
import { scribble } from './scribble.ts'
import { seededRandom } from './seeded-random.ts'
import { atRest, WirePerson } from './wire-person.ts'

const WRITERS = 3
const READERS = 2
const KILLS_A_BOARD = 25
const BOARDS = process.env['INKROOM_ALL'] ? 8 : 1

describe('a server that is killed while people draw', () => {
  let server: ServerProcess

  beforeAll(async () => {
    // Checkpoints come between the kills too, so that both the rows and the log behind them are loaded again.
    server = await ServerProcess.launch({ BATCHES_PER_SECOND: '100000', CHECKPOINT_MS: '60' })
  })

  afterAll(() => server.dispose())

  for (let board = 1; board <= BOARDS; board += 1) {
    it(`[G2] [G3] [G5] has all that anyone saw, in one order, each batch once: ${KILLS_A_BOARD} times, seed ${board}`, async () => {
      const random = seededRandom(board)
      const address = { url: server.socketUrl, roomName: `killed-${board}` }
      const people = Array.from({ length: WRITERS + READERS }, () => new WirePerson(address))
      await Promise.all(people.map(person => person.live()))
      const stops = people.slice(0, WRITERS).map(person => scribble(person, random))

      for (let kill = 1; kill <= KILLS_A_BOARD; kill += 1) {
        const watched = people[kill % people.length]?.history
        const enough = (watched?.batchCount ?? 0) + 20 + Math.floor(random() * 200)
        await until('more was seen', () => (watched?.batchCount ?? 0) >= enough)
        await server.kill9()
        // What was on its way to them is seen as well.
        await until('everyone noticed', () => people.every(person => !person.isLive))
        const before = people.map(({ client, history }) => ({
          author: client.author,
          sights: [...history.sights],
          settled: [...history.settled],
        }))
        await server.start()
        const log = (await readLog(address)).map(placedBatchOf)
        expect(logFaults(log), `the log after kill ${kill}`).toEqual([])
        for (const { author, sights, settled } of before) {
          expect(historyFaults(sights, log), `seen before kill ${kill}`).toEqual([])
          const own = log.filter(each => each.author === author).length
          expect(Math.max(0, ...settled), `saved before kill ${kill}`).toBeLessThanOrEqual(own)
        }
        for (const { client } of people) client.retryNow()
        await Promise.all(people.map(person => person.live()))
      }

      for (const stop of stops) stop()
      const late = new WirePerson(address)
      await atRest(...people, late)
      const log = (await readLog(address)).map(placedBatchOf)
      expect(logFaults(log)).toEqual([])
      for (const { history, troubles, digest } of people) {
        expect(historyFaults(history.sights, log)).toEqual([])
        expect(troubles).toEqual([])
        expect(digest).toEqual(late.digest)
      }
      for (const person of [...people, late]) person.close()
    }, 600_000)
  }
})
