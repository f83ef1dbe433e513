import { randomBytes } from 'node:crypto'
import { CLOSE_REASONS, closeNameOf, encodeCursor, sameDigest } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { MemoryMedium } from './storage/memory-medium.ts'
import { HeldMedium } from './testing/held-medium.ts'
import { ManualClock } from './testing/manual-clock.ts'
import { bodyOf, create } from './testing/ops.ts'
import { joined, metricsOf, testServer } from './testing/test-server.ts'
import { upgradeStatus } from './testing/upgrade-status.ts'

describe('a board', () => {
  test('[G1] what one draws reaches everyone, its author too, in one order', async () => {
    const server = await testServer()
    const [a, b] = [await joined(server, { author: 1 }), await joined(server, { author: 2 })]
    a.draw(create(1))
    b.draw(create(1))
    await Promise.all([a.untilSeq(2), b.untilSeq(2)])
    expect(a.entries).toEqual(b.entries)
    expect(a.hash).toBe(b.hash)
    expect(sameDigest(a.image.digest, b.image.digest)).toBe(true)
  })

  test('[G6] who comes later gets the board as rows', async () => {
    const server = await testServer()
    const a = await joined(server, { author: 1 })
    for (let n = 1; n <= 50; n += 1) a.draw(create(n))
    await a.untilSeq(50)
    const late = await joined(server, { author: 2 })
    expect(late.last('welcome')).toMatchObject({ mode: 'snapshot', seq: 50, head: 50, rows: 50 })
    expect(late.image.digest).toEqual(a.image.digest)
    expect(late.last('caught-up')).toMatchObject({ seq: 50, digest: a.image.digest })
  })

  test('boards do not hear of each other', async () => {
    const server = await testServer()
    const here = await joined(server, { author: 1, room: 'here' })
    const there = await joined(server, { author: 1, room: 'there' })
    expect(here.room).not.toBe(there.room)
    here.draw(create(1))
    there.draw(create(2))
    await Promise.all([here.untilSeq(1), there.untilSeq(1)])
    expect([here.entries.length, there.entries.length]).toEqual([1, 1])
  })

  test('[G13] people are told of each other, and a clean goodbye shows after its grace', async () => {
    const clock = new ManualClock()
    const server = await testServer({}, { clock })
    const a = await joined(server, { author: 1 })
    const b = await joined(server, { author: 2 })
    clock.advance(200)
    await a.until(() => a.all('people').at(-1)?.count === 2)
    await b.until(() => b.all('people').at(-1)?.full === true)
    expect(
      b
        .last('people')
        .here.map(({ profile }) => profile.name)
        .toSorted(),
    ).toEqual(['Person 1', 'Person 2'])
    await b.close(1001)
    await expect.poll(() => server.connections).toBe(1)
    clock.advance(2499)
    clock.advance(101)
    await a.until(() => a.all('people').at(-1)?.count === 1)
    expect(a.last('people').left.map(({ person }) => person)).toEqual([b.person])
  })

  test('cursors reach the others, by the number in the table of authors', async () => {
    const server = await testServer()
    const [a, b] = [await joined(server, { author: 1 }), await joined(server, { author: 2 })]
    const body = encodeCursor({ x: 1, y: 2, page: 0 })
    a.send({ type: 'ephemeral', kind: 0, body })
    await b.until(() => b.all('ephemeral').length === 1)
    const [word] = b.last('ephemeral').all
    expect([...(word?.body ?? [])]).toEqual([...body])
    expect(b.table.at(word?.index ?? -1)?.author).toBe(a.author)
    expect(a.all('ephemeral')).toEqual([])
  })

  test('[G11] a reader that stalls is sent no more than it may hold, and catches up from the log', async () => {
    const server = await testServer({
      bufferedBytes: 128 * 1024,
      ringBytes: 100_000,
      silentMs: 600_000,
    })
    const drawer = await joined(server, { author: 1 })
    const stalled = await joined(server, { author: 2 })
    stalled.socket.pause()
    // More than the network holds by itself, which is about 4 MB.
    const total = 250
    for (let n = 1; n <= total; n += 1) {
      drawer.draw(create(n, bodyOf(n, 30_000)))
      if (n % 50 === 0) await drawer.untilSeq(n)
    }
    await drawer.untilSeq(total)
    const metrics = await metricsOf(server)
    expect(metrics).toMatch(/^inkroom_behind_total 1$/m)
    stalled.socket.resume()
    await stalled.untilSeq(total)
    await stalled.until(() => stalled.all('caught-up').length === 2)
    expect(stalled.image.digest).toEqual(drawer.image.digest)
    expect(stalled.entries.map(({ seq }) => seq)).toEqual(drawer.entries.map(({ seq }) => seq))
  })
})

describe('[G14] the end', () => {
  test('[G9] names the window for all who were here, to the last who are still', async () => {
    const clock = new ManualClock()
    const server = await testServer({ drainMs: 3000 }, { clock })
    const people = Array.from({ length: 60 }, (_, at) => joined(server, { author: at + 1 }))
    const clients = await Promise.all(people)
    const last = clients.at(-1)
    const closed = server.close()
    clock.advance(200)
    await clients[0]?.closed
    last?.send({ type: 'probe' })
    await last?.until(() => last.all('beat').length > 0)
    expect(last?.last('beat').reconnectSpreadMs).toBe(600)
    clock.advance(10_000)
    await closed
  })

  test('closes everyone for a restart, stores what came, and lets nobody in meanwhile', async () => {
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    const server = await testServer({}, { medium })
    const client = await joined(server)
    client.draw(create(1))
    await medium.holding()
    const closed = server.close()
    expect((await client.closed).code).toBe(CLOSE_REASONS.restart.code)
    medium.release()
    await closed
    const next = await testServer({}, { medium })
    const late = await joined(next, { author: 2 })
    expect(late.last('welcome').head).toBe(1)
  })

  test('spreads the closes over the window', async () => {
    const clock = new ManualClock()
    const server = await testServer({ drainMs: 1000 }, { clock })
    const clients = await Promise.all(
      Array.from({ length: 4 }, (_, n) => joined(server, { author: n + 1 })),
    )
    const closed = server.close()
    expect(await upgradeStatus(server.url, {})).toBe(503)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
    for (let n = 1; n <= 4; n += 1) {
      await expect.poll(() => clients.filter(({ closing }) => closing !== null).length).toBe(n)
      clock.advance(5)
      await new Promise(setImmediate)
    }
    await closed
    expect(clients.map(({ closing }) => closeNameOf(closing?.code ?? 0))).toEqual(
      Array(4).fill('restart'),
    )
  })

  test('comes once, however often it is asked for', async () => {
    const server = await testServer()
    await Promise.all([server.close(), server.close()])
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
  })
})
