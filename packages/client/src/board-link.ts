// A client's side of the wire: the connections to its board one after the other, what each says at first,
// and what comes over it told on. When to try is the connector's affair, what came the follower's.

import {
  type AuthorTable,
  type Beat,
  type EphemeralDown,
  type Hello,
  limits,
  type People,
  type PersonId,
  PROTOCOL_VERSION,
  type Profile,
  type Welcome,
} from '@inkroom/protocol'
import { ComingNotices } from './coming-notices.ts'
import { Connector } from './connector.ts'
import type { Emitter } from './emitter.ts'
import type { ClientEvents } from './events.ts'
import type { Follower } from './follower.ts'
import type { ConnectOptions } from './options.ts'
import { floorOf, type Outbox } from './outbox.ts'
import { Presence } from './presence.ts'
import { Session } from './session.ts'
import type { SessionEnd } from './session-end.ts'
import type { ClientState } from './state.ts'
import type { Timing } from './timing.ts'

export interface LinkParts {
  readonly options: ConnectOptions
  readonly authorKey: Uint8Array
  readonly person: PersonId
  readonly timing: Timing
  readonly events: Emitter<ClientEvents>
  readonly follower: Follower
  readonly outbox: Outbox
  /** The replica is where the server stands. */
  placed(): void
}

export class BoardLink {
  readonly connector: Connector
  readonly presence: Presence
  profile: Profile
  maxFrameBytes = limits.MAX_FRAME_BYTES
  private readonly parts: LinkParts
  private readonly notices: ComingNotices

  constructor(parts: LinkParts) {
    const { options, events, timing } = parts
    const { environment, maxAttempts } = options
    this.parts = parts
    this.profile = options.profile
    this.presence = new Presence(parts.person)
    const { presence } = this
    this.notices = new ComingNotices({ events, timing, presence, clock: environment.clock })
    this.connector = new Connector({
      maxAttempts: maxAttempts ?? Number.POSITIVE_INFINITY,
      environment,
      timing,
      host: {
        openSession: () => this.openSession(),
        stateChanged: state => this.handleState(state),
        sessionLost: end => this.handleLost(end),
        gaveUp: attempts => events.emit('gave-up', { attempts }),
      },
    })
  }

  private openSession(): Session {
    const { options, timing, follower, outbox } = this.parts
    const { url, environment } = options
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
        beatCame: beat => this.handleBeat(beat),
        peopleCame: frame => this.handlePeople(frame),
        ephemeralsCame: (frame, authors) => this.handleEphemerals(frame, authors),
        ended: end => this.connector.lost(end),
      },
    })
  }

  private hello(): Hello {
    const { options, authorKey, outbox, follower } = this.parts
    const { roomName, personKey, capability } = options
    return {
      type: 'hello',
      version: PROTOCOL_VERSION,
      roomName,
      authorKey,
      personKey,
      capability: capability ?? new Uint8Array(),
      profile: this.profile,
      floor: floorOf(outbox),
      resume: follower.position,
    }
  }

  private handleState(state: ClientState): void {
    if (state.kind === 'idle' || state.kind === 'stopped') this.notices.drop()
    this.parts.events.emit('state', state)
  }

  private handleWelcome(welcome: Welcome): void {
    this.maxFrameBytes = welcome.maxFrameBytes
    this.connector.welcomed(welcome)
    this.parts.events.emit('welcome', welcome)
  }

  private handleBeat(beat: Beat): void {
    this.connector.spreadMs = beat.reconnectSpreadMs
    this.parts.events.emit('beat', beat)
  }

  private handleRows(rows: number, bytes: number): void {
    this.connector.received(rows, bytes)
    const { state } = this.connector
    if (state.kind !== 'joining') return
    const { receivedRows, totalRows, receivedBytes, totalBytes } = state
    this.parts.events.emit('progress', { receivedRows, totalRows, receivedBytes, totalBytes })
  }

  private handleCaughtUp(): void {
    const { events, follower } = this.parts
    const wasLive = this.connector.state.kind === 'live'
    this.connector.caughtUp()
    this.parts.placed()
    if (!wasLive) events.emit('live', { seq: follower.seq })
  }

  private handlePeople(frame: People): void {
    const { presence } = this
    const change = presence.take(frame)
    this.parts.events.emit('people', { people: presence.people, count: presence.count })
    // A listener may have suspended or closed the client.
    if (this.connector.session !== null) this.notices.take(change)
  }

  /** Words of those who are not known yet are dropped: newer ones follow. */
  private handleEphemerals({ all }: EphemeralDown, authors: AuthorTable): void {
    for (const { index, kind, body } of all) {
      const who = this.presence.peerOf(index) ?? authors.at(index)
      if (who === null || who.author === this.parts.outbox.author) continue
      this.parts.events.emit('ephemeral', { author: who.author, person: who.person, kind, body })
    }
  }

  private handleLost(end: SessionEnd): void {
    const { follower, events } = this.parts
    if (end.kind === 'broken') follower.distrust()
    if (end.kind === 'broken' || end.kind === 'failed') events.emit('error', { error: end.error })
    events.emit('lost', { end })
  }
}
