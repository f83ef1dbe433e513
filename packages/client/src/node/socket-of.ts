// A `ws` socket as the client takes it.

import { WebSocket } from 'ws'
import type { SocketEvents, SocketLike } from '../environment.ts'
import { plainBytes } from './plain-bytes.ts'

/** Text is no frame, and nor is nothing. */
function frameOf(data: unknown, isBinary: boolean): Uint8Array {
  return isBinary && data instanceof Uint8Array ? plainBytes(data) : new Uint8Array()
}

/** Tells what happens to a socket that was just made, and lets it be used. */
export function socketOf(socket: WebSocket, events: SocketEvents): SocketLike {
  socket.on('open', () => events.opened())
  socket.on('message', (data, isBinary) => events.received(frameOf(data, isBinary)))
  socket.on('close', (code, reason) => events.closed(code, reason.toString()))
  // A 'close' follows each error and says what the client needs; without a listener Node would end.
  socket.on('error', () => {})
  return {
    get bufferedBytes() {
      return socket.bufferedAmount
    },
    send: bytes => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes)
    },
    close: (code, reason) => socket.close(code, reason),
  }
}
