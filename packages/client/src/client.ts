// The reconnecting client of one board. Wires its parts to each other and to its listeners; what they
// do is theirs: connector (when to try), session (one connection), follower (the room's order), keeping
// (the outbox, and work of pages that are gone), presence.

import {
  type AuthorId,
  type AuthorTable,
  assert,
  authorIdOf,
  type Batch,
  CLOSE_REASONS,
  type EphemeralDown,
  encodeOps,
  type Hello,
  limits,
  type Op,
  type People,
  type PersonHere,
  type PersonId,
  type Position,
  PROTOCOL_VERSION,
  type Profile,
  parseRoomName,
  personIdOf,
  type Row,
  SECRET_BYTES,
  type Welcome,
} from '@inkroom/protocol'
import { Connector } from './connector.ts'
import { Emitter, type Listener } from './emitter.ts'
import type { ClientEvents } from './events.ts'
import { Follower } from './follower.ts'
import type { ClientOptions, SubmitResult } from './options.ts'
import { floorOf, type HeldWork, type Outbox } from './outbox.ts'
import { type PeerName, Presence } from './presence.ts'
import { Session } from './session.ts'
import type { SessionEnd } from './session-end.ts'
import type { ClientState } from './state.ts'
import { DEFAULT_TIMING, type Timing } from './timing.ts'
import { WorkKeeping } from './work-keeping.ts'

/** The byte in front of a batch's own. */
const FRAME_HEAD_BYTES = 1

export class Client {
  readonly author: AuthorId
  readonly person: PersonId
  private readonly options: ClientOptions
  private readonly authorKey: Uint8Array
  private readonly timing: Timing
  private readonly events: Emitter<ClientEvents>
  private readonly keeping: WorkKeeping
  private readonly outbox: Outbox
  private readonly follower: Follower
  private readonly presence: Presence
  private readonly connector: Connector
  private readonly held: HeldWork[] = []
  private profile: Profile
  private wasConnected = false
  private maxFrameBytes = limits.MAX_FRAME_BYTES

  constructor(options: ClientOptions) {
    const { environment, personKey, replica } = options
    this.options = options
    this.authorKey = options.authorKey ?? environment.randomBytes(SECRET_BYTES)
    this.author = authorIdOf(this.authorKey)
    this.person = personIdOf(personKey)
    this.profile = options.profile
    this.timing = { ...DEFAULT_TIMING, ...options.timing }
    // Listeners of 'error' that throw have nobody left who could be told.
    this.events = new Emitter((error, name) => {
      if (name !== 'error') this.events.emit('error', { error })
    })
    this.keeping = this.createKeeping()
    this.outbox = this.keeping.outbox
    this.follower = new Follower({
      replica,
      outbox: this.outbox,
      events: this.events,
      inflate: environment.inflate,
      unsettledChanged: () => this.tellUnsettled(),
    })
    this.presence = new Presence(this.person)
    this.connector = this.createConnector(options.maxAttempts ?? Number.POSITIVE_INFINITY)
    this.events.on('board-replaced', ({ held }) => {
      if (held.batches.length > 0) this.held.push(held)
    })
    this.events.on('batch', ({ entry }) => this.keeping.followed(entry))
    this.events.on('history-replaced', () => this.keeping.historyReplaced())
  }

  get state(): ClientState {
    return this.connector.state
  }

  /** Batches neither saved nor refused: one's own, and `adoptedCount` of earlier visits. */
  get unsettledCount(): number {
    return this.outbox.count + this.keeping.adoptedCount
  }

  /** Batches of earlier visits to this board that were found and have not ended yet. */
  get adoptedCount(): number {
    return this.keeping.adoptedCount
  }

  /** Whether work that is unsettled for long outlives this page or process; false without a store. */
  get isKept(): boolean {
    return this.keeping.isKept
  }

  /** One's own unsettled batches that are in memory alone. */
  get unkeptCount(): number {
    return this.keeping.unkeptCount
  }

  /** Unsent work of boards that had this name before: of this visit, and of earlier ones. */
  get heldWork(): readonly HeldWork[] {
    return [...this.held, ...this.keeping.held]
  }

  /** The place from which the replica can resume; null while it has no whole board. */
  get position(): Position | null {
    return this.follower.position
  }

