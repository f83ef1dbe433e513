import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { CLOSE_REASONS, closeNameOf, encodeCursor, sameDigest } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { MemoryMedium } from './storage/memory-medium.ts'
import { HeldMedium } from './testing/held-medium.ts'
import { ManualClock } from './testing/manual-clock.ts'
import { bodyOf, create } from './testing/ops.ts'
import { clientOf, joined, temporaryFolder, testServer } from './testing/test-server.ts'

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
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/^inkroom_behind_total 1$/m)
    stalled.socket.resume()
    await stalled.untilSeq(total)
    await stalled.until(() => stalled.all('caught-up').length === 2)
    expect(stalled.image.digest).toEqual(drawer.image.digest)
    expect(stalled.entries.map(({ seq }) => seq)).toEqual(drawer.entries.map(({ seq }) => seq))
  })
})

/** The status with which the server answers the upgrade. */
function upgradeStatus(
  url: string,
  headers: Record<string, string>,
  path = '/ws',
): Promise<number> {
  const { port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asked = request({
      port,
      host: '127.0.0.1',
      path,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        ...headers,
      },
    })
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    asked.on('response', response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('the door', () => {
  test('[G16] lets in pages of its own origin and of those that are named, and what is no page', async () => {
    const server = await testServer({ allowedOrigins: ['https://friend.example'] })
    const { host } = new URL(server.url)
    const statuses: [string | null, number][] = [
      [null, 101],
      [`http://${host}`, 101],
      [`https://${host}`, 101],
      ['https://friend.example', 101],
      ['http://friend.example', 403],
      ['https://friend.example.evil', 403],
      ['https://evil.example', 403],
      ['null', 403],
      [`file://${host}`, 403],
    ]
    for (const [origin, status] of statuses) {
      const headers: Record<string, string> = origin === null ? {} : { Origin: origin }
      expect([origin, await upgradeStatus(server.url, headers)]).toEqual([origin, status])
    }
  })

  test('is at one path, and only for WebSockets of version 13', async () => {
    const server = await testServer()
    expect(await upgradeStatus(server.url, {}, '/')).toBe(404)
    expect(await upgradeStatus(server.url, {}, '/ws/more')).toBe(404)
    expect(await upgradeStatus(server.url, {}, '/ws?with=query')).toBe(101)
    expect(await upgradeStatus(server.url, { 'Sec-WebSocket-Version': '99' })).toBe(400)
  })

  test('[G18] counts who is in, in all and from one address', async () => {
    const server = await testServer({
      maxConnections: 3,
      maxConnectionsPerAddress: 2,
      trustedProxies: 1,
    })
    const from = (address: string) => ({ headers: { 'X-Forwarded-For': `made up, ${address}` } })
    const first = await clientOf(server, from('1.1.1.1')).open()
    await clientOf(server, from('1.1.1.1')).open()
    expect(await upgradeStatus(server.url, from('1.1.1.1').headers)).toBe(429)
    await clientOf(server, from('2.2.2.2')).open()
    expect(await upgradeStatus(server.url, from('3.3.3.3').headers)).toBe(503)
    await first.close()
    await expect.poll(() => server.connections).toBe(2)
    expect(await upgradeStatus(server.url, from('1.1.1.1').headers)).toBe(101)
  })
})

async function pageFolder(): Promise<string> {
  const folder = temporaryFolder()
  await mkdir(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Inkroom</title>')
  writeFileSync(join(folder, 'assets', 'app-1a2b3c.js'), 'run()')
  return folder
}

describe('HTTP', () => {
  test('the page is at / and at every board; there is nothing at other paths', async () => {
    const server = await testServer({ webDir: await pageFolder() })
    const statusOf = async (path: string) => (await fetch(`${server.url}${path}`)).status
    for (const path of ['/', '/?x', '/b/board', '/b/%E6%9D%BF', '/b/a.b?x=1']) {
      const response = await fetch(`${server.url}${path}`)
      expect([path, response.status, await response.text()]).toEqual([
        path,
        200,
        '<!doctype html><title>Inkroom</title>',
      ])
      expect(response.headers.get('cache-control')).toBe('no-cache')
    }
    for (const path of [
      '/b/',
      '/b/a/b',
      '/other',
      '/assets/none.js',
      '/../package.json',
      '/%2e%2e/x',
    ]) {
      expect([path, await statusOf(path)]).toEqual([path, 404])
    }
  })

  test('what has its hash in its name may be kept for ever', async () => {
    const server = await testServer({ webDir: await pageFolder() })
    const response = await fetch(`${server.url}/assets/app-1a2b3c.js`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  test('[G17] every answer forbids scripts from elsewhere and in the page', async () => {
    const server = await testServer({ webDir: await pageFolder() })
    for (const path of ['/', '/none', '/healthz']) {
      const { headers } = await fetch(`${server.url}${path}`)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).not.toMatch(/script-src|unsafe-eval/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('[G17] methods other than GET and HEAD are turned away', async () => {
    const server = await testServer()
    const response = await fetch(`${server.url}/healthz`, { method: 'POST', body: 'x' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('without a built page there is no page, but all else', async () => {
    const server = await testServer()
    expect((await fetch(server.url)).status).toBe(404)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  })

  test('[G19] says how it is, and counts what happens', async () => {
    const server = await testServer()
    const client = await joined(server)
    client.draw(create(1))
    client.send({ type: 'batch', bytes: Uint8Array.of(0x07) })
    await client.until(() => client.seq === 1 && client.all('refused').length === 1)
    for (const path of ['/health', '/healthz']) {
      const body: unknown = await (await fetch(`${server.url}${path}`)).json()
      expect(body).toEqual({ status: 'ok', rooms: 1, connections: 1 })
    }
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    await client.close()
    await expect.poll(() => server.connections).toBe(0)
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    for (const line of [
      'inkroom_connections 0',
      'inkroom_rooms 1',
      'inkroom_batches_total{outcome="logged"} 1',
      'inkroom_batches_total{outcome="refused"} 1',
      'inkroom_joins_total{mode="snapshot"} 1',
      'inkroom_entries_total{result="new"} 1',
      'inkroom_refusals_total{reason="unknown-op"} 1',
      'inkroom_storage_state{state="ready"} 1',
      'inkroom_draining 0',
      'inkroom_closes_total{reason="normal"} 1',
    ]) {
      expect(metrics.split('\n')).toContain(line)
    }
  })

  test('[G15] is not ready while the disk is full, and again when it is not', async () => {
    const clock = new ManualClock()
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    const server = await testServer({}, { clock, medium })
    const client = await joined(server)
    client.draw(create(1))
    await medium.holding()
    medium.decide('full')
    const ready = async () => {
      const response = await fetch(`${server.url}/readyz`)
      return [response.status, await response.json()]
    }
    await expect.poll(ready).toEqual([503, { status: 'full' }])
    expect(client.seq).toBe(0)
    medium.open = true
    clock.advance(100)
    await client.untilSeq(1)
    expect(await ready()).toEqual([200, { status: 'ready' }])
  })

  test('[G15] a commit of which nothing is known is told to who runs the process, and shown to nobody', async () => {
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    const fatal: unknown[] = []
    const server = await testServer({}, { medium, onFatal: error => fatal.push(error) })
    const client = await joined(server)
    client.draw(create(1))
    await medium.holding()
    medium.decide('fail')
    await expect.poll(() => fatal.length).toBe(1)
    client.send({ type: 'probe' })
    await client.until(() => client.all('beat').length === 1)
    expect(client.last('beat').seq).toBe(0)
    expect(client.seq).toBe(0)
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
