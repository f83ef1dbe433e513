// A WebSocket client that costs next to nothing, so that hundreds of them fit beside the server that is
// measured: a plain TCP socket, one buffer for all of them, and just as much of RFC 6455 as there is on a
// loopback between programs of ours.

import { randomBytes } from 'node:crypto'
import { createConnection, type Socket } from 'node:net'

export interface ThinSocketEvents {
  opened(): void
  /** A view that is good until this returns. */
  received(frame: Uint8Array): void
  ended(): void
}

const BINARY = 0x2
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa
const FINAL = 0x80
const MASKED = 0x80

/** One read at a time: all sockets of a thread can share it. */
const readBuffer = new Uint8Array(256 * 1024)
const EMPTY = new Uint8Array()
const HEAD_END = Buffer.from('\r\n\r\n')

export class ThinSocket {
  private readonly tcp: Socket
  private readonly events: ThinSocketEvents
  private isOpen = false
  /** The beginning of what has not come whole yet. */
  private held: Uint8Array = EMPTY

  constructor(port: number, events: ThinSocketEvents) {
    this.events = events
    this.tcp = createConnection({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: count => {
          this.take(readBuffer.subarray(0, count))
          return true
        },
      },
    })
    this.tcp.write(
      `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    )
    // A 'close' follows.
    this.tcp.on('error', () => {})
    this.tcp.on('close', () => events.ended())
  }

  /** At most 65,535 bytes. */
  send(payload: Uint8Array): void {
    this.write(BINARY, payload)
  }

  close(): void {
    this.tcp.destroy()
  }

  private write(opcode: number, payload: Uint8Array): void {
    const { length } = payload
    const headBytes = length < 126 ? 2 : 4
    const frame = Buffer.allocUnsafe(headBytes + 4 + length)
    frame[0] = FINAL | opcode
    frame[1] = MASKED | Math.min(length, 126)
    if (length >= 126) frame.writeUInt16BE(length, 2)
    // Any key will do, but for 0, which would save the server its work.
    const key = 0x5a3c96e1
    frame.writeUInt32BE(key, headBytes)
    for (let i = 0; i < length; i += 1) {
      frame[headBytes + 4 + i] = (payload[i] ?? 0) ^ ((key >>> (24 - 8 * (i & 3))) & 0xff)
    }
    this.tcp.write(frame)
  }

  private take(chunk: Uint8Array): void {
    let bytes = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk])
    if (!this.isOpen) bytes = this.takeAnswer(bytes)
    const used = this.isOpen ? this.takeFrames(bytes) : 0
    // The chunk is overwritten by the next read.
    this.held = used === bytes.length ? EMPTY : Uint8Array.from(bytes.subarray(used))
  }

  /** The answer to the upgrade; returns what stands behind it. */
  private takeAnswer(bytes: Uint8Array): Uint8Array {
    const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(HEAD_END)
    if (end === -1) return bytes
    const status = Buffer.from(bytes.subarray(0, 12)).toString()
    if (!status.endsWith(' 101')) throw new Error(`the server said ${status}`)
    this.isOpen = true
    this.events.opened()
    return bytes.subarray(end + HEAD_END.length)
  }

  /** Returns how many bytes are in whole frames. */
  private takeFrames(bytes: Uint8Array): number {
    let at = 0
    for (;;) {
      const size = bytes[at + 1]
      if (size === undefined) return at
      const headBytes = size < 126 ? 2 : size === 126 ? 4 : 10
      if (bytes.length < at + headBytes) return at
      const start = at + headBytes
      const length = size < 126 ? size : bigEndian(bytes.subarray(at + 2, start))
      if (bytes.length < start + length) return at
      this.handleFrame((bytes[at] ?? 0) & 0xf, bytes.subarray(start, start + length))
      at = start + length
    }
  }

  private handleFrame(opcode: number, payload: Uint8Array): void {
    if (opcode === BINARY) this.events.received(payload)
    else if (opcode === PING) this.write(PONG, payload)
    else if (opcode === CLOSE) this.tcp.destroy()
    else throw new Error(`a frame with opcode ${opcode} was not expected`)
  }
}

function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}
