// One WebSocket: from its hello to its end. Reads frames, holds it to its limits, and hands what it says
// to its seat in a room.
//
//   awaiting-hello ──hello──▸ opening ──board there, author admitted──▸ joined
//         └──────────────┴─── any end: ours by name, theirs, or silence ──┴──▸ ended

import {
  CLOSE_REASONS,
  type CloseName,
  closeNameOf,
  decodeUp,
  type Hello,
  limits,
  ProtocolError,
  personIdOf,
  type UpFrame,
  unreachable,
} from '@inkroom/protocol'
import type { WebSocket } from 'ws'
import type { Member } from '../rooms/member.ts'
import type { Room } from '../rooms/room.ts'
import type { ConnectionServices } from './connection-services.ts'
import { admit } from './entrance.ts'
import { Heartbeat } from './heartbeat.ts'
import { checkHello } from './hello-check.ts'
import { Inflow } from './inflow.ts'
import { ReadGate } from './read-gate.ts'
import { handleSeated, type SeatedConnection, seatOf } from './seat.ts'
import { SocketOutlet } from './socket-outlet.ts'

type ConnectionState =
  | { readonly kind: 'awaiting-hello'; readonly cancelDeadline: () => void }
  | { readonly kind: 'opening'; readonly releaseRate: () => void }
  | { readonly kind: 'joined'; readonly releaseRate: () => void; readonly member: Member }
  | { readonly kind: 'ended' }

export class Connection implements SeatedConnection {
  private readonly socket: WebSocket
  readonly services: ConnectionServices
  readonly outlet: SocketOutlet
  readonly inflow: Inflow
  private readonly heartbeat: Heartbeat
  private state: ConnectionState

  constructor(socket: WebSocket, services: ConnectionServices) {
    const { clock, settings, random, journal } = services
    this.socket = socket
    this.services = services
    this.outlet = new SocketOutlet(socket, journal.metrics)
    this.inflow = new Inflow({
      clock,
      gate: new ReadGate(socket),
      batchesPerSecond: settings.batchesPerSecond,
      bytesPerSecond: settings.bytesPerSecond,
      onPause: () => journal.paused(),
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

  /** Ends it by a mistake of ours. */
  fail(error: unknown): void {
    this.services.journal.failed(error, 'a connection failed')
    this.end('internal-error')
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
    socket.on('error', error => this.services.journal.socketFailed(error))
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
    this.services.journal.metrics.bytesReceived(data.length)
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
    this.services.journal.unreadable(error)
    // Of all that a hello may name, only its board can be unknown.
    const isBoardName = this.state.kind === 'awaiting-hello' && error.code === 'unknown-value'
    this.end(isBoardName ? 'board-name' : 'bad-frame')
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
        return handleSeated(frame, state.member, this)
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
    const { rate, release } = this.services.rates.share(personIdOf(verdict.hello.personKey))
    this.state = { kind: 'opening', releaseRate: release }
    this.inflow.share(rate)
    this.inflow.hold()
    this.open(verdict.hello).catch((error: unknown) => this.fail(error))
  }

  private async open(hello: Hello): Promise<void> {
    const reservation = await this.services.rooms.reserve(hello.roomName)
    if (reservation === null) return this.end('try-later')
    const { room, release } = reservation
    try {
      await this.enter(room, hello)
    } finally {
      release()
    }
  }

  private async enter(room: Room, hello: Hello): Promise<void> {
    // Whoever is there is read no further, and who comes would be read once more.
    if (room.log.unsettledLoad >= 1) return this.end('try-later')
    const entrance = await admit(room, hello)
    if (entrance === null) return this.end('author-taken')
    const { author, person, result, resume } = entrance
    // Either may have ended while it waited.
    if (this.state.kind !== 'opening' || room.isClosed) {
      room.log.dismiss(author)
      return this.end('try-later')
    }
    const member = seatOf(room, hello, this)
    this.state = { ...this.state, kind: 'joined', member }
    const mode = member.join(resume, result === 'below-floor')
    this.services.journal.joined({ room: room.log.room, author, person, mode, result })
    this.inflow.release()
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
    if (state.kind === 'awaiting-hello') state.cancelDeadline()
    else state.releaseRate()
    if (state.kind === 'joined') state.member.leave(this.heldUntilMs(name))
    this.services.journal.connectionEnded(name)
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
