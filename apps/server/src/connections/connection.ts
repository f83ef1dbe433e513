// One WebSocket: from its hello to its end. Reads frames, holds it to its limits, and hands what it says
// to its seat in a room.
//
//   awaiting-hello ──hello──▸ opening ──board there, author admitted──▸ joined
//         └──────────────┴─── any end: ours by name, theirs, or silence ──┴──▸ ended

import {
  authorIdOf,
  CLOSE_REASONS,
  type CloseName,
  closeNameOf,
  decodeUp,
  type Hello,
  limits,
  type PersonId,
  ProtocolError,
  personIdOf,
  type UpFrame,
  unreachable,
} from '@inkroom/protocol'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import type { Metrics } from '../metrics.ts'
import { Member, type Terms } from '../rooms/member.ts'
import type { Room } from '../rooms/room.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import type { Settings } from '../settings.ts'
import { admit } from './entrance.ts'
import { Heartbeat } from './heartbeat.ts'
import { checkHello } from './hello-check.ts'
import { Inflow } from './inflow.ts'
import type { PersonRates } from './person-rates.ts'
import { ReadGate } from './read-gate.ts'
import { SocketOutlet } from './socket-outlet.ts'
import { sweepFrames } from './sweep-frames.ts'

/** What a person may do on a board. */
export type MayDraw = (who: { readonly room: string; readonly person: PersonId }) => boolean

export interface ConnectionServices {
  readonly settings: Settings
  readonly clock: Clock
  readonly random: () => number
  readonly rooms: RoomRegistry
  readonly rates: PersonRates
  readonly metrics: Metrics
  readonly logger: Logger
  readonly mayDraw: MayDraw
  readonly terms: () => Terms
}

type ConnectionState =
  | { readonly kind: 'awaiting-hello'; readonly cancelDeadline: () => void }
  | { readonly kind: 'opening' }
  | { readonly kind: 'joined'; readonly member: Member }
  | { readonly kind: 'ended' }

const ignore = (): void => {}

/** A heal costs a whole snapshot, so it counts as many frames. */
const HEAL_FRAMES = 100

export class Connection {
  private readonly socket: WebSocket
  private readonly services: ConnectionServices
  private readonly outlet: SocketOutlet
  private readonly inflow: Inflow
  private readonly heartbeat: Heartbeat
  private releaseRate: () => void = ignore
  private state: ConnectionState

  constructor(socket: WebSocket, services: ConnectionServices) {
    const { clock, settings, random, metrics } = services
    this.socket = socket
    this.services = services
    this.outlet = new SocketOutlet(socket, metrics)
    this.inflow = new Inflow({
      clock,
      gate: new ReadGate(socket),
      ...settings,
      onPause: () => metrics.paused(),
      onRead: () => this.heartbeat.heard(),
      onFlood: () => this.end('too-fast'),
    })
    this.heartbeat = new Heartbeat({
      clock,
      random,
      beatEvery: settings.pingMs,
      silentMs: settings.silentMs,
      isDeaf: () => this.inflow.isHeld,
      onBeat: () => this.beat(),
      onSilent: () => this.endSilent(),
    })
    const cancelDeadline = clock.setTimer(() => this.end('hello-late'), settings.helloMs)
    this.state = { kind: 'awaiting-hello', cancelDeadline }
    this.listen()
  }

  /** The buffer has left this process. */
  drained(): void {
    if (this.state.kind === 'joined') this.guard(this.state.member, member => member.drained())
  }

  /** Ends it by name. */
  end(name: CloseName): void {
    if (!this.enterEnded(name)) return
    const { code, sentence } = CLOSE_REASONS[name]
    this.socket.close(code, sentence)
  }

  /** Ends it without a word. */
  terminate(): void {
    this.socket.terminate()
  }

  private listen(): void {
    const { socket } = this
    socket.on('message', (data, isBinary) => this.handleMessage(data, isBinary))
    socket.on('pong', data => this.handleControl(data.length))
    socket.on('ping', data => this.handleControl(data.length))
    socket.on('close', code => this.handleClose(code))
    // Bytes that are no WebSocket: ws closes the socket itself and says so by 'close'.
    socket.on('error', error => this.services.logger.debug({ error }, 'socket error'))
  }

  private handleControl(bytes: number): void {
    this.heartbeat.heard()
    this.inflow.spend(1, bytes)
  }

