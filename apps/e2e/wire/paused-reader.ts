// Readers without a board: one that notes what comes, in its order, and a real client whose socket can be left unread,
// as TCP does it with a program that hangs.

import { type Environment, type SocketEvents, StreamError } from '@inkroom/client'
import { nodeEnvironment, plainBytes, socketOf } from '@inkroom/client/node'
import { AuthorTable, decodeDown, type LiveEntry } from '@inkroom/protocol'
import { WebSocket } from 'ws'
import { readerHello } from './reader-hello.ts'

const nameOf = ({ author, counter }: LiveEntry): string => `${author}-${counter}`

export class NotingReader {
  /** The batches of each live frame. */
  readonly frames: string[] = []
  batches = 0
  receivedBytes = 0
  isLive = false
  isClosed = false
  private readonly authors = new AuthorTable()
  private readonly socket: WebSocket

  constructor({ url, roomName }: { url: string; roomName: string }) {
    this.socket = new WebSocket(url, { perMessageDeflate: false })
    this.socket.on('open', () => this.socket.send(readerHello(roomName)))
    this.socket.on('message', (data: Buffer) => this.take(data))
    this.socket.on('close', () => {
      this.isClosed = true
    })
  }

  close(): void {
    this.socket.terminate()
  }

  private take(data: Buffer): void {
    this.receivedBytes += data.length
    const frame = decodeDown(plainBytes(data), this.authors)
    if (frame.type === 'caught-up') this.isLive = true
    // It was said to be slow, and is not live any more: what comes now are no live frames.
    if (frame.type === 'log' && this.isLive) throw new StreamError('fell behind')
    if (frame.type !== 'live') return
    this.batches += frame.entries.length
    this.frames.push(frame.entries.map(nameOf).join())
  }
}

/** The sockets of one client in Node, which can be left unread. */
export class PausableSockets {
  receivedBytes = 0
  /** Of the connection here, by which the system knows it. */
  localPort = 0
  private socket: WebSocket | null = null

  readonly environment: Environment = {
    ...nodeEnvironment,
    openSocket: (url, events) => {
      const socket = new WebSocket(url, { perMessageDeflate: false })
      this.socket = socket
      socket.on('upgrade', response => {
        this.localPort = response.socket.localPort ?? 0
      })
      return socketOf(socket, { ...events, received: bytes => this.take(bytes, events) })
    },
  }

  pause(): void {
    this.socket?.pause()
  }

  resume(): void {
    this.socket?.resume()
  }

  private take(bytes: Uint8Array, events: SocketEvents): void {
    this.receivedBytes += bytes.length
    events.received(bytes)
  }
}
