import { randomBytes } from 'node:crypto'
import { authorIdOf, objectIdOf, type Position } from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemoryMedium } from './storage/memory-medium.ts'
import { HeldMedium } from './testing/held-medium.ts'
import { bodyOf, create, extend, remove } from './testing/ops.ts'
import { joined, temporaryFolder, testServer } from './testing/test-server.ts'
import { WireClient } from './testing/wire-client.ts'

/** A client that goes on from what it has, as another one did. */
async function resumed(url: string, from: WireClient, hello: object = {}): Promise<WireClient> {
  const client = new WireClient({ url, hello: { ...from.hello, resume: from.position, ...hello } })
  client.image = from.image
  return client.join()
}

const counters = (client: WireClient) => client.entries.map(({ seq }) => seq)

describe('coming back', () => {
  test('[G5] with nothing received yet, and from every later seq, brings what was missed, once', async () => {
    const server = await testServer()
    const leaver = await joined(server, { author: 1 })
    const drawer = await joined(server, { author: 2 })
    const positions: Position[] = [leaver.position]
    for (let n = 1; n <= 10; n += 1) {
      drawer.draw(create(n))
      await Promise.all([drawer.untilSeq(n), leaver.untilSeq(n)])
      positions.push(leaver.position)
    }
    for (const position of positions) {
      const client = await joined(server, { author: 3, hello: { resume: position } })
      expect(client.last('welcome').mode).toBe('resumed')
      expect(counters(client)).toEqual(
        Array.from({ length: 10 - position.seq }, (_, index) => position.seq + 1 + index),
      )
      expect(client.hash).toBe(drawer.hash)
      await client.close()
    }
  })

  test('[G5] with another history, another board, or a seq that is not there yet is a snapshot', async () => {
    const server = await testServer()
    const drawer = await joined(server)
    for (let n = 1; n <= 3; n += 1) drawer.draw(create(n))
    await drawer.untilSeq(3)
    const { position } = drawer
    const wrong: Position[] = [
      { ...position, hash: authorIdOf(randomBytes(16)) as string as Position['hash'] },
      { ...position, room: authorIdOf(randomBytes(16)) as string as Position['room'] },
      { ...position, seq: 4 },
      { ...position, seq: 2 },
    ]
    for (const resume of wrong) {
      const client = await joined(server, { author: 3, hello: { resume } })
      expect(client.last('welcome')).toMatchObject({ mode: 'snapshot', seq: 3, rows: 3 })
      expect(client.image.digest).toEqual(drawer.image.digest)
    }
  })

  test('[G5] works the n-th time, and where the ring no longer reaches', async () => {
    const server = await testServer({ ringBytes: 0 })
    const drawer = await joined(server, { author: 2 })
    let leaver = await joined(server, { author: 1 })
    for (let round = 1; round <= 5; round += 1) {
      await leaver.close()
      for (let n = 0; n < 20; n += 1) drawer.draw(create(round * 100 + n))
      await drawer.untilSeq(round * 20)
      leaver = await resumed(server.url, leaver)
      expect(leaver.last('welcome').mode).toBe('resumed')
      expect(leaver.image.digest).toEqual(drawer.image.digest)
    }
    await leaver.close()
  })

  test('[G7] in the middle of a stroke leaves the whole stroke on both sides', async () => {
    const server = await testServer()
    const watcher = await joined(server, { author: 2 })
    const author = await joined(server, { author: 1 })
    author.draw(create(1, bodyOf(1, 10), false))
    author.draw(extend(1, 10, bodyOf(2, 10)))
    await author.untilSeq(2)
    author.socket.terminate()
    await author.closed
    const again = await resumed(server.url, author, { floor: 3 })
    expect(again.last('welcome').settled).toBe(2)
    again.draw(extend(1, 20, bodyOf(3, 10), true))
    await watcher.untilSeq(3)
    const [row] = watcher.image.all()
    expect([row?.finished, row?.body.length]).toEqual([true, 30])
    await again.close()
  })

  test('[G2] a batch sent over three connections settles once', async () => {
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    medium.open = true
    const server = await testServer({}, { medium })
    const watcher = await joined(server, { author: 2 })
    const clients: WireClient[] = []
    medium.open = false
    for (let n = 0; n < 3; n += 1) {
      const client = await joined(server, { author: 1 })
      expect(client.last('welcome').settled).toBe(0)
      client.draw(create(1))
      await medium.holding()
      client.socket.terminate()
      clients.push(client)
    }
    medium.release()
    await watcher.untilSeq(1)
    const last = await joined(server, { author: 1 })
    expect(last.last('welcome')).toMatchObject({ settled: 1, head: 1, refused: [] })
    watcher.draw(create(1))
    await watcher.untilSeq(2)
    expect(watcher.entries.length).toBe(2)
    expect(clients.length).toBe(3)
  })

  test('[G3] a batch that is not on disk is in nobody’s snapshot either', async () => {
    const medium = new HeldMedium(new MemoryMedium(randomBytes(16)))
    const server = await testServer({}, { medium })
    const drawer = await joined(server, { author: 1 })
    drawer.draw(create(1))
    await medium.holding()
    const late = await joined(server, { author: 2 })
    expect(late.last('welcome')).toMatchObject({ seq: 0, head: 0, rows: 0 })
    expect([drawer.seq, late.image.size]).toEqual([0, 0])
    medium.release()
    await Promise.all([drawer.untilSeq(1), late.untilSeq(1)])
    expect(late.image.digest).toEqual(drawer.image.digest)
  })
})

