// The client's environment in Node, counting what passes through its sockets with the framing of RFC 6455.

import type { Environment, SocketEvents } from '@inkroom/client'
import { nodeEnvironment } from '@inkroom/client/node'

export interface Traffic {
  upBytes: number
  upFrames: number
  downBytes: number
  downFrames: number
}

const MASK_BYTES = 4

/** The head of a frame of so many bytes: 2, or 4, or 10 for the length. */
function headBytes(payloadBytes: number): number {
  if (payloadBytes < 126) return 2
  return payloadBytes < 65_536 ? 4 : 10
}

export function countingEnvironment(): { environment: Environment; traffic: Traffic } {
  const traffic: Traffic = { upBytes: 0, upFrames: 0, downBytes: 0, downFrames: 0 }
  const openSocket: Environment['openSocket'] = (url, events) => {
    const counted: SocketEvents = {
      ...events,
      opened: () => events.opened(),
      closed: (code, reason) => events.closed(code, reason),
      received: bytes => {
        traffic.downBytes += bytes.length + headBytes(bytes.length)
        traffic.downFrames += 1
        events.received(bytes)
      },
    }
    const socket = nodeEnvironment.openSocket(url, counted)
    return {
      get bufferedBytes() {
        return socket.bufferedBytes
      },
      close: (code, reason) => socket.close(code, reason),
      send: bytes => {
        traffic.upBytes += bytes.length + headBytes(bytes.length) + MASK_BYTES
        traffic.upFrames += 1
        socket.send(bytes)
      },
    }
  }
  return { environment: { ...nodeEnvironment, openSocket }, traffic }
}
