import { once } from 'node:events'
import { type AddressInfo } from 'node:net'
import { encodeOps } from '@inkroom/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Client, connectBoard, drawKey, ImageReplica } from './node.ts'
import { authorNumbered, createOps, keyOf, personNumbered } from './testing/board-harness.ts'
import { FakeLink } from './testing/fake-network.ts'
import { RoomServer } from './testing/room-server.ts'

let room: RoomServer
let listening: WebSocketServer
let client: Client | null = null
const sockets = new Set<WebSocket>()

/** The model of a server, behind real sockets. */
function serve(socket: WebSocket): void {
  sockets.add(socket)
  const link = new FakeLink('', {
    opened() {},
    received: bytes => socket.send(bytes),
    closed() {},
  })
  socket.on('message', data => {
    if (!(data instanceof Uint8Array)) throw new Error('not binary')
    link.send(new Uint8Array(data))
    room.serve(link)
    link.deliver()
  })
}

beforeEach(async () => {
  room = new RoomServer()
  listening = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  listening.on('connection', serve)
  await once(listening, 'listening')
})

afterEach(async () => {
  client?.close()
  for (const socket of sockets) socket.terminate()
  sockets.clear()
  await new Promise(done => listening.close(done))
})

function connect(replica = new ImageReplica()): Client {
  // An address of a TCP server is never a pipe's name.
  const { port } = listening.address() as AddressInfo
  return connectBoard({
    url: `ws://127.0.0.1:${port}/ws`,
    roomName: 'sketch',
    replica,
    authorKey: keyOf(1),
    personKey: drawKey(),
    profile: { name: 'Ada', color: 0 },
    timing: { spreadMs: 1, backoffBaseMs: 1 },
  })
}

const told = (on: Client, name: 'live' | 'settled' | 'lost') =>
  new Promise<void>(resolve => on.on(name, () => resolve()))

describe('a client in Node', () => {
  it('joins, draws and is told that it is saved', async () => {
    room.appendFrom(authorNumbered(2), personNumbered(2), encodeOps(createOps(1)))
    const replica = new ImageReplica()
    client = connect(replica)
    await told(client, 'live')
    client.submit(createOps(2))
    await told(client, 'settled')
    expect(replica.digest).toEqual(room.image.digest)
    expect(replica.image.size).toBe(2)
  })

  it('comes back by itself when its socket is cut', async () => {
    room.terms.reconnectSpreadMs = 1
    client = connect()
    await told(client, 'live')
    const saved = told(client, 'settled')
    for (const socket of sockets) socket.terminate()
    client.submit(createOps(1))
    await saved
    expect(room.log.length).toBe(1)
  })

  it('goes on trying where nobody listens', async () => {
    const { port } = listening.address() as AddressInfo
    await new Promise(done => listening.close(done))
    client = connectBoard({
      url: `ws://127.0.0.1:${port}/ws`,
      roomName: 'sketch',
      replica: new ImageReplica(),
      personKey: drawKey(),
      profile: { name: 'Ada', color: 0 },
      timing: { spreadMs: 1, backoffBaseMs: 1 },
    })
    await told(client, 'lost')
    await told(client, 'lost')
    expect(['waiting', 'connecting']).toContain(client.state.kind)
  })
})
