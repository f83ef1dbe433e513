// The client in a browser: its WebSocket, and what the page tells about network and visibility. Nothing
// here needs a secure context: boards on a LAN over plain http work alike.

import { SECRET_BYTES } from '@inkroom/protocol'
import { BoardDatabase } from './browser/board-database.ts'
import { IndexedOutboxStore } from './browser/indexed-outbox-store.ts'
import { TabRoll } from './browser/tab-roll.ts'
import { Client } from './client.ts'
import type { Environment, SocketEvents, SocketLike } from './environment.ts'
import { inflateInScript } from './inflate-rows.ts'
import type { OutboxStore } from './keeping/outbox-store.ts'
import { keepIn } from './keeping.ts'
import type { BoardOptions } from './options.ts'

export { BoardDatabase, type BoardSchema } from './browser/board-database.ts'
export { IndexedOutboxStore } from './browser/indexed-outbox-store.ts'
export { TabRoll } from './browser/tab-roll.ts'
export { ImageReplica } from './image-replica.ts'
export * from './index.ts'
export {
  AuthorKeyReusedError,
  type FormerRoom,
  keepIn,
  type LivingRoll,
  type OutboxHead,
  type OutboxStore,
  type OutboxWrite,
  type StoredBatch,
  type StoredOutbox,
} from './keeping.ts'

function openSocket(url: string, events: SocketEvents): SocketLike {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('open', () => events.opened())
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    events.received(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array())
  })
  socket.addEventListener('close', ({ code, reason }) => events.closed(code, reason))
  return {
    get bufferedBytes() {
      return socket.bufferedAmount
    },
    send: bytes => {
      // The DOM's types want bytes that are surely not shared between threads; ours never are.
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>)
    },
    close: (code, reason) => socket.close(code, reason),
  }
}

export const browserEnvironment: Environment = {
  inflate: inflateInScript,
  openSocket,
  clock: {
    nowMs: () => Date.now(),
    setTimer: (fire, delayMs) => {
      const timer = setTimeout(fire, delayMs)
      return () => clearTimeout(timer)
    },
  },
  randomBytes: count => crypto.getRandomValues(new Uint8Array(count)),
  random: () => Math.random(),
}

/** 16 secret bytes: a person's or an author's key. */
export const drawKey = (): Uint8Array => browserEnvironment.randomBytes(SECRET_BYTES)

/** `/ws` on the host that the page came from. */
export function socketUrlOf(page: Pick<Location, 'protocol' | 'host'>): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/ws`
}

export interface BrowserBoardOptions extends BoardOptions {
  /** `/ws` on the page's own host by default. */
  readonly url?: string
  /** Where unsettled work is kept so that it outlives its page; `browserOutboxStore()` by default. */
  readonly outboxStore?: OutboxStore
}

/** Of all boards in this browser. Opens with its first use. */
export const boardDatabase = new BoardDatabase()

/**
 * The outboxes of this browser's tabs. Where it does not let them be stored (private windows, a full
 * disk), the client says so and goes on in memory.
 */
export const browserOutboxStore = (): IndexedOutboxStore =>
  new IndexedOutboxStore(boardDatabase, new TabRoll(browserEnvironment.clock))

/** A client that has begun to connect and follows the page's life until it is closed. */
export function connectBoard(options: BrowserBoardOptions): Client {
  const url = options.url ?? socketUrlOf(location)
  const keepWork = keepIn(options.outboxStore ?? browserOutboxStore())
  const client = new Client({ ...options, url, keepWork, environment: browserEnvironment })
  const leavePage = followPage(client, window)
  client.on('state', ({ kind }) => {
    if (kind === 'stopped') leavePage()
  })
  client.connect()
  return client
}

/**
 * Tells the client what the page learns. An open socket keeps a page out of the back/forward cache, so
 * it is closed while the page is put aside; a page that comes back opens another. Returns what ends it.
 */
export function followPage(client: Client, page: Window): () => void {
  const listening = new AbortController()
  const { signal } = listening
  let suspendedHere = false
  page.addEventListener('online', () => client.networkCame(), { signal })
  page.addEventListener('offline', () => client.networkWent(), { signal })
  const onVisibility = () => {
    if (page.document.visibilityState === 'visible') client.retryNow()
    // A phone may end a page that is not seen without another word.
    else client.storeNow()
  }
  page.document.addEventListener('visibilitychange', onVisibility, { signal })
  page.addEventListener(
    'pagehide',
    () => {
      suspendedHere = client.state.kind !== 'idle'
      client.suspend()
    },
    { signal },
  )
  page.addEventListener(
    'pageshow',
    () => {
      if (suspendedHere) client.connect()
      suspendedHere = false
    },
    { signal },
  )
  return () => listening.abort()
}