describe('a restart', () => {
  test('[G1] of the server on the same file brings the same board, and old clients resume', async () => {
    const dataDir = temporaryFolder()
    const settings = { storage: 'sqlite', dataDir } as const
    const first = await testServer(settings)
    const author = await joined(first, { author: 1 })
    author.draw(create(1, bodyOf(1, 10), false))
    author.draw(create(2))
    author.draw(remove(objectIdOf(author.author, 2)))
    await author.untilSeq(3)
    await first.close()
    const second = await testServer(settings)
    const late = await joined(second, { author: 2 })
    expect(late.image.digest).toEqual(author.image.digest)
    expect(late.last('caught-up').hash).toBe(author.hash)
    const again = await resumed(second.url, author, { floor: 4 })
    expect(again.last('welcome')).toMatchObject({ mode: 'resumed', settled: 3 })
    again.draw(extend(1, 10, bodyOf(2), true))
    await Promise.all([again.untilSeq(4), late.untilSeq(4)])
    expect(late.image.digest).toEqual(again.image.digest)
    await again.close()
  })

  test('of the process without any goodbye loses nothing of what was seen', async () => {
    const medium = new MemoryMedium(randomBytes(16))
    const dying = await testServer({}, { medium })
    const author = await joined(dying, { author: 1 })
    for (let n = 1; n <= 20; n += 1) author.draw(create(n))
    await author.untilSeq(20)
    // The first server is left as it is, and a second one opens the same boards.
    const second = await testServer({}, { medium })
    const late = await joined(second, { author: 2 })
    expect(late.image.digest).toEqual(author.image.digest)
    expect(late.last('caught-up')).toMatchObject({ seq: 20, hash: author.hash })
  })

  test('[G18] a board that is let go of is the same when it is opened again', async () => {
    const server = await testServer({ roomIdleMs: 0, goodbyeGraceMs: 0 })
    const author = await joined(server, { author: 1 })
    for (let n = 1; n <= 5; n += 1) author.draw(create(n))
    await author.untilSeq(5)
    await author.close()
    await expect.poll(async () => (await health(server.url)).rooms).toBe(0)
    const again = await resumed(server.url, author)
    expect(again.last('welcome').mode).toBe('resumed')
    expect(again.last('caught-up').digest).toEqual(author.image.digest)
    await again.close()
  })
})

async function health(url: string): Promise<{ rooms: number }> {
  const response = await fetch(`${url}/healthz`)
  // The shape is the server's own.
  return (await response.json()) as { rooms: number }
}

describe('[G1] whatever is drawn, and whenever somebody leaves and comes', () => {
  test('everybody ends with one order and one board', async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('draw' as const),
        who: fc.nat(2),
        n: fc.nat(3),
        bytes: fc.nat(2000),
      }),
      fc.record({ kind: fc.constant('grow' as const), who: fc.nat(2), n: fc.nat(3) }),
      fc.record({ kind: fc.constant('leave' as const), who: fc.nat(2) }),
      fc.record({ kind: fc.constant('wait' as const), who: fc.nat(2) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
        const server = await testServer({ ringBytes: 2000 })
        const clients = await Promise.all([1, 2, 3].map(author => joined(server, { author })))
        const sent = [0, 0, 0]
        for (const { who, ...does } of steps) {
          const client = clients[who]
          if (client === undefined) continue
          if (does.kind === 'draw') client.draw(create(does.n, bodyOf(does.n, does.bytes), false))
          if (does.kind === 'grow') client.draw(extend(does.n, 0, bodyOf(does.n)))
          if (does.kind === 'draw' || does.kind === 'grow') sent[who] = (sent[who] ?? 0) + 1
          if (does.kind === 'wait') await new Promise(setImmediate)
          if (does.kind === 'leave') {
            // All it sent has come back, so that the next one may count on.
            await client.until(() => ownCount(client) === sent[who])
            await client.close()
            const next = await resumed(server.url, client, { floor: (sent[who] ?? 0) + 1 })
            next.entries.unshift(...client.entries)
            clients[who] = next
          }
        }
        const total = sent.reduce((sum, each) => sum + each, 0)
        await Promise.all(clients.map(client => client.untilSeq(total)))
        const late = await joined(server, { author: 4 })
        for (const client of clients) {
          expect(client.hash).toBe(late.hash)
          expect(client.image.digest).toEqual(late.image.digest)
          await client.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})

const ownCount = (client: WireClient): number =>
  client.entries.filter(({ author }) => author === client.author).length
