import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { expectOneHistory } from './one-history.ts'
import { scribble } from './scribble.ts'
import { seededRandom } from './seeded-random.ts'
import { atRest, WirePerson } from './wire-person.ts'

const RESTARTS = 5
const WRITERS = 4

let server: ServerProcess
beforeEach(async () => {
  server = await ServerProcess.launch({ BATCHES_PER_SECOND: '100000' })
})
afterEach(() => server.dispose())

/** One who never answers the farewell: the server waits a while for it, so that there is time to ask it. */
async function deafSocket(): Promise<WebSocket> {
  const socket = new WebSocket(server.socketUrl, { perMessageDeflate: false })
  socket.on('error', () => {})
  await once(socket, 'open')
  socket.pause()
  return socket
}

/** Null where nobody listens any more. */
async function readiness(): Promise<number | null> {
  try {
    return (await fetch(`${server.origin}/readyz`)).status
  } catch {
    return null
  }
}

async function restart(): Promise<void> {
  const deaf = await deafSocket()
  const stopped = server.stop()
  await until('it says that it is not ready', async () => (await readiness()) === 503)
  expect(await stopped).toBe(0)
  deaf.terminate()
  await server.start()
}

it(`[G14] [G2] ${RESTARTS} restarts while ${WRITERS} people draw lose, double and reorder nothing, and it is known when the server is not ready`, async () => {
  const address = { url: server.socketUrl, roomName: 'rolling' }
  const people = Array.from({ length: WRITERS }, () => new WirePerson(address))
  await Promise.all(people.map(person => person.live()))
  const stops = people.map((person, at) => scribble(person, seededRandom(at + 1), 8))
  for (let restarts = 0; restarts < RESTARTS; restarts += 1) {
    const enough = people.map(({ history }) => history.batchCount + 40)
    await until('everyone saw more', () =>
      people.every(({ history }, at) => history.batchCount >= (enough[at] ?? 0)),
    )
    await restart()
    await Promise.all(people.map(person => person.live()))
  }
  for (const stop of stops) stop()
  await atRest(...people)
  await expectOneHistory(people, address)
  for (const person of people) person.close()
}, 180_000)
