// A `ws` socket as the client takes it.

import { WebSocket } from 'ws'
import type { SocketEvents, SocketLike } from '../environment.ts'

/** Plain bytes: a Buffer's `slice` would not copy, unlike that of the arrays that the protocol is for. */
function plainBytes(data: unknown, isBinary: boolean): Uint8Array {
  if (!isBinary || !(data instanceof Uint8Array)) return new Uint8Array()
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** Tells what happens to a socket that was just made, and lets it be used. */
export function socketOf(socket: WebSocket, events: SocketEvents): SocketLike {
  socket.on('open', () => events.opened())
  socket.on('message', (data, isBinary) => events.received(plainBytes(data, isBinary)))
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
