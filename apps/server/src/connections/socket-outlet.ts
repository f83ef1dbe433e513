// A WebSocket as rooms see it.

import type { WebSocket } from 'ws'
import type { Metrics } from '../metrics.ts'
import type { Outlet } from '../rooms/outlet.ts'

const BINARY = { binary: true }

export class SocketOutlet implements Outlet {
  private readonly socket: WebSocket
  private readonly metrics: Metrics

  constructor(socket: WebSocket, metrics: Metrics) {
    this.socket = socket
    this.metrics = metrics
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount
  }

  send(frame: Uint8Array): void {
    if (this.socket.readyState !== this.socket.OPEN) return
    this.metrics.bytesSent(frame.length)
    this.socket.send(frame, BINARY)
  }
}
