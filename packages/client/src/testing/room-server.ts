// A server of one room, small enough to be read in one sitting: everything at once, in memory, and with
// knobs to misbehave. It answers into the queues of fake links.

import {
  type AuthorId,
  AuthorTable,
  authorIdOf,
  type BatchDigest,
  batchDigestOf,
  type ChainHash,
  chainStart,
  type DownFrame,
  decodeOps,
  decodeUp,
  encodeDown,
  encodeLive,
  encodeRows,
  type Hello,
  Image,
  type Live,
  type LogEntry,
  type Mark,
  must,
  nextChain,
  type Op,
  type PersonId,
  personIdOf,
  type Refusal,
  type RefusedBatch,
  type Row,
  roomIdOf,
  type SentUpFrame,
  type Welcome,
} from '@inkroom/protocol'
import { deflateSync } from 'fflate'
import type { FakeLink } from './fake-network.ts'

interface Connection {
  readonly link: FakeLink
  readonly author: AuthorId
  readonly person: PersonId
  /** The counter of the next batch frame. */
  nextCounter: number
  live: boolean
}

interface Ended {
  counter: number
  readonly digests: Map<number, BatchDigest>
  readonly refused: RefusedBatch[]
}

const roomOf = (n: number) => roomIdOf(new Uint8Array(8).fill(n))

export class RoomServer {
  room = roomOf(1)
  log: LogEntry[] = []
  image = new Image()
  hashes: ChainHash[] = [chainStart(this.room)]
  /** Everything that the client said, newest last. */
  readonly heard: SentUpFrame[] = []
  /** Repeats that were answered from the log. */
  repeats = 0
  terms = { maxFrameBytes: 64 * 1024, reconnectSpreadMs: 1_000, beatMs: 9_000, mayDraw: true }
  rowsPerChunk = 100
  compress = true
  /** The log does not reach below this seq. */
  floor = 0
  refuse: (ops: readonly Op[]) => Refusal | null = () => null
  /** Messes with a frame on its way out; null keeps it back. */
  bend: (frame: Exclude<DownFrame, Live>) => Exclude<DownFrame, Live> | null = frame => frame
  private table = new AuthorTable()
  private readonly connections = new Map<FakeLink, Connection>()
  private readonly ended = new Map<AuthorId, Ended>()

  /** Another board under the same name. */
  replaceBoard(n = 2): void {
    this.room = roomOf(n)
    this.log = []
    this.image = new Image()
    this.hashes = [chainStart(this.room)]
    this.ended.clear()
    this.restart()
  }

  /** Forgets all connections. */
  restart(): void {
    this.connections.clear()
    this.table = new AuthorTable()
  }

  /** A backup was restored: all after this seq never happened. */
  loseTail(seq: number): void {
    const kept = this.log.slice(0, seq)
    this.log = []
    this.hashes = [chainStart(this.room)]
    this.image = new Image()
    this.ended.clear()
    this.restart()
    for (const entry of kept) this.append(entry)
  }

  /** The connection gets no live entries, as if it could not take them. */
  fallBehind(link: FakeLink): void {
    must(this.connections.get(link), 'a connection').live = false
  }

  /** It reads the log after `seq`, and is live again. */
  catchUp(link: FakeLink, seq: number): void {
    const connection = must(this.connections.get(link), 'a connection')
    this.send(link, { type: 'log', entries: this.log.slice(seq) })
    this.goLive(connection)
  }

  get mark(): Mark {
    const hash = must(this.hashes.at(-1), 'a chain hash')
    return { seq: this.log.length, hash, digest: this.image.digest }
  }

  /** Reads what the client sent over the link, and answers. */
  serve(link: FakeLink): void {
    for (const bytes of link.takeUp()) {
      const frame = decodeUp(bytes)
      if (frame.type === 'foreign-hello') throw new Error('a hello of another version')
      this.heard.push(frame)
      this.answer(link, frame)
    }
  }

  /** Whether it took this link's hello. */
  knows(link: FakeLink): boolean {
    return this.connections.has(link)
  }

  beat(link: FakeLink): void {
    const { reconnectSpreadMs } = this.terms
    this.send(link, { type: 'beat', ...this.mark, reconnectSpreadMs, isFull: false })
  }

  send(link: FakeLink, frame: Exclude<DownFrame, Live>): void {
    const bent = this.bend(frame)
    if (bent !== null) link.queueDown(encodeDown(bent))
  }

  /** `author-counter` of all that was refused. */
  refusedOf(): string[] {
    return Array.from(this.ended).flatMap(([author, { refused }]) =>
      refused.map(({ counter }) => `${author}-${counter}`),
    )
  }

  /** A batch of somebody else. */
  appendFrom(author: AuthorId, person: PersonId, bytes: Uint8Array): void {
    this.append({ author, person, counter: this.endedOf(author).counter + 1, bytes })
  }

