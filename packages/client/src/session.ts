// One connection's life: hello, welcome, rows and log, caught up, live, over. Reads frames, sees that
// they come in an order that can be, and hands them on. Whoever owns it makes the next one.
//
//   opening ─ open ─▶ greeting ─ welcome ─▶ joining ─ caught-up ─▶ live
//                                              ▲                    │ welcome (a snapshot heals)
//                                              └────────────────────┘        any ──▶ over

import {
  AuthorTable,
  type Beat,
  type CaughtUp,
  CLOSE_REASONS,
  type DownFrame,
  decodeDown,
  type EphemeralDown,
  encodeUp,
  type Heal,
  type Hello,
  type People,
  type Profile,
  ProtocolError,
  type Rows,
  type SentUpFrame,
  unreachable,
  type Welcome,
} from '@inkroom/protocol'
import type { Environment, SocketEvents, SocketLike } from './environment.ts'
import type { Outbox } from './outbox.ts'
import { Sender } from './sender.ts'
import type { SessionEnd } from './session-end.ts'
import type { SessionFollower } from './session-follower.ts'
import { StreamError } from './stream-error.ts'
import type { Timing } from './timing.ts'
import { Watchdog } from './watchdog.ts'

/** Told while the session lives; `ended` is the last, and not told after `abandon`. */
export interface SessionHost {
  welcomed(welcome: Welcome): void
  receivedRows(rows: number, bytes: number): void
  caughtUp(): void
  beatCame(beat: Beat): void
  peopleCame(frame: People): void
  ephemeralsCame(frame: EphemeralDown, authors: AuthorTable): void
  ended(end: SessionEnd): void
}

export interface SessionParts {
  readonly url: string
  readonly environment: Environment
  readonly timing: Timing
  readonly follower: SessionFollower
  readonly outbox: Outbox
  readonly host: SessionHost
  hello(): Hello
}

type Phase = 'opening' | 'greeting' | 'joining' | 'live' | 'over'

export class Session {
  private readonly parts: SessionParts
  private readonly socket: SocketLike
  private readonly sender: Sender
  private phase: Phase = 'opening'
  private authors = new AuthorTable()
  private watchdog: Watchdog | null = null
  private cancelCut: () => void = () => {}

  /** @throws where the URL can never work. */
  constructor(parts: SessionParts) {
    const { environment, timing, outbox, url } = parts
    this.parts = parts
    this.socket = environment.openSocket(url, this.socketEvents())
    this.sender = new Sender({
      clock: environment.clock,
      outbox,
      socket: this.socket,
      drainPollMs: timing.drainPollMs,
      failed: error => this.fail(error),
    })
    this.expectWelcome()
  }

  /** Ends it from this side, without a word to the host; late events of the socket are ignored. */
  abandon(code: number, reason: string): void {
    if (this.phase === 'over') return
    this.finish()
    this.socket.close(code, reason)
  }

  /** Sends what is in the outbox, as far as the connection and the network take it. */
  flush(): void {
    this.guard(() => this.sender.flush())
  }

  sendEphemeral(kind: number, body: Uint8Array): void {
    this.guard(() => this.sender.sendEphemeral(kind, body))
  }

  sendProfile(profile: Profile): void {
    if (this.isWelcomed()) this.send({ type: 'profile', profile })
  }

  /** The machine woke, the tab is seen again, the network changed: is the link alive? */
  wake(): void {
    this.watchdog?.wake()
  }

  private socketEvents(): SocketEvents {
    return {
      opened: () => this.guard(() => this.greet()),
      received: bytes => this.guard(() => this.receive(bytes)),
      closed: (code, reason) => this.end({ kind: 'closed', code, reason }),
    }
  }

  /** Hosts and listeners may end a session in the middle of a frame. */
  private isOver(): boolean {
    return this.phase === 'over'
  }

  private isWelcomed(): boolean {
    return this.phase === 'joining' || this.phase === 'live'
  }

  private send(frame: SentUpFrame): void {
    this.socket.send(encodeUp(frame))
  }

  /** Broken bytes end this connection; anything else that is thrown is a bug, and ends the client. */
  private guard(act: () => void): void {
    if (this.phase === 'over') return
    try {
      act()
    } catch (error) {
      this.fail(error)
    }
  }

