import {
  type CloseName,
  type Hello,
  limits,
  PROTOCOL_VERSION,
  utf8ToBytes,
} from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { clientOf, joined, testServer } from '../testing/test-server.ts'

describe('a hello', () => {
  test('[G12] that does not come within five seconds ends the connection', async () => {
    const clock = new ManualClock()
    const server = await testServer({}, { clock })
    const client = await clientOf(server).open()
    await expect.poll(() => server.connections).toBe(1)
    clock.advance(4999)
    expect(server.connections).toBe(1)
    clock.advance(1)
    expect(await client.closeName()).toBe('hello-late')
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
    expect(await client.closeName()).toBe(name)
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
    expect(await thief.closeName()).toBe('author-taken')
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