  private answer(link: FakeLink, frame: SentUpFrame): void {
    const connection = this.connections.get(link)
    if (frame.type === 'hello') return this.greet(link, frame)
    if (connection === undefined) throw new Error(`${frame.type} before the hello`)
    if (frame.type === 'probe') this.beat(link)
    if (frame.type === 'batch') this.takeBatch(connection, frame.bytes)
    if (frame.type === 'heal') this.snapshot(connection)
  }

  private endedOf(author: AuthorId): Ended {
    const known = this.ended.get(author)
    if (known !== undefined) return known
    const fresh: Ended = { counter: 0, digests: new Map(), refused: [] }
    this.ended.set(author, fresh)
    return fresh
  }

  private greet(link: FakeLink, hello: Hello): void {
    const author = authorIdOf(hello.authorKey)
    const person = personIdOf(hello.personKey)
    const ended = this.endedOf(author)
    ended.counter = Math.max(ended.counter, hello.floor - 1)
    const nextCounter = ended.counter + 1
    const connection: Connection = { link, author, person, nextCounter, live: false }
    this.connections.set(link, connection)
    this.table.name(author, person, 0)
    const { resume } = hello
    const fits =
      resume !== null &&
      resume.room === this.room &&
      resume.seq >= this.floor &&
      this.hashes[resume.seq] === resume.hash
    const isBelowFloor = resume?.room === this.room && resume.seq < this.floor
    if (fits) this.resume(connection, resume.seq)
    else this.snapshot(connection, isBelowFloor)
  }

  private welcome(
    connection: Connection,
    seq: number,
    how: Pick<Welcome, 'mode' | 'isBelowFloor'>,
  ): void {
    const { counter, refused } = this.endedOf(connection.author)
    const rows = how.mode === 'snapshot' ? this.image.size : 0
    const { room, terms } = this
    this.send(connection.link, {
      type: 'welcome',
      ...terms,
      ...how,
      room,
      seq,
      refused,
      rows,
      isFull: false,
      head: this.log.length,
      settled: counter,
      rowsBytes: rows * 40,
    })
  }

  private resume(connection: Connection, seq: number): void {
    this.welcome(connection, seq, { mode: 'resumed', isBelowFloor: false })
    const entries = this.log.slice(seq)
    if (entries.length > 0) this.send(connection.link, { type: 'log', entries })
    this.goLive(connection)
  }

  private snapshot(connection: Connection, isBelowFloor = false): void {
    this.welcome(connection, this.log.length, { mode: 'snapshot', isBelowFloor })
    const rows = Array.from(this.image.all())
    for (let at = 0; at < rows.length; at += this.rowsPerChunk) {
      this.sendRows(connection.link, rows.slice(at, at + this.rowsPerChunk))
    }
    this.goLive(connection)
  }

  private sendRows(link: FakeLink, rows: readonly Row[]): void {
    const raw = encodeRows(rows)
    const payload = this.compress ? deflateSync(raw) : raw
    this.send(link, { type: 'rows', rawBytes: raw.length, compressed: this.compress, payload })
  }

  private goLive(connection: Connection): void {
    const authors = Array.from(this.table.all())
    this.send(connection.link, { type: 'caught-up', ...this.mark, authors })
    connection.live = true
  }

  private takeBatch(connection: Connection, bytes: Uint8Array): void {
    const { author, person, link } = connection
    const counter = connection.nextCounter
    connection.nextCounter += 1
    const ended = this.endedOf(author)
    if (counter <= ended.counter) {
      this.repeats += 1
      if (ended.digests.get(counter) !== batchDigestOf(bytes)) throw new Error('other bytes')
      const refused = ended.refused.find(each => each.counter === counter)
      if (refused !== undefined) this.send(link, { type: 'refused', ...refused, opIndex: 0 })
      return
    }
    if (counter !== ended.counter + 1) throw new Error(`counter ${counter} after ${ended.counter}`)
    const refusal = this.refuse(decodeOps(bytes))
    if (refusal === null) return this.append({ author, person, counter, bytes })
    ended.counter = counter
    ended.digests.set(counter, batchDigestOf(bytes))
    ended.refused.push({ counter, refusal })
    this.send(link, { type: 'refused', counter, refusal, opIndex: 0 })
  }

  private append(batch: Omit<LogEntry, 'seq'>): void {
    const { author, person, counter, bytes } = batch
    const entry: LogEntry = { ...batch, seq: this.log.length + 1 }
    const digest = batchDigestOf(bytes)
    const ended = this.endedOf(author)
    ended.counter = counter
    ended.digests.set(counter, digest)
    this.hashes.push(nextChain(this.mark.hash, { author, person, counter, digest }))
    this.log.push(entry)
    this.image.apply({ ...entry, ops: decodeOps(bytes) })
    const live = encodeLive([entry], this.table)
    for (const connection of this.connections.values()) {
      if (connection.live) connection.link.queueDown(live)
    }
  }
}