  private handleMessage(data: unknown, isBinary: boolean): void {
    this.heartbeat.heard()
    if (this.state.kind === 'ended') return
    if (!isBinary || !Buffer.isBuffer(data)) return this.end('bad-frame')
    if (data.length > limits.MAX_FRAME_BYTES) return this.end('frame-too-large')
    this.services.metrics.bytesReceived(data.length)
    // A plain view: a Buffer's `slice` would not copy.
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length)
    this.guard(bytes, () => {
      this.handleFrame(decodeUp(bytes))
      this.inflow.spend(1, bytes.length)
    })
  }

  /** Nothing that comes in ends more than this connection. */
  private guard<T>(value: T, act: (value: T) => void): void {
    try {
      act(value)
    } catch (error) {
      this.handleFailure(error)
    }
  }

  private handleFailure(error: unknown): void {
    if (!(error instanceof ProtocolError)) return this.fail(error)
    this.services.logger.info({ code: error.code }, error.message)
    // Of all that a hello may name, only its board can be unknown.
    const isBoardName = this.state.kind === 'awaiting-hello' && error.code === 'unknown-value'
    this.end(isBoardName ? 'board-name' : 'bad-frame')
  }

  private fail(error: unknown): void {
    this.services.metrics.failed()
    this.services.logger.error({ err: error }, 'a connection failed')
    this.end('internal-error')
  }

  private handleFrame(frame: UpFrame): void {
    const { state } = this
    switch (state.kind) {
      case 'awaiting-hello':
        return this.handleFirst(frame, state.cancelDeadline)
      case 'opening':
        // Asked before it could be answered; the welcome will show that the link is alive.
        if (frame.type !== 'probe') this.end('bad-frame')
        return
      case 'joined':
        return this.handleJoined(frame, state.member)
      case 'ended':
        return
      default:
        return unreachable(state)
    }
  }

  private handleFirst(frame: UpFrame, cancelDeadline: () => void): void {
    const verdict = checkHello(frame, this.services.settings.accessKey)
    if (verdict.kind === 'refused') return this.end(verdict.close)
    cancelDeadline()
    this.state = { kind: 'opening' }
    const { rate, release } = this.services.rates.share(personIdOf(verdict.hello.personKey))
    this.inflow.share(rate)
    this.releaseRate = release
    this.inflow.hold()
    this.open(verdict.hello).catch((error: unknown) => this.fail(error))
  }

  private async open(hello: Hello): Promise<void> {
    const { room, release } = await this.services.rooms.reserve(hello.roomName)
    try {
      await this.enter(room, hello)
    } finally {
      release()
    }
  }

  private async enter(room: Room, hello: Hello): Promise<void> {
    const entrance = await admit(room, hello)
    if (entrance === null) return this.end('author-taken')
    const { author, person, result, resume } = entrance
    // It may have ended while it waited.
    if (this.state.kind !== 'opening') return room.log.dismiss(author)
    const member = this.seat(room, hello)
    this.state = { kind: 'joined', member }
    const mode = member.join(resume, result === 'below-floor')
    this.services.metrics.joined(mode, result)
    this.services.logger.info({ room: room.log.room, author, person, mode, result }, 'joined')
    this.inflow.release()
  }

  private seat(room: Room, hello: Hello): Member {
    const { settings, metrics, mayDraw, terms } = this.services
    const person = personIdOf(hello.personKey)
    const member: Member = new Member({
      room,
      author: authorIdOf(hello.authorKey),
      person,
      profile: hello.profile,
      floor: hello.floor,
      mayDraw: mayDraw({ room: room.log.name, person }),
      outlet: this.outlet,
      bufferedBytes: settings.bufferedBytes,
      terms,
      events: {
        onOutcome: outcome => {
          metrics.batch(outcome)
          this.inflow.watch(member)
        },
        onTooSlow: () => this.end('too-slow'),
        onBehind: () => metrics.fellBehind(),
        onGap: () => metrics.gap(),
        onLive: () => {},
        onError: error => this.fail(error),
      },
    })
    return member
  }

  private handleJoined(frame: UpFrame, member: Member): void {
    switch (frame.type) {
      case 'batch':
        return this.submit(frame.bytes, member)
      case 'ephemeral':
        return member.say(frame.kind, frame.body)
      case 'profile':
        return member.setProfile(frame.profile)
      case 'probe':
        return member.sendBeat()
      case 'heal':
        return this.heal(member)
      case 'hello':
      case 'foreign-hello':
        return this.end('bad-frame')
      default:
        return unreachable(frame)
    }
  }

  private submit(bytes: Uint8Array, member: Member): void {
    const sweeps = member.submit(bytes)
    if (sweeps > 0) this.inflow.spend(sweeps * sweepFrames(member.rowCount), 0)
    this.inflow.watch(member)
  }

  private heal(member: Member): void {
    this.services.metrics.healed()
    this.services.logger.warn({ author: member.author }, 'state differs at a client')
    member.heal()
    this.inflow.spend(HEAL_FRAMES, 0)
  }

  private beat(): void {
    this.socket.ping()
    if (this.state.kind === 'joined') this.state.member.sendBeat()
  }

  private endSilent(): void {
    this.end('silent')
    // Nobody will answer the close.
    this.socket.terminate()
  }

  private handleClose(code: number): void {
    this.enterEnded(closeNameOf(code) ?? 'other')
  }

  /** The one way out: false where it has been taken before. */
  private enterEnded(name: CloseName | 'other'): boolean {
    const { state } = this
    if (state.kind === 'ended') return false
    this.state = { kind: 'ended' }
    this.heartbeat.stop()
    this.inflow.stop()
    this.releaseRate()
    if (state.kind === 'awaiting-hello') state.cancelDeadline()
    if (state.kind === 'joined') state.member.leave(this.heldUntilMs(name))
    const { metrics, logger } = this.services
    metrics.closed(name)
    logger.info({ reason: name }, 'connection ended')
    return true
  }

  /**
   * One who said goodbye is held for a reload's time; one whose link broke for a blip's. A dead network
   * thus shows after SILENT_MS + PRESENCE_GRACE_MS, 23 s.
   */
  private heldUntilMs(name: CloseName | 'other'): number {
    const { clock, settings } = this.services
    const isGoodbye = name === 'normal' || name === 'going-away'
    return clock.nowMs() + (isGoodbye ? settings.goodbyeGraceMs : settings.presenceGraceMs)
  }
}
