// What one connection is sent of its room: a cursor that reads as fast as its reader takes.
//
//   start ─▸ snapshot ─▸ log ─all read─▸ live ──buffer full──▸ log (behind), once the buffer is drained
//     └──────resumed─────▴ ▴─────────────────────────────────────┘
//
// While it is live it is pushed to; in all other states it pulls whenever there is room (`pump`). So a
// stalled reader costs nobody anything but its own bounded buffer.

import { unreachable } from '@inkroom/protocol'
import type { StoredPart } from '../storage/storage.ts'
import { BlockFrames } from './block-frames.ts'
import { nextLogFrame } from './log-frames.ts'
import type { Outlet } from './outlet.ts'
import type { SnapshotWalk } from './snapshot-walk.ts'

/** The room, as a feed reads it. */
export interface FeedSource {
  readonly headSeq: number
  /** Newer parts, at least one below the head; at once where they are in memory. */
  readParts(afterSeq: number): readonly StoredPart[] | Promise<readonly StoredPart[]>
  /** The mark that a connection has everything, as of now. */
  caughtUpFrame(): Uint8Array
}

export interface FeedEvents {
  /** Live frames come faster than they leave. */
  onBehind(): void
  onLive(): void
  /** The log that it was to read next has been let go of: it has ended. */
  onGap(): void
  onError(error: unknown): void
}

interface InSnapshot {
  readonly kind: 'snapshot'
  readonly walk: SnapshotWalk
  /** The log goes on behind this seq. */
  readonly seq: number
  frames: readonly Uint8Array[]
  sent: number
}

interface InLog {
  readonly kind: 'log'
  seq: number
  parts: readonly StoredPart[]
}

type FeedState = InSnapshot | InLog | { readonly kind: 'live' } | { readonly kind: 'ended' }

export interface FeedOptions {
  readonly source: FeedSource
  readonly outlet: Outlet
  readonly events: FeedEvents
  /** The most that is held for the connection. */
  readonly bufferedBytes: number
}

export class Feed {
  private readonly options: FeedOptions
  /** Pulling stops at half of what may be held: a chunk and live frames still fit above it. */
  private readonly pullBytes: number
  private state: FeedState = { kind: 'ended' }
  private waiting = false

  constructor(options: FeedOptions) {
    this.options = options
    this.pullBytes = options.bufferedBytes / 2
  }

  get isLive(): boolean {
    return this.state.kind === 'live'
  }

  get isInSnapshot(): boolean {
    return this.state.kind === 'snapshot'
  }

  /** The welcome was sent: rows follow, then the log behind `seq`. */
  startSnapshot(walk: SnapshotWalk, seq: number): void {
    this.state = { kind: 'snapshot', walk, seq, frames: [], sent: 0 }
    this.pump()
  }

  /** The welcome was sent: the log behind `seq` follows. */
  startLog(seq: number): void {
    this.state = { kind: 'log', seq, parts: [] }
    this.pump()
  }

  end(): void {
    this.state = { kind: 'ended' }
  }

  /** A new emission, which begins at `first`. */
  offer(frame: Uint8Array, first: number): void {
    if (this.state.kind !== 'live') return
    const { outlet, bufferedBytes, events } = this.options
    if (outlet.bufferedBytes + frame.length <= bufferedBytes) return outlet.send(frame)
    this.state = { kind: 'log', seq: first - 1, parts: [] }
    events.onBehind()
    // The frame alone may be larger than what may be held. Then nothing waits that could drain.
    this.pump()
  }

  /** Sends what there is room for. Called at the start and whenever the buffer has drained. */
  pump(): void {
    while (!this.waiting && this.options.outlet.bufferedBytes < this.pullBytes) {
      if (!this.step()) return
    }
  }

  /** Whether there may be more to do. */
  private step(): boolean {
    const { state } = this
    switch (state.kind) {
      case 'snapshot':
        return this.stepSnapshot(state)
      case 'log':
        return this.stepLog(state)
      case 'live':
      case 'ended':
        return false
      default:
        return unreachable(state)
    }
  }

  private stepSnapshot(state: InSnapshot): boolean {
    const frame = state.frames[state.sent]
    if (frame === undefined) return this.nextBlock(state)
    state.sent += 1
    this.options.outlet.send(frame)
    return true
  }

  private nextBlock(state: InSnapshot): boolean {
    const next = state.walk.next()
    if (next === null) {
      this.state = { kind: 'log', seq: state.seq, parts: [] }
      return true
    }
    const frames = next instanceof BlockFrames ? (next.ready ?? next.promise) : next
    return this.take(frames, state, ready => {
      state.frames = ready
      state.sent = 0
    })
  }

  private stepLog(state: InLog): boolean {
    const { source, outlet } = this.options
    const next = nextLogFrame(state.parts, state.seq)
    if (next !== null) {
      outlet.send(next.frame)
      state.seq = next.last
      return true
    }
    if (state.seq >= source.headSeq) return this.becomeLive()
    return this.take(source.readParts(state.seq), state, parts => this.takeParts(state, parts))
  }

  private takeParts(state: InLog, parts: readonly StoredPart[]): void {
    state.parts = parts
    const first = parts[0]?.first ?? state.seq
    if (first <= state.seq + 1) return
    this.end()
    this.options.events.onGap()
  }

  private becomeLive(): boolean {
    const { source, outlet, events } = this.options
    outlet.send(source.caughtUpFrame())
    this.state = { kind: 'live' }
    events.onLive()
    return false
  }

  /** Goes on with what is there, or once it is there and still wanted. */
  private take<T>(value: T | Promise<T>, state: FeedState, use: (value: T) => void): boolean {
    if (!(value instanceof Promise)) {
      use(value)
      return true
    }
    this.waiting = true
    value
      .then(
        ready => {
          this.waiting = false
          if (this.state === state) use(ready)
        },
        (error: unknown) => {
          this.waiting = false
          // What was asked for before a heal is of no more use; the heal still waits its turn.
          if (this.state === state) throw error
        },
      )
      .then(() => this.pump())
      .catch((error: unknown) => this.options.events.onError(error))
    return false
  }
}