  get people(): readonly PersonHere[] {
    return this.presence.people
  }

  get peopleCount(): number {
    return this.presence.count
  }

  /** The last seq that the replica was brought. */
  get seq(): number {
    return this.follower.seq
  }

  peerOf(index: number): PeerName | null {
    return this.presence.peerOf(index)
  }

  /** Returns what takes the listener off again. */
  on<Name extends keyof ClientEvents>(
    name: Name,
    listener: Listener<ClientEvents[Name]>,
  ): () => void {
    return this.events.on(name, listener)
  }

  /** Begins to connect, or goes on after `suspend`. Does nothing otherwise. */
  connect(): void {
    const code = CLOSE_REASONS['board-name'].code
    if (parseRoomName(this.options.roomName) === null) {
      return this.connector.stop({ reason: 'board-name', code })
    }
    this.wasConnected = true
    if (this.state.kind === 'idle') this.keeping.enter()
    this.connector.start()
  }

  /** Gives the replica the board as it was at a place, before the first `connect`, which resumes there. */
  restore({ position, rows }: { position: Position; rows: readonly Row[] }): void {
    assert(!this.wasConnected, 'a board is restored before it is connected')
    this.follower.restore(position, rows)
    this.keeping.roomIs(position.room)
  }

  /** For good. Nothing is told any more after the last 'state'. */
  close(code: number = CLOSE_REASONS.normal.code, reason = ''): void {
    this.connector.abandon(reason, code)
    this.keeping.close()
    this.connector.stop({ reason: 'closed', code: null })
    this.events.mute()
  }

  /** Lets the connection go and stays quiet until `connect`, as a page does that is put aside. */
  suspend(): void {
    this.keeping.leave()
    this.connector.suspend()
  }

  /** Stores what is unsettled at once: the page may be gone the next moment. */
  keepNow(): void {
    this.keeping.flush()
  }

  /** Ends a wait at once; a connection that stands is probed. */
  retryNow(): void {
    this.connector.retryNow()
  }

  /** The device has a network, or another one. */
  networkCame(): void {
    this.connector.networkCame()
  }

  /** The device says that it has no network. */
  networkWent(): void {
    this.connector.networkWent()
  }

  /** Takes one batch of ops (at least one) into the outbox; it goes out by itself. */
  submit(ops: readonly Op[]): SubmitResult {
    assert(ops.length > 0, 'a batch has at least one op')
    if (this.state.kind === 'stopped') return { kind: 'stopped' }
    const bytes = encodeOps(ops)
    const maxBytes = this.maxFrameBytes - FRAME_HEAD_BYTES
    if (bytes.length > maxBytes || ops.length > limits.MAX_BATCH_OPS) {
      return { kind: 'too-large', ops: ops.length, bytes: bytes.length, maxBytes }
    }
    if (!this.outbox.hasRoomFor(bytes.length)) return { kind: 'full' }
    const batch = { author: this.author, counter: this.outbox.nextCounter, ops, bytes }
    this.enqueue(batch)
    return { kind: 'queued', batch }
  }

  /** The newest of its kind wins; without a connection it is dropped. */
  sendEphemeral(kind: number, body: Uint8Array): void {
    this.connector.session?.sendEphemeral(kind, body)
  }

  setProfile(profile: Profile): void {
    this.profile = profile
    this.connector.session?.sendProfile(profile)
  }

  private enqueue(batch: Batch): void {
    this.outbox.add(batch)
    this.options.replica.pend(batch)
    this.connector.session?.flush()
    this.tellUnsettled()
  }

  private tellUnsettled(): void {
    this.events.emit('unsettled', { count: this.unsettledCount })
  }

  private createKeeping(): WorkKeeping {
    const { options, timing, events } = this
    const { environment, replica, url, roomName, personKey, outboxStore, outboxBounds } = options
    const capability = options.capability ?? new Uint8Array()
    const { author, authorKey } = this
    return new WorkKeeping({
      url,
      environment,
      timing,
      replica,
      store: outboxStore ?? null,
      bounds: outboxBounds,
      head: { author, roomName, authorKey, personKey, capability },
      host: {
        position: () => this.follower.position,
        profile: () => this.profile,
        refused: event => events.emit('refused', event),
        recovered: event => events.emit('recovered', event),
        blocked: event => events.emit('orphan-blocked', event),
        adoptedChanged: () => this.tellUnsettled(),
        keptChanged: () => {
          const { isKept, unkeptCount } = this
          events.emit('kept', { isKept, unkeptCount })
        },
      },
    })
  }

