import { expect, it } from 'vitest'
import { figuresOf, sumOf } from '../src/server-metrics.ts'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { expectOneHistory } from './one-history.ts'
import { scribble } from './scribble.ts'
import { seededRandom } from './seeded-random.ts'
import { atRest, WirePerson } from './wire-person.ts'

const PEOPLE = 60
/** Of each: what a pen makes in a second. */
const BATCHES = 50

it(`[G12] ${PEOPLE} people behind one address draw at once with the settings as they come, and nobody is sent away`, async () => {
  const server = await ServerProcess.launch()
  const address = { url: server.socketUrl, roomName: 'class' }
  const people = Array.from({ length: PEOPLE }, () => new WirePerson(address))
  try {
    await Promise.all(people.map(person => person.live()))
    const stops = people.map((person, at) => scribble(person, seededRandom(at + 1), 2))
    await until('all drew', () => people.every(({ history }) => history.settled.length >= BATCHES))
    for (const stop of stops) stop()
    await atRest(...people)

    expect(people.map(({ losses }) => losses)).toEqual(people.map(() => 0))
    const figures = await figuresOf(server.origin)
    expect(sumOf(figures, 'inkroom_closes_total')).toBe(0)
    expect(sumOf(figures, 'inkroom_upgrades_refused_total')).toBe(0)
    await expectOneHistory(people, address)
  } finally {
    for (const person of people) person.close()
    await server.dispose()
  }
}, 120_000)
