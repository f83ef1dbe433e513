import type { Timing } from '@inkroom/client'
import { must } from '@inkroom/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { FaultProxy } from './fault-proxy.ts'
import { expectOneHistory } from './one-history.ts'
import { scribble } from './scribble.ts'
import { seededRandom } from './seeded-random.ts'
import { atRest, WirePerson } from './wire-person.ts'

/** Silence is noticed within a test's patience. */
const WATCHFUL: Partial<Timing> = {
  attemptMs: 400,
  probeAfterMs: 120,
  wakeAnswerMs: 120,
  deadAfterMs: 240,
}

// For hangs only, like all limits of this kind: alone on a machine each test takes seconds.
vi.setConfig({ testTimeout: 180_000 })

let server: ServerProcess
let proxy: FaultProxy
let people: WirePerson[] = []
let boards = 0

beforeAll(async () => {
  server = await ServerProcess.launch({ BATCHES_PER_SECOND: '100000' })
})
afterAll(() => server.dispose())

beforeEach(async () => {
  proxy = await FaultProxy.open({ targetPort: server.port, random: seededRandom(7) })
  boards += 1
})
afterEach(async () => {
  for (const person of people) person.close()
  people = []
  await proxy.close()
})

const roomName = (): string => `faulty-${boards}`
const address = () => ({ url: server.socketUrl, roomName: roomName() })

function join(url: string, timing: Partial<Timing> = {}): WirePerson {
  const person = new WirePerson({ url, roomName: roomName(), timing })
  people.push(person)
  return person
}

/** Each has all, in one order, each batch once, as one who comes late gets it. */
async function expectOneBoard(): Promise<void> {
  const late = join(server.socketUrl)
  await atRest(...people)
  await expectOneHistory(people, address())
  for (const { digest } of people) expect(digest).toEqual(late.digest)
}

/** Ends the link by the fault, and waits until the far one knows. */
async function lose(fault: () => void): Promise<void> {
  const far = must(people[0], 'the far one')
  const { losses } = far
  fault()
  // Counted as well, since the first try may come at once: between two looks it can be live again.
  await until('the loss is noticed', () => !far.isLive || far.losses > losses)
}

/** Two people draw, one of them over the proxy, while the fault comes again and again. */
async function drawThrough(
  fault: () => void | Promise<void>,
  { times, timing }: { times: number; timing?: Partial<Timing> },
): Promise<{ far: WirePerson; near: WirePerson }> {
  const random = seededRandom(times)
  const far = join(proxy.socketUrl, timing)
  const near = join(server.socketUrl)
  await Promise.all([far.live(), near.live()])
  const stops = [scribble(far, random), scribble(near, random, 4)]
  for (let at = 0; at < times; at += 1) {
    const enough = far.history.settled.length + 15
    await until('the far one got on', () => far.history.settled.length >= enough)
    await fault()
  }
  for (const stop of stops) stop()
  return { far, near }
}

describe('[G2] [G5] over a link that', () => {
  it('is cut again and again, nothing is lost or doubled, and the far one is resumed each time', async () => {
    const { far } = await drawThrough(() => lose(() => proxy.cut()), { times: 20 })
    await expectOneBoard()
    expect(far.history.joins[0]).toBe('snapshot')
    expect(far.history.joins.slice(1)).toEqual(Array.from({ length: 20 }, () => 'resumed'))
  })

  it('goes dead without a word, the silence is noticed and nothing is lost', async () => {
    const { far } = await drawThrough(() => lose(() => proxy.strand()), {
      times: 5,
      timing: WATCHFUL,
    })
    await expectOneBoard()
    expect(far.history.joins.filter(mode => mode === 'resumed').length).toBeGreaterThanOrEqual(5)
  })

  it('swallows everything for a while, new connections too, it goes on afterwards', async () => {
    await drawThrough(
      async () => {
        await lose(() => proxy.hold())
        proxy.resume()
      },
      { times: 4, timing: WATCHFUL },
    )
    await expectOneBoard()
  })

  it('goes dead in one direction only, the silence is noticed and nothing is lost', async () => {
    let faults = 0
    await drawThrough(
      () => {
        faults += 1
        return lose(() => proxy.strand([faults % 2 === 0 ? 'up' : 'down']))
      },
      { times: 4, timing: WATCHFUL },
    )
    await expectOneBoard()
  })

  it('tells the server late of its end, what both connections bring counts once', async () => {
    proxy.setShape({ closeDelayMs: 300 })
    const { far } = await drawThrough(() => lose(() => proxy.cutOff('client')), { times: 10 })
    proxy.setShape({})
    await expectOneBoard()
    expect(far.history.joins.slice(1)).toEqual(Array.from({ length: 10 }, () => 'resumed'))
  })

  it('carries little, everyone ends with the same', async () => {
    proxy.setShape({ bytesPerSecond: 20_000, latencyMs: 5 })
    const { far } = await drawThrough(() => {}, { times: 4 })
    await expectOneBoard()
    expect(far.history.joins).toEqual(['snapshot'])
  })

  it('hands on single bytes, frames are put together again', async () => {
    proxy.setShape({ sliceBytes: 1 })
    const { far } = await drawThrough(() => {}, { times: 6 })
    await expectOneBoard()
    expect(far.history.joins).toEqual(['snapshot'])
  })

  it('is slow and uneven, everyone ends with the same', async () => {
    proxy.setShape({ latencyMs: 20, jitterMs: 40, sliceBytes: 100 })
    const { far } = await drawThrough(() => {}, { times: 4 })
    await expectOneBoard()
    expect(far.history.joins).toEqual(['snapshot'])
  })

  it('is closed from one side only, it connects anew', async () => {
    let closed = 0
    await drawThrough(
      () => {
        closed += 1
        return lose(() => proxy.halfClose(closed % 2 === 0 ? 'client' : 'server'))
      },
      { times: 6 },
    )
    await expectOneBoard()
  })
})

describe('[G5] who comes back', () => {
  it('is resumed, after a restart of the server too, and a newcomer gets a snapshot', async () => {
    const far = join(proxy.socketUrl)
    const near = join(server.socketUrl)
    await Promise.all([far.live(), near.live()])
    const stop = scribble(near, seededRandom(1))
    proxy.refuse()
    await until('much was missed', () => near.history.batchCount > 500)
    stop()
    await server.kill9()
    await server.start()
    proxy.resume()
    await expectOneBoard()
    expect(far.history.joins).toEqual(['snapshot', 'resumed'])
    expect(people.at(-1)?.history.joins).toEqual(['snapshot'])
    expect(far.history.batchCount).toBe(near.history.batchCount)
    const metrics = await (await fetch(`${server.origin}/metrics`)).text()
    expect(metrics).toMatch(/^inkroom_\w+\{[^}]*resumed[^}]*\} [1-9]/m)
  })
})

describe('[G4] who draws without any link', () => {
  it('has it all kept in order, and it arrives once', async () => {
    const far = join(proxy.socketUrl)
    await far.live()
    proxy.refuse()
    await until('the link is gone', () => !far.isLive)
    const stop = scribble(far, seededRandom(3), 2000)
    stop()
    expect(far.client.unsettledCount).toBe(2000)
    proxy.resume()
    await expectOneBoard()
    expect(far.history.settled).toHaveLength(2000)
  })
})
