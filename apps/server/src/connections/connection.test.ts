import type { Socket } from 'node:net'
import { encodeOps, limits } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { bodyOf, create } from '../testing/ops.ts'
import { clientOf, joined, metricsOf, testServer } from '../testing/test-server.ts'
import { keyOf } from '../testing/wire-client.ts'

const BATCH = 0x10

/** Batch frames whose bytes are no ops. */
const NO_OPS: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', Uint8Array.of(BATCH)],
  ['an op cut short', Uint8Array.of(BATCH, 0x03, 1, 2)],
  ['a number of 10 bytes', new Uint8Array(12).fill(0xff).fill(BATCH, 0, 1).fill(0x11, 1, 2)],
  ['a size beyond its end', Uint8Array.of(BATCH, 0x19, 1, 0x60, 1)],
]

describe('batches', () => {
  test.each(NO_OPS)(
    '[G2] of %s are refused as malformed, and those behind them go on',
    async (_what, frame) => {
      const server = await testServer()
      const client = await joined(server)
      client.sendBytes(frame)
      client.draw(create(1))
      await client.untilSeq(1)
      expect(client.entries[0]?.counter).toBe(2)
      expect(client.all('refused')).toMatchObject([{ counter: 1, refusal: 'malformed' }])
      const again = await joined(server, { hello: { floor: 1 } })
      expect(again.last('welcome')).toMatchObject({
        settled: 2,
        refused: [{ counter: 1, refusal: 'malformed' }],
      })
    },
  )

  test('[G2] of a kind that this server does not know, or too large, are refused and block nothing', async () => {
    const server = await testServer()
    const client = await joined(server)
    client.send({ type: 'batch', bytes: Uint8Array.of(0x07, 1, 2, 3) })
    const manyOps = Array.from({ length: limits.MAX_BATCH_OPS + 1 }, (_, n) =>
      create(n, new Uint8Array()),
    )
    client.send({ type: 'batch', bytes: encodeOps(manyOps) })
    client.draw(create(1))
    await client.untilSeq(1)
    await client.until(() => client.all('refused').length === 2)
    expect(client.all('refused')).toMatchObject([
      { counter: 1, refusal: 'unknown-op' },
      { counter: 2, refusal: 'too-large' },
    ])
    expect(client.entries[0]?.counter).toBe(3)
  })

  test('[G16] of one who may not draw are refused, and the welcome said so', async () => {
    const server = await testServer({}, { mayDraw: () => false })
    const client = await joined(server)
    expect(client.last('welcome').mayDraw).toBe(false)
    client.draw(create(1))
    await client.until(() => client.all('refused').length === 1)
    expect(client.last('refused')).toMatchObject({ counter: 1, refusal: 'forbidden' })
  })

  test('[G6] are taken right after the welcome, before the snapshot is through', async () => {
    const server = await testServer()
    const first = await joined(server, { author: 1 })
    for (let n = 1; n <= 200; n += 1) first.draw(create(n, bodyOf(n, 3000)))
    await first.untilSeq(200)
    const late = await clientOf(server, { author: 2 }).open()
    late.send(late.hello)
    await late.until(() => late.all('welcome').length === 1)
    late.draw(create(1))
    await Promise.all([late.untilSeq(201), first.untilSeq(201)])
    await late.until(() => late.all('caught-up').length > 0)
    expect(late.image.digest).toEqual(first.image.digest)
  })
})

