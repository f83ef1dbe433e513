import { randomBytes } from 'node:crypto'
import { settingsOf, startServer } from '@inkroom/server'
import { afterEach, expect, test } from 'vitest'
import { startBareRelay } from './bare-relay.ts'
import { penScript } from './pen-script.ts'
import { Pens } from './pens.ts'
import { OrderReader, Reader } from './reader.ts'
import { joinThin, type Place } from './thin-member.ts'
import type { ThinSocket } from './thin-socket.ts'

const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function boardPlace(): Promise<Place> {
  const settings = settingsOf({
    port: 0,
    host: '127.0.0.1',
    storage: 'memory',
    logLevel: 'silent',
    drainMs: 0,
  })
  const server = await startServer(settings)
  closing.push(() => server.close())
  return { kind: 'board', port: server.port, roomName: 'thin' }
}

async function relayPlace(): Promise<Place> {
  const relay = await startBareRelay()
  closing.push(() => relay.close())
  return { kind: 'relay', port: relay.port }
}

async function open(joining: Promise<ThinSocket>): Promise<ThinSocket> {
  const socket = await joining
  closing.push(() => socket.close())
  return socket
}

/** Joins a reader; `all` resolves when so many batches have come to it. */
async function joinReader(place: Place, reader: Reader, batches: number) {
  let resolve = () => {}
  const all = new Promise<void>(done => {
    resolve = done
  })
  const received = (frame: Uint8Array) => {
    reader.received(frame)
    if (reader.count >= batches) resolve()
  }
  await open(joinThin(place, randomBytes(16), { received, lost: () => reader.lost() }))
  return { all }
}

test.each([
  ['a board', boardPlace],
  ['the bare relay', relayPlace],
])('readers at %s count each batch of each pen once, in its pen’s order', async (_, makePlace) => {
  const place = await makePlace()
  const scripts = [1, 2, 3].map(seed => penScript(seed, 60))
  const batches = scripts.flat().length
  const order = new OrderReader(place)
  const plain = new Reader(place)
  const first = await joinReader(place, order, batches)
  const second = await joinReader(place, plain, batches)
  const pens = await Pens.join(place, scripts)
  closing.push(() => pens.close())
  pens.start()
  await pens.sendUntil(60)
  await Promise.all([first.all, second.all])
  expect(plain.count).toBe(batches)
  for (const [pen, sentMs] of pens.sentSince(0)) {
    const counters = order.order.filter(each => each.pen === pen).map(({ counter }) => counter)
    expect(counters).toEqual(Array.from(sentMs, (_ms, index) => index + 1))
  }
})

test('a frame longer than one read arrives whole', async () => {
  const place = await relayPlace()
  const message = Uint8Array.from({ length: 60_000 }, (_, i) => i % 251)
  const frame = new Promise<Uint8Array>(resolve => {
    const received = (bytes: Uint8Array) => resolve(Uint8Array.from(bytes))
    void open(joinThin(place, randomBytes(16), { received, lost: () => {} })).then(socket => {
      for (let i = 0; i < 8; i += 1) socket.send(message)
    })
  })
  expect((await frame).subarray(3, 60_003)).toEqual(message)
})
