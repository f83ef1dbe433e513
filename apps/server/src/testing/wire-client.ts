// A client for tests: a bare `ws` socket and the codec, keeping every frame and the state it folds to.

import { inflateRawSync } from 'node:zlib'
import {
  AuthorTable,
  authorIdOf,
  batchDigestOf,
  type ChainHash,
  type CloseName,
  chainStart,
  closeNameOf,
  type DownFrame,
  decodeDown,
  decodeOps,
  decodeRows,
  encodeOps,
  encodeUp,
  type Hello,
  Image,
  type LogEntry,
  nextChain,
  type Op,
  type Position,
  PROTOCOL_VERSION,
  personIdOf,
  placeEntries,
  type RoomId,
  type Rows,
  type SentUpFrame,
  unreachable,
} from '@inkroom/protocol'
import { WebSocket } from 'ws'

export interface WireClientOptions {
  readonly url: string
  readonly room?: string
  /** Drives the keys: the same number is the same author, and person. */
  readonly author?: number
  readonly person?: number
  readonly hello?: Partial<Hello>
  readonly headers?: Record<string, string>
}

type FrameOf<Type extends DownFrame['type']> = Extract<DownFrame, { type: Type }>

export interface Closing {
  readonly code: number
  readonly reason: string
}

export function keyOf(number: number): Uint8Array {
  const key = new Uint8Array(16)
  new DataView(key.buffer).setUint32(0, number)
  return key
}

interface Waiter {
  readonly isMet: () => boolean
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

export class WireClient {
  readonly socket: WebSocket
  readonly hello: Hello
  readonly frames: DownFrame[] = []
  readonly entries: LogEntry[] = []
  readonly closed: Promise<Closing>
  image = new Image()
  table = new AuthorTable()
  room: RoomId | null = null
  seq = 0
  hash: ChainHash | null = null
  closing: Closing | null = null
  private waiters: Waiter[] = []

  constructor(options: WireClientOptions) {
    const author = options.author ?? 1
    this.hello = {
      type: 'hello',
      version: PROTOCOL_VERSION,
      roomName: options.room ?? 'board',
      authorKey: keyOf(author),
      personKey: keyOf(options.person ?? author + 1000),
      capability: new Uint8Array(),
      profile: { name: `Person ${author}`, color: 1 },
      floor: 1,
      resume: null,
      ...options.hello,
    }
    const url = `${options.url.replace('http', 'ws')}/ws`
    this.socket = new WebSocket(url, { headers: options.headers ?? {}, perMessageDeflate: false })
    this.socket.on('message', data => this.take(data))
    this.socket.on('error', () => {})
    this.closed = new Promise(resolve => {
      this.socket.on('close', (code, reason) => {
        this.closing = { code, reason: reason.toString() }
        this.wake()
        resolve(this.closing)
      })
    })
  }

  get author() {
    return authorIdOf(this.hello.authorKey)
  }

  get person() {
    return personIdOf(this.hello.personKey)
  }

  get position(): Position {
    if (this.room === null || this.hash === null) throw new Error('not welcomed yet')
    return { room: this.room, seq: this.seq, hash: this.hash }
  }

  async open(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve, reject) => {
        this.socket.once('open', resolve)
        this.socket.once('error', reject)
      })
    }
    return this
  }

  /** Says hello and waits until it is live. */
  async join(): Promise<this> {
    await this.open()
    this.send(this.hello)
    await this.until(() => this.all('caught-up').length > 0)
    return this
  }

  send(frame: SentUpFrame): void {
    this.socket.send(encodeUp(frame))
  }

  sendBytes(bytes: Uint8Array): void {
    this.socket.send(bytes)
  }

  draw(...ops: readonly Op[]): Uint8Array {
    const bytes = encodeOps(ops)
    this.send({ type: 'batch', bytes })
    return bytes
  }

  all<Type extends DownFrame['type']>(type: Type): FrameOf<Type>[] {
    // The filter is by the very type that the cast names.
    return this.frames.filter(frame => frame.type === type) as FrameOf<Type>[]
  }

  last<Type extends DownFrame['type']>(type: Type): FrameOf<Type> {
    const frame = this.all(type).at(-1)
    if (frame === undefined) throw new Error(`no ${type} frame came`)
    return frame
  }

  /** Waits for what frames bring about; fails when the connection ends first. */
  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiters.push({ isMet, resolve, reject })
      this.wake()
    })
  }

  untilSeq(seq: number): Promise<void> {
    return this.until(() => this.seq >= seq)
  }

  close(code = 1000): Promise<Closing> {
    this.socket.close(code)
    return this.closed
  }

  /** Why the connection ended, once it did. */
  async closeName(): Promise<CloseName | null> {
    return closeNameOf((await this.closed).code)
  }

  private take(data: unknown): void {
    if (!Buffer.isBuffer(data)) throw new Error('frames are binary')
    const frame = decodeDown(Uint8Array.from(data), this.table)
    this.frames.push(frame)
    this.follow(frame)
    this.wake()
  }

  private follow(frame: DownFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.startOver(frame)
        return
      case 'rows':
        for (const row of decodeRows(rawRows(frame))) this.image.put(row)
        return
      case 'log':
        for (const entry of frame.entries) this.fold(entry)
        return
      case 'live':
        for (const entry of placeEntries(frame.entries, this.seq + 1)) this.fold(entry)
        return
      case 'caught-up':
        this.table = new AuthorTable()
        for (const named of frame.authors) this.table.put(named)
        this.hash = frame.hash
        return
      case 'beat':
      case 'ephemeral':
      case 'people':
      case 'refused':
        return
      default:
        unreachable(frame)
    }
  }

  private startOver(welcome: FrameOf<'welcome'>): void {
    const resumes = welcome.mode === 'resumed' && this.hello.resume !== null
    if (welcome.mode === 'snapshot') this.image = new Image()
    this.room = welcome.room
    this.seq = welcome.seq
    this.hash = resumes ? (this.hello.resume?.hash ?? null) : null
    if (welcome.seq === 0) this.hash = chainStart(welcome.room)
  }

  private fold(entry: LogEntry): void {
    if (entry.seq !== this.seq + 1) throw new Error(`a gap: ${entry.seq} after ${this.seq}`)
    this.seq = entry.seq
    this.entries.push(entry)
    this.image.apply({ ...entry, ops: decodeOps(entry.bytes) })
    if (this.hash === null) return
    this.hash = nextChain(this.hash, { ...entry, digest: batchDigestOf(entry.bytes) })
  }

  private wake(): void {
    const waiting = this.waiters
    this.waiters = []
    for (const waiter of waiting) {
      if (waiter.isMet()) waiter.resolve()
      else if (this.closing === null) this.waiters.push(waiter)
      else waiter.reject(new Error(`closed: ${this.closing.code} ${this.closing.reason}`))
    }
  }
}

function rawRows(rows: Rows): Uint8Array {
  return rows.compressed ? inflateRawSync(rows.payload) : rows.payload
}
