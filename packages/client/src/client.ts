// The reconnecting client of one board. Wires its parts to each other and to its listeners; what they
// do is theirs: link (connections, and what is said over them), follower (the room's order), outbox, keeper
// (work that outlives its page).

import {
  type AuthorId,
  assert,
  authorIdOf,
  type Batch,
  CLOSE_REASONS,
  encodeOps,
  limits,
  type Op,
  type PersonHere,
  type PersonId,
  type Position,
  type Profile,
  parseRoomName,
  personIdOf,
  type Row,
  SECRET_BYTES,
} from '@inkroom/protocol'
import { BoardLink } from './board-link.ts'
import type { ClientOptions } from './client-options.ts'
import { Emitter, type Listener } from './emitter.ts'
import type { ClientEvents } from './events.ts'
import { Follower } from './follower.ts'
import type { SubmitResult } from './options.ts'
import { type HeldWork, MemoryOutbox, type Outbox } from './outbox.ts'
import type { PeerName } from './presence.ts'
import type { Stop } from './session-end.ts'
import type { ClientState } from './state.ts'
import { DEFAULT_TIMING } from './timing.ts'
import type { WorkKeeper } from './work-keeper.ts'

/** The byte in front of a batch's own. */
const FRAME_HEAD_BYTES = 1

export class Client {
  readonly author: AuthorId
  readonly person: PersonId
  private readonly options: ClientOptions
  private readonly authorKey: Uint8Array
  private readonly events: Emitter<ClientEvents>
  private readonly keeper: WorkKeeper | null
  private readonly outbox: Outbox
  private readonly follower: Follower
  private readonly link: BoardLink
  private held: readonly HeldWork[] = []
  private wasConnected = false

  constructor(options: ClientOptions) {
    const { environment, personKey, replica } = options
    this.options = options
    this.authorKey = options.authorKey ?? environment.randomBytes(SECRET_BYTES)
    this.author = authorIdOf(this.authorKey)
    this.person = personIdOf(personKey)
    const timing = { ...DEFAULT_TIMING, ...options.timing }
    // Listeners of 'error' that throw have nobody left who could be told.
    this.events = new Emitter((error, name) => {
      if (name !== 'error') this.events.emit('error', { error })
    })
    const { author, authorKey, person, events } = this
    const memory = new MemoryOutbox(author, options.outboxBounds)
    const unsettledChanged = () => this.tellUnsettled()
    const keeping = { options, author, authorKey, timing, memory, events, unsettledChanged }
    const keeper = options.keepWork?.({
      ...keeping,
      position: () => this.position,
      profile: () => this.link.profile,
      fail: error => this.fail(error),
    })
    this.keeper = keeper ?? null
    const outbox = keeper?.outbox ?? memory
    this.outbox = outbox
    const { inflate } = environment
    const follower = new Follower({ replica, outbox, events, inflate, unsettledChanged })
    this.follower = follower
    const wire = { options, authorKey, person, timing, events, follower, outbox }
    this.link = new BoardLink({ ...wire, placed: () => keeper?.placed() })
    events.on('board-replaced', ({ held }) => {
      if (held.batches.length > 0) this.held = [...this.held, held]
    })
  }

  get state(): ClientState {
    return this.link.connector.state
  }

  /** Batches neither saved nor refused: one's own, and `adoptedCount` of earlier visits. */
  get unsettledCount(): number {
    return this.outbox.count + this.adoptedCount
  }

  /** Batches of earlier visits to this board that were found and have not ended yet. */
  get adoptedCount(): number {
    return this.keeper?.adoptedCount ?? 0
  }

  /** Whether work that is unsettled for long outlives this page or process; false without a store. */
  get isKept(): boolean {
    return this.keeper?.isKept ?? false
  }

  /** One's own unsettled batches that are in memory alone. */
  get unkeptCount(): number {
    return this.keeper?.unkeptCount ?? this.outbox.count
  }

  /** Unsent work of boards that had this name before: of this visit, and of earlier ones. */
  get heldWork(): readonly HeldWork[] {
    return [...this.held, ...(this.keeper?.heldWork ?? [])]
  }

  /** Lets the held work of one author go, once it was taken along: it is kept nowhere else. */
  discardHeld(author: AuthorId): void {
    this.held = this.held.filter(work => work.author !== author)
    this.keeper?.discardHeld(author)
  }

  /** The place from which the replica can resume; null while it has no whole board. */
  get position(): Position | null {
    return this.follower.position
  }

  get people(): readonly PersonHere[] {
    return this.link.presence.people
  }

  get peopleCount(): number {
    return this.link.presence.count
  }

  /** The last seq that the replica was brought. */
  get seq(): number {
    return this.follower.seq
  }

  peerOf(index: number): PeerName | null {
    return this.link.presence.peerOf(index)
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
      return this.link.connector.stop({ reason: 'board-name', code })
    }
    this.wasConnected = true
    if (this.state.kind === 'idle') this.keeper?.enter()
    this.link.connector.start()
  }

  /** Gives the replica the board as it was at a place, before the first `connect`, which resumes there. */
  restore({ position, rows }: { position: Position; rows: readonly Row[] }): void {
    assert(!this.wasConnected, 'a board is restored before it is connected')
    this.follower.restore(position, rows)
    this.keeper?.roomIs(position.room)
  }

  /** For good. Nothing is told any more after the last 'state'. */
  close(code: number = CLOSE_REASONS.normal.code, reason = ''): void {
    this.end({ reason: 'closed', code: null }, reason, code)
  }

  /** Lets the connection go and stays quiet until `connect`, as a page does that is put aside. */
  suspend(): void {
    this.keeper?.leave()
    this.link.connector.suspend()
  }

  /** Stores what is unsettled at once: the page may be gone the next moment. */
  storeNow(): void {
    this.keeper?.flush()
  }

  /** Ends a wait at once; a connection that stands is probed. */
  retryNow(): void {
    this.link.connector.retryNow()
  }

  /** The device has a network, or another one. */
  networkCame(): void {
    this.link.connector.networkCame()
  }

  /** The device says that it has no network. */
  networkWent(): void {
    this.link.connector.networkWent()
  }

  /** Takes one batch of ops (at least one) into the outbox; it goes out by itself. */
  submit(ops: readonly Op[]): SubmitResult {
    assert(ops.length > 0, 'a batch has at least one op')
    if (this.state.kind === 'stopped') return { kind: 'stopped' }
    const bytes = encodeOps(ops)
    const maxBytes = this.link.maxFrameBytes - FRAME_HEAD_BYTES
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
    this.link.connector.session?.sendEphemeral(kind, body)
  }

  setProfile(profile: Profile): void {
    this.link.profile = profile
    this.link.connector.session?.sendProfile(profile)
  }

  private end(stop: Stop, reason: string, code?: number): void {
    this.link.connector.abandon(reason, code)
    this.keeper?.close()
    this.link.connector.stop(stop)
    this.events.mute()
  }

  private enqueue(batch: Batch): void {
    this.outbox.add(batch)
    this.options.replica.pend(batch)
    this.link.connector.session?.flush()
    this.tellUnsettled()
  }

  private tellUnsettled(): void {
    this.events.emit('unsettled', { count: this.unsettledCount })
  }

  private fail(error: unknown): void {
    this.events.emit('error', { error })
    this.end({ reason: 'internal', code: null }, '')
  }
}

export function createClient(options: ClientOptions): Client {
  return new Client(options)
}
