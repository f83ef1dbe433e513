import type { Socket } from 'node:net'
import {
  type CloseName,
  closeNameOf,
  encodeOps,
  encodeUp,
  type Hello,
  limits,
  PROTOCOL_VERSION,
  utf8ToBytes,
} from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import type { RunningServer } from '../server.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { bodyOf, create } from '../testing/ops.ts'
import { clientOf, joined, testServer } from '../testing/test-server.ts'
import { keyOf, type WireClient } from '../testing/wire-client.ts'

const closeName = async (client: WireClient): Promise<CloseName | null> =>
  closeNameOf((await client.closed).code)

const metricsOf = async ({ url }: RunningServer): Promise<string> =>
  (await fetch(`${url}/metrics`)).text()

describe('a hello', () => {
  test('[G12] that does not come within five seconds ends the connection', async () => {
    const clock = new ManualClock()
    const server = await testServer({}, { clock })
    const client = await clientOf(server).open()
    await expect.poll(() => server.connections).toBe(1)
    clock.advance(4999)
    expect(server.connections).toBe(1)
    clock.advance(1)
    expect(await closeName(client)).toBe('hello-late')
  })

  test.each<[CloseName, Partial<Hello>]>([
    ['capability-missing', {}],
    ['capability-wrong', { capability: utf8ToBytes('guess') }],
    ['too-new', { version: PROTOCOL_VERSION + 1 }],
    ['too-old', { version: 0 }],
    ['board-name', { roomName: '../etc' }],
    ['board-name', { roomName: '' }],
  ])('[G16] ends %s for %j', async (name, hello) => {
    const server = await testServer({ accessKey: 'secret' })
    const client = await clientOf(server, { hello }).open()
    client.send(client.hello)
    expect(await closeName(client)).toBe(name)
    expect((await client.closed).reason.length).toBeGreaterThan(10)
  })

  test('[G16] with the key opens the board', async () => {
    const server = await testServer({ accessKey: 'secret' })
    const client = await joined(server, { hello: { capability: utf8ToBytes('secret') } })
    expect(client.last('welcome').mayDraw).toBe(true)
  })

  test('[G16] with an author key of another person ends author-taken', async () => {
    const server = await testServer()
    const owner = await joined(server, { author: 1, person: 1 })
    const thief = await clientOf(server, { author: 1, person: 2 }).open()
    thief.send(thief.hello)
    expect(await closeName(thief)).toBe('author-taken')
    expect(owner.closing).toBeNull()
  })

  test('is answered with the terms of this server', async () => {
    const server = await testServer()
    const client = await joined(server)
    expect(client.last('welcome')).toMatchObject({
      mode: 'snapshot',
      seq: 0,
      head: 0,
      settled: 0,
      refused: [],
      maxFrameBytes: limits.MAX_FRAME_BYTES,
      reconnectSpreadMs: 500,
      beatMs: 9000,
      mayDraw: true,
      rows: 0,
    })
  })
})

const hello = (client: WireClient): Uint8Array => encodeUp(client.hello)
const withByte = (bytes: Uint8Array, ...tail: readonly number[]) => Uint8Array.of(...bytes, ...tail)

/** Frames that no client of ours sends, each as the first one or after the welcome. */
const MALFORMED: readonly [string, CloseName, (client: WireClient) => Uint8Array | string][] = [
  ['nothing at all', 'bad-frame', () => new Uint8Array()],
  ['a type that does not exist', 'bad-frame', () => Uint8Array.of(0x7f)],
  ['a type of the other direction', 'bad-frame', () => Uint8Array.of(0x41, 0, 0)],
  ['text', 'bad-frame', () => 'hello'],
  ['a hello with a byte too many', 'bad-frame', client => withByte(hello(client), 0)],
  ['a hello cut short', 'bad-frame', client => hello(client).subarray(0, -3)],
  ['a frame above the limit', 'frame-too-large', () => new Uint8Array(limits.MAX_FRAME_BYTES + 1)],
  ['a profile without its colour', 'bad-frame', () => Uint8Array.of(0x02, 0)],
  ['a profile that is not UTF-8', 'bad-frame', () => Uint8Array.of(0x02, 1, 0xff, 0)],
  ['a profile with a name too long', 'bad-frame', () => Uint8Array.of(0x02, 0xff, 0x7f, 0)],
  ['a probe with something behind', 'bad-frame', () => Uint8Array.of(0x03, 1)],
  ['a heal without its digest', 'bad-frame', () => Uint8Array.of(0x04, 5)],
  ['an ephemeral of a kind that is too high', 'bad-frame', () => Uint8Array.of(0x20, 0x7f)],
  [
    'an ephemeral too long',
    'bad-frame',
    () => withByte(Uint8Array.of(0x20, 0), ...new Uint8Array(2000)),
  ],
  ['a second hello', 'bad-frame', hello],
]

describe('[G17] a frame that cannot be', () => {
  test.each(MALFORMED)(
    '%s ends its connection as %s, and no other',
    async (_what, name, frameOf) => {
      const server = await testServer()
      const neighbour = await joined(server, { author: 9 })
      const client = await joined(server)
      client.socket.send(frameOf(client))
      expect(await closeName(client)).toBe(name)
      neighbour.draw(create(1))
      await neighbour.untilSeq(1)
      expect(neighbour.closing).toBeNull()
    },
  )

  test.each(MALFORMED.slice(0, -1))(
    '%s, said first, ends it as well',
    async (_what, name, frameOf) => {
      const server = await testServer()
      const client = await clientOf(server).open()
      client.socket.send(frameOf(client))
      expect(await closeName(client)).toBe(name)
    },
  )

  test('what belongs behind a hello ends one that comes without', async () => {
    const server = await testServer()
    const frames = [
      encodeUp({ type: 'probe' }),
      encodeUp({ type: 'batch', bytes: encodeOps([create(1)]) }),
      encodeUp({ type: 'ephemeral', kind: 0, body: new Uint8Array() }),
    ]
    for (const frame of frames) {
      const client = await clientOf(server).open()
      client.sendBytes(frame)
      expect(await closeName(client)).toBe('bad-frame')
    }
  })

  test('bytes that are no WebSocket frames end only their connection', async () => {
    const server = await testServer()
    const neighbour = await joined(server, { author: 9 })
    const client = await joined(server)
    // An opcode that does not exist; the test reaches below the client library for it.
    const stream: Socket = Reflect.get(client.socket, '_socket')
    stream.write(Uint8Array.of(0x83, 0x80, 0, 0, 0, 0))
    await client.closed
    neighbour.draw(create(1))
    await neighbour.untilSeq(1)
    await expect.poll(() => server.connections).toBe(1)
  })
})

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
    expect(await closeName(client)).toBe('too-fast')
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
