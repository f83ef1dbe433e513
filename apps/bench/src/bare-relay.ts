// The yardstick: the least that a relay over `ws` can do. What came in one turn of the event loop goes
// out as one frame to everyone, without order, check, history or disk.
//
//   frame down := entries to the end · entry := size:varint message

import { once } from 'node:events'
import { Writer } from '@inkroom/protocol'
import { WebSocketServer } from 'ws'
import { loopbackPort } from './loopback-port.ts'

const BINARY = { binary: true }

export interface BareRelay {
  readonly port: number
  close(): void
}

/** Listens on a free loopback port. */
export async function startBareRelay(): Promise<BareRelay> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  let gathered: Uint8Array[] = []

  function relay(): void {
    const frame = new Writer(256)
    for (const message of gathered) frame.sized(message)
    gathered = []
    const bytes = frame.finish()
    for (const socket of server.clients) socket.send(bytes, BINARY)
  }

  server.on('connection', socket => {
    socket.on('message', message => {
      if (!Buffer.isBuffer(message)) return
      if (gathered.length === 0) setImmediate(relay)
      gathered.push(message)
    })
  })
  await once(server, 'listening')
  return { port: loopbackPort(server), close: () => server.close() }
}
