// The client in Node, over `ws`.

import { randomBytes } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { limits, SECRET_BYTES } from '@inkroom/protocol'
import { WebSocket } from 'ws'
import { Client } from './client.ts'
import type { Environment } from './environment.ts'
import type { Inflate } from './inflate-rows.ts'
import type { OutboxStore } from './keeping/outbox-store.ts'
import { keepIn } from './keeping.ts'
import { plainBytes } from './node/plain-bytes.ts'
import { socketOf } from './node/socket-of.ts'
import type { BoardOptions } from './options.ts'

export { ImageReplica } from './image-replica.ts'
export * from './index.ts'
export * from './keeping.ts'
export { FileOutboxStore } from './node/file-outbox-store.ts'
export { plainBytes } from './node/plain-bytes.ts'
export { socketOf } from './node/socket-of.ts'

/** A frame down holds at most one chunk, with a head of a few bytes. */
const MAX_MESSAGE_BYTES = limits.MAX_CHUNK_BYTES + 64

const openSocket: Environment['openSocket'] = (url, events) =>
  socketOf(new WebSocket(url, { maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false }), events)

/** Four times as quick as in JavaScript. A stream that is too long throws, before it is unpacked. */
const inflate: Inflate = (stream, maxBytes) =>
  plainBytes(inflateRawSync(stream, { maxOutputLength: Math.max(1, maxBytes) }))

export const nodeEnvironment: Environment = {
  inflate,
  openSocket,
  clock: {
    nowMs: () => Date.now(),
    setTimer: (fire, delayMs) => {
      const timer = setTimeout(fire, delayMs)
      return () => clearTimeout(timer)
    },
  },
  randomBytes: count => new Uint8Array(randomBytes(count)),
  random: () => Math.random(),
}

/** 16 secret bytes: a person's or an author's key. */
export const drawKey = (): Uint8Array => nodeEnvironment.randomBytes(SECRET_BYTES)

export interface NodeBoardOptions extends BoardOptions {
  /** For example `ws://127.0.0.1:8080/ws`. */
  readonly url: string
  /** Where unsettled work is kept so that it outlives its process; memory only by default. */
  readonly outboxStore?: OutboxStore
}

/** A client that has begun to connect. */
export function connectBoard(options: NodeBoardOptions): Client {
  const { outboxStore } = options
  const keeping = outboxStore === undefined ? {} : { keepWork: keepIn(outboxStore) }
  const client = new Client({ ...options, ...keeping, environment: nodeEnvironment })
  client.connect()
  return client
}
