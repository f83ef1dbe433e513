import { once } from 'node:events'
import { Client, type Environment } from '@inkroom/client'
import { drawKey, ImageReplica, nodeEnvironment } from '@inkroom/client/node'
import { CLOSE_REASONS, PROTOCOL_VERSION } from '@inkroom/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { portOf } from '../src/loopback.ts'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'

const clients: Client[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})

/** A client that says another version: the byte behind the hello's type. */
function speaking(version: number): Environment {
  return {
    ...nodeEnvironment,
    openSocket: (url, events) => {
      const socket = nodeEnvironment.openSocket(url, events)
      let isFirst = true
      return {
        get bufferedBytes() {
          return socket.bufferedBytes
        },
        send: bytes => {
          socket.send(isFirst ? bytes.map((byte, at) => (at === 1 ? version : byte)) : bytes)
          isFirst = false
        },
        close: (code, reason) => socket.close(code, reason),
      }
    },
  }
}

function connect(url: string, environment: Environment = nodeEnvironment): Client {
  const client = new Client({
    url,
    environment,
    roomName: 'versions',
    replica: new ImageReplica(),
    personKey: drawKey(),
    profile: { name: 'Old', color: 1 },
  })
  clients.push(client)
  client.connect()
  return client
}

describe('[G10] a client of another version than the server', () => {
  it.each([
    ['too-old', PROTOCOL_VERSION - 1, /reload/i],
    ['too-new', PROTOCOL_VERSION + 1, /update/i],
  ] as const)(
    'stops as %s, with a sentence that says what to do',
    async (name, version, advice) => {
      const server = await ServerProcess.launch()
      try {
        const client = connect(server.socketUrl, speaking(version))
        await until('it has stopped', () => client.state.kind === 'stopped')
        const { code, sentence } = CLOSE_REASONS[name]
        expect(client.state).toEqual({ kind: 'stopped', reason: name, code })
        expect(sentence).toMatch(advice)
      } finally {
        await server.dispose()
      }
    },
  )
})

describe('[G10] a close code that the client does not know', () => {
  /** The client's state after its first connection was closed with the code. */
  async function stateAfter(code: number): Promise<Client['state']> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    server.on('connection', socket => socket.close(code, 'of a later version'))
    const client = connect(`ws://127.0.0.1:${portOf(server)}/ws`)
    await until('it lost the connection', () => ['waiting', 'stopped'].includes(client.state.kind))
    const { state } = client
    client.close()
    server.close()
    return state
  }

  it.each([3000, 3999, 4000, 4399, 4599, 4999])('is tried again: %i', async code => {
    expect((await stateAfter(code)).kind).toBe('waiting')
  })

  it('stops it where it is among the final ones', async () => {
    const state = { kind: 'stopped', reason: 'unknown-final', code: 4499 }
    expect(await stateAfter(4499)).toEqual(state)
  })
})
