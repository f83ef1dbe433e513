import type { Socket } from 'node:net'
import { type CloseName, encodeOps, encodeUp, limits } from '@inkroom/protocol'
import { describe, expect, test } from 'vitest'
import { create } from '../testing/ops.ts'
import { clientOf, joined, testServer } from '../testing/test-server.ts'
import type { WireClient } from '../testing/wire-client.ts'

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
      expect(await client.closeName()).toBe(name)
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
      expect(await client.closeName()).toBe(name)
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
      expect(await client.closeName()).toBe('bad-frame')
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
