// The door for WebSockets: who may come in, and how many.

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { MESSAGE_BYTES, MESSAGE_CHUNKS, MESSAGE_FRAGMENTS } from '../bounds.ts'
import { AddressCounts, addressOf } from './addresses.ts'
import { isAllowedOrigin } from './origins.ts'
import { pathOf } from './static-files.ts'

export interface UpgradeOptions {
  readonly allowedOrigins: readonly string[]
  readonly trustedProxies: number
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly isDraining: () => boolean
  readonly onRefused: (status: number) => void
  /** The stream below tells when what was sent has left. */
  readonly onSocket: (socket: WebSocket, stream: Duplex) => void
}

export interface Door {
  readonly connections: number
}

interface Refusal {
  readonly status: number
  readonly text: string
  /** Makes the client come back after so many seconds. */
  readonly retryAfterS: number | null
}

const BAD_PATH: Refusal = { status: 404, text: 'Not Found', retryAfterS: null }
const BAD_ORIGIN: Refusal = { status: 403, text: 'Forbidden', retryAfterS: null }
const TOO_MANY: Refusal = { status: 429, text: 'Too Many Requests', retryAfterS: 10 }
const UNAVAILABLE: Refusal = { status: 503, text: 'Service Unavailable', retryAfterS: 5 }

/** How long the other side may take to answer a close. */
const CLOSE_MS = 2000

function socketServer(): WebSocketServer {
  const options = {
    noServer: true,
    clientTracking: false,
    // It would cost 200 KB a connection, and what is large is compressed already.
    perMessageDeflate: false,
    maxPayload: MESSAGE_BYTES,
    maxFragments: MESSAGE_FRAGMENTS,
    maxBufferedChunks: MESSAGE_CHUNKS,
    closeTimeout: CLOSE_MS,
  }
  return new WebSocketServer(options)
}

export function openDoor(server: Server, options: UpgradeOptions): Door {
  const sockets = socketServer()
  const addresses = new AddressCounts()
  let connections = 0

  function refusalOf(request: IncomingMessage, address: string): Refusal | null {
    if (options.isDraining()) return UNAVAILABLE
    if (pathOf(request) !== '/ws') return BAD_PATH
    if (!isAllowedOrigin(request, options.allowedOrigins)) return BAD_ORIGIN
    if (connections >= options.maxConnections) return UNAVAILABLE
    return addresses.of(address) >= options.maxConnectionsPerAddress ? TOO_MANY : null
  }

  function admit(socket: WebSocket, stream: Duplex, address: string): void {
    connections += 1
    addresses.add(address)
    socket.on('close', () => {
      connections -= 1
      addresses.remove(address)
    })
    options.onSocket(socket, stream)
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const onError = (): void => void stream.destroy()
    stream.on('error', onError)
    const address = addressOf(request, options.trustedProxies)
    const refusal = refusalOf(request, address)
    if (refusal !== null) {
      options.onRefused(refusal.status)
      return refuse(stream, refusal)
    }
    sockets.handleUpgrade(request, stream, head, socket => {
      stream.off('error', onError)
      admit(socket, stream, address)
    })
  })

  return {
    get connections() {
      return connections
    },
  }
}

function refuse(stream: Duplex, { status, text, retryAfterS }: Refusal): void {
  const retryAfter = retryAfterS === null ? '' : `Retry-After: ${retryAfterS}\r\n`
  stream.once('finish', () => stream.destroy())
  stream.end(
    `HTTP/1.1 ${status} ${text}\r\n${retryAfter}Content-Length: 0\r\nConnection: close\r\n\r\n`,
  )
}