describe('limits', () => {
  test('[G12] one who sends too fast is read no further for a while, and neither ended nor cut short', async () => {
    const clock = new ManualClock()
    const server = await testServer({ batchesPerSecond: 10 }, { clock })
    const client = await joined(server)
    for (let n = 1; n <= 100; n += 1) client.draw(create(n))
    // Far longer than a silent link may live; but it is not silent, it is not heard.
    await expect
      .poll(() => {
        clock.advance(1000)
        return client.seq
      })
      .toBe(100)
    clock.advance(17_000)
    expect(client.closing).toBeNull()
    expect(await metricsOf(server)).toMatch(/^inkroom_paused_total [1-9]/m)
  })

  test('[G12] pings count as frames', async () => {
    const server = await testServer({ batchesPerSecond: 10 }, { clock: new ManualClock() })
    const client = await joined(server)
    for (let n = 1; n <= 30; n += 1) client.socket.ping()
    await expect.poll(() => metricsOf(server)).toMatch(/^inkroom_paused_total [1-9]/m)
    expect(client.closing).toBeNull()
  })

  test('[G17] a sweep counts by the rows that it walks over', async () => {
    const server = await testServer({ batchesPerSecond: 60 }, { clock: new ManualClock() })
    const client = await joined(server)
    const rows = limits.MAX_BATCH_OPS
    for (let n = 0; n < 8; n += 1) {
      client.draw(...Array.from({ length: rows }, (_, i) => create(n * rows + i, new Uint8Array())))
    }
    await client.untilSeq(8)
    expect(await metricsOf(server)).toMatch(/^inkroom_paused_total 0/m)
    // 120 frames at once: the 9 so far and the 100 of a small board would pass.
    client.draw({ kind: 'sweep', page: 0, person: null, bornUpTo: 8 })
    await client.untilSeq(9)
    expect(await metricsOf(server)).toMatch(/^inkroom_paused_total [1-9]/m)
  })

  test('[G12] one whose flood would take minutes to make up for is ended', async () => {
    const server = await testServer({ batchesPerSecond: 1 }, { clock: new ManualClock() })
    const client = await joined(server)
    // All in one write: nothing is read of it once the first pause has begun.
    const stream: Socket = Reflect.get(client.socket, '_socket')
    stream.cork()
    for (let n = 1; n <= 100; n += 1) client.draw(create(n))
    stream.uncork()
    expect(await client.closeName()).toBe('too-fast')
  })
})

describe('the link', () => {
  test('[G8] a probe is answered by where the server stands', async () => {
    const server = await testServer()
    const client = await joined(server)
    client.draw(create(1))
    await client.untilSeq(1)
    client.send({ type: 'probe' })
    await client.until(() => client.all('beat').length === 1)
    expect(client.last('beat')).toEqual({
      type: 'beat',
      seq: 1,
      hash: client.hash,
      digest: client.image.digest,
      reconnectSpreadMs: 500,
      isFull: false,
    })
  })

  test('[G8] beats come by themselves, and who answers none of the pings is ended', async () => {
    const clock = new ManualClock()
    const server = await testServer({}, { clock, random: () => 0.5 })
    const client = await joined(server)
    clock.advance(8000)
    await client.until(() => client.all('beat').length === 1)
    client.socket.pause()
    clock.advance(17_999)
    expect(server.connections).toBe(1)
    clock.advance(1000)
    await expect.poll(() => server.connections).toBe(0)
  })

  test('[G1] a client whose state differs gets the board anew on the same connection', async () => {
    const server = await testServer()
    const client = await joined(server)
    client.draw(create(1))
    await client.untilSeq(1)
    client.send({ type: 'heal', seq: 1, digest: { a: 1, b: 2 } })
    client.draw(create(2))
    await client.until(() => client.all('caught-up').length === 2)
    await client.untilSeq(2)
    expect(client.all('welcome').map(({ mode, seq }) => [mode, seq])).toEqual([
      ['snapshot', 0],
      ['snapshot', 1],
    ])
    client.draw(create(3))
    await client.untilSeq(3)
    expect(client.image.size).toBe(3)
    expect(client.entries.map(({ counter }) => counter)).toEqual([1, 2, 3])
  })

  test('two connections of one author count as one, and its batches end once', async () => {
    const server = await testServer()
    const [a, b] = [await joined(server), await joined(server)]
    a.draw(create(1))
    b.draw(create(1))
    a.draw(create(2))
    await a.untilSeq(2)
    await b.untilSeq(2)
    expect(a.entries).toEqual(b.entries)
    expect(a.entries.map(({ counter }) => counter)).toEqual([1, 2])
    expect(keyOf(1)).toEqual(a.hello.authorKey)
  })
})