  private fail(error: unknown): void {
    const isBroken = error instanceof ProtocolError || error instanceof StreamError
    this.drop(isBroken ? { kind: 'broken', error } : { kind: 'failed', error })
  }

  /** The other side did not end it: it may still believe that the connection stands. */
  private drop(end: SessionEnd): void {
    if (this.phase === 'over') return
    const { code } = CLOSE_REASONS[end.kind === 'broken' ? 'bad-frame' : 'normal']
    this.abandon(code, end.kind)
    this.parts.host.ended(end)
  }

  private end(end: SessionEnd): void {
    if (this.phase === 'over') return
    this.finish()
    this.parts.host.ended(end)
  }

  private finish(): void {
    this.phase = 'over'
    this.cancelCut()
    this.watchdog?.stop()
    this.sender.stop()
  }

  private expectWelcome(): void {
    const { environment, timing } = this.parts
    const cut = () => this.drop({ kind: 'cut' })
    this.cancelCut = environment.clock.setTimer(cut, timing.attemptMs)
  }

  private greet(): void {
    this.phase = 'greeting'
    this.send(this.parts.hello())
  }

  private receive(bytes: Uint8Array): void {
    this.watchdog?.heard()
    const frame = decodeDown(bytes, this.authors)
    const expected = this.isWelcomed() || frame.type === 'welcome'
    if (!expected) throw new StreamError(`${frame.type} before the welcome`)
    this.take(frame, bytes.length)
  }

  private take(frame: DownFrame, bytes: number): void {
    const { follower, host } = this.parts
    switch (frame.type) {
      case 'welcome':
        return this.takeWelcome(frame)
      case 'rows':
        return this.takeRows(frame, bytes)
      case 'log':
        return follower.log(frame.entries)
      case 'live':
        if (this.phase !== 'live') throw new StreamError('live before the caught-up mark')
        return follower.live(frame.entries)
      case 'caught-up':
        return this.takeCaughtUp(frame)
      case 'refused':
        return follower.refused(frame.counter, frame.refusal, frame.opIndex)
      case 'people':
        return host.peopleCame(frame)
      case 'beat':
        host.beatCame(frame)
        return this.heal(follower.check(frame))
      case 'ephemeral':
        return host.ephemeralsCame(frame, this.authors)
      default:
        return unreachable(frame)
    }
  }

  private takeWelcome(welcome: Welcome): void {
    const isFirst = this.phase === 'greeting'
    if (this.phase === 'opening') throw new StreamError('a welcome before the hello')
    if (isFirst) this.parts.follower.connect()
    if (this.parts.follower.welcome(welcome) === 'replaced') return this.drop({ kind: 'replaced' })
    if (this.isOver()) return
    this.phase = 'joining'
    this.cancelCut()
    this.parts.host.welcomed(welcome)
    if (this.isOver()) return
    // A second welcome answers a heal: what was sent on this connection before is there already, and
    // the counters run on.
    if (isFirst) this.begin(welcome)
    else this.sender.resume()
  }

  private begin({ settled }: Welcome): void {
    const { environment, timing } = this.parts
    this.watchdog = new Watchdog({
      timing,
      clock: environment.clock,
      sendProbe: () => this.send({ type: 'probe' }),
      die: () => this.drop({ kind: 'silent' }),
    })
    this.sender.start(settled)
  }

  private takeRows(frame: Rows, bytes: number): void {
    const rows = this.parts.follower.rows(frame)
    this.parts.host.receivedRows(rows, bytes)
  }

  private takeCaughtUp(frame: CaughtUp): void {
    this.authors = new AuthorTable()
    for (const named of frame.authors) this.authors.put(named)
    const heal = this.parts.follower.caughtUp(frame)
    if (this.isOver()) return
    this.phase = 'live'
    this.parts.host.caughtUp()
    this.heal(heal)
  }

  /** Batches wait for the answer, which comes at once. Those sent before run on by their counters. */
  private heal(heal: Heal | null): void {
    if (heal === null || this.isOver()) return
    this.sender.pause()
    this.send(heal)
    this.expectWelcome()
  }
}