  private createConnector(maxAttempts: number): Connector {
    return new Connector({
      maxAttempts,
      environment: this.options.environment,
      timing: this.timing,
      host: {
        openSession: () => this.openSession(),
        stateChanged: state => this.handleState(state),
        sessionLost: end => this.handleLost(end),
        gaveUp: attempts => this.events.emit('gave-up', { attempts }),
      },
    })
  }

  private openSession(): Session {
    const { url, environment } = this.options
    const { timing, follower, outbox } = this
    return new Session({
      url,
      environment,
      timing,
      follower,
      outbox,
      hello: () => this.hello(),
      host: {
        welcomed: welcome => this.handleWelcome(welcome),
        receivedRows: (rows, bytes) => this.handleRows(rows, bytes),
        caughtUp: () => this.handleCaughtUp(),
        spreadNamed: spreadMs => (this.connector.spread = spreadMs),
        peopleCame: frame => this.handlePeople(frame),
        ephemeralsCame: (frame, authors) => this.handleEphemerals(frame, authors),
        ended: end => this.connector.lost(end),
      },
    })
  }

  private hello(): Hello {
    const { roomName, personKey, capability } = this.options
    return {
      type: 'hello',
      version: PROTOCOL_VERSION,
      roomName,
      authorKey: this.authorKey,
      personKey,
      capability: capability ?? new Uint8Array(),
      profile: this.profile,
      floor: floorOf(this.outbox),
      resume: this.follower.position,
    }
  }

  private handleState(state: ClientState): void {
    if (state.kind !== 'live') this.keeping.notLive()
    this.events.emit('state', state)
  }

  private handleWelcome(welcome: Welcome): void {
    this.keeping.roomIs(welcome.room)
    this.maxFrameBytes = welcome.maxFrameBytes
    this.connector.spread = welcome.reconnectSpreadMs
    const { rows: totalRows, rowsBytes: totalBytes } = welcome
    this.connector.take({ type: 'welcomed', totalRows, totalBytes })
    this.events.emit('welcome', welcome)
  }

  private handleRows(rows: number, bytes: number): void {
    this.connector.take({ type: 'received', rows, bytes })
    const { state } = this
    if (state.kind !== 'joining') return
    const { receivedRows, totalRows, receivedBytes, totalBytes } = state
    this.events.emit('progress', { receivedRows, totalRows, receivedBytes, totalBytes })
  }

  private isLive(): boolean {
    return this.state.kind === 'live'
  }

  private handleCaughtUp(): void {
    const wasLive = this.isLive()
    this.connector.take({ type: 'caught-up', atMs: this.options.environment.clock.nowMs() })
    this.keeping.placed()
    if (wasLive) return
    this.events.emit('live', { seq: this.follower.seq })
    // A listener may have suspended or closed the client.
    if (this.isLive()) this.keeping.live()
  }

  private handlePeople(frame: People): void {
    const { joined, left } = this.presence.take(frame)
    this.events.emit('people', { people: this.presence.people, count: this.presence.count })
    for (const coming of joined) this.events.emit('joined', coming)
    for (const going of left) this.events.emit('left', going)
  }

  /** Words of those who are not known yet are dropped: newer ones follow. */
  private handleEphemerals({ all }: EphemeralDown, authors: AuthorTable): void {
    for (const { index, kind, body } of all) {
      const who = this.presence.peerOf(index) ?? authors.at(index)
      if (who === null || who.author === this.author) continue
      this.events.emit('ephemeral', { author: who.author, person: who.person, kind, body })
    }
  }

  private handleLost(end: SessionEnd): void {
    if (end.kind === 'broken') this.follower.distrust()
    if (end.kind === 'broken' || end.kind === 'failed') {
      this.events.emit('error', { error: end.error })
    }
    this.events.emit('lost', { end })
  }
}

export function createClient(options: ClientOptions): Client {
  return new Client(options)
}
