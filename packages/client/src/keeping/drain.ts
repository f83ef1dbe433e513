// Sends one orphaned outbox: a connection of its own, with the orphan's keys, until each batch has ended.
// Its bytes go out as they are, under their counters, so any number of tabs may do the same at once.

import {
  CLOSE_REASONS,
  type Hello,
  type Position,
  PROTOCOL_VERSION,
  type Profile,
} from '@inkroom/protocol'
import { Connector } from '../connector.ts'
import type { Environment } from '../environment.ts'
import { floorOf } from '../outbox.ts'
import { Session } from '../session.ts'
import type { ClientState, StopReason } from '../state.ts'
import type { Timing } from '../timing.ts'
import { DrainFollower, type DrainOutcomes } from './drain-follower.ts'
import type { OrphanedWork } from './orphaned-work.ts'

export type DrainEnd =
  | { readonly kind: 'drained' }
  /** Another board has the name. */
  | { readonly kind: 'replaced' }
  /** The server will have nothing of it. */
  | { readonly kind: 'blocked'; readonly reason: StopReason }

export interface DrainHost extends Omit<DrainOutcomes, 'emptied'> {
  /** Once; not told after `stop`. */
  over(end: DrainEnd): void
}

export interface DrainParts {
  readonly url: string
  readonly environment: Environment
  readonly timing: Timing
  readonly work: OrphanedWork
  readonly host: DrainHost
  profile(): Profile
  /** Where the board is followed already: the server need not send it again. */
  resume(): Position | null
}

/** The main connection hears of it. */
function ignore(): void {}

export class Drain {
  private readonly parts: DrainParts
  private readonly connector: Connector
  private readonly follower: DrainFollower
  private isOver = false

  constructor(parts: DrainParts) {
    const { work, host, environment, timing } = parts
    this.parts = parts
    this.follower = new DrainFollower(work, {
      ...host,
      emptied: () => this.end({ kind: 'drained' }),
    })
    this.connector = new Connector({
      environment,
      timing,
      maxAttempts: Number.POSITIVE_INFINITY,
      host: {
        openSession: () => this.openSession(),
        stateChanged: state => this.follow(state),
        sessionLost: ({ kind }) => {
          if (kind === 'replaced') this.end({ kind: 'replaced' })
        },
        gaveUp: () => {},
      },
    })
  }

  start(): void {
    this.connector.start()
  }

  stop(): void {
    if (this.isOver) return
    this.isOver = true
    this.connector.abandon('drain ended', CLOSE_REASONS.normal.code)
    this.connector.stop({ reason: 'closed', code: null })
  }

  private end(end: DrainEnd): void {
    if (this.isOver) return
    this.stop()
    this.parts.host.over(end)
  }

  private follow(state: ClientState): void {
    if (state.kind === 'stopped') this.end({ kind: 'blocked', reason: state.reason })
  }

  private openSession(): Session {
    const { url, environment, timing } = this.parts
    const { follower } = this
    return new Session({
      url,
      environment,
      timing,
      follower,
      outbox: follower.outbox,
      hello: () => this.hello(),
      host: {
        welcomed: welcome => this.connector.welcomed(welcome),
        caughtUp: () => this.connector.caughtUp(),
        beatCame: ({ reconnectSpreadMs }) => (this.connector.spreadMs = reconnectSpreadMs),
        receivedRows: ignore,
        peopleCame: ignore,
        ephemeralsCame: ignore,
        ended: end => this.connector.lost(end),
      },
    })
  }

  private hello(): Hello {
    const { authorKey, personKey, capability, roomName } = this.parts.work.head
    return {
      type: 'hello',
      version: PROTOCOL_VERSION,
      roomName,
      authorKey,
      personKey,
      capability,
      profile: this.parts.profile(),
      floor: floorOf(this.follower.outbox),
      resume: this.parts.resume(),
    }
  }
}
