// One direction of a link through the fault proxy: a queue of bytes, and of the end behind them, each due at a time
// that never runs backwards.

import type { Socket } from 'node:net'

/** How bytes get through while the proxy is open. */
export interface Shape {
  /** Each way. */
  readonly latencyMs: number
  /** A random part of this on top; the order of bytes is kept. */
  readonly jitterMs: number
  /** Bytes are handed on in pieces of this many. */
  readonly sliceBytes: number
  /** What one direction carries, whatever is sent. */
  readonly bytesPerSecond: number
  /** So much later than the bytes in front of it one side hears that the other has closed, or was reset. */
  readonly closeDelayMs: number
}

export interface ProxyClock {
  nowMs(): number
  /** Returns what cancels it. */
  setTimer(fire: () => void, delayMs: number): () => void
}

export interface WayRules {
  readonly clock: ProxyClock
  isHeld(): boolean
  shape(): Shape
  /** In [0, 1). */
  random(): number
}

type Waiting =
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly dueMs: number }
  | { readonly kind: 'end'; readonly dueMs: number }

/** The sender is read no further, so that a slow or held link fills its buffers as a real one does. */
const MOST_QUEUED_BYTES = 256 * 1024
/** A slow line passes on what it carries in so long, instead of all at the end. */
const BANDWIDTH_STEP_MS = 50

export class Way {
  private readonly from: Socket
  private readonly to: Socket
  private readonly rules: WayRules
  private readonly queue: Waiting[] = []
  private queuedBytes = 0
  private lineFreeMs = 0
  private lastDueMs = 0
  private isStopped = false
  private cancelTurn: (() => void) | null = null

  constructor({ from, to }: { from: Socket; to: Socket }, rules: WayRules) {
    this.from = from
    this.to = to
    this.rules = rules
    from.on('data', (bytes: Buffer) => this.take(bytes))
    from.on('end', () => this.takeEnd())
  }

  /** Nothing gets through any more, and nobody is told. */
  stop(): void {
    this.isStopped = true
    this.queue.length = 0
    this.queuedBytes = 0
    this.from.resume()
    this.cancelTurn?.()
  }

  /** Hands on what is due. */
  pump(): void {
    while (!this.isStopped && !this.rules.isHeld() && this.cancelTurn === null) {
      const [next] = this.queue
      if (next === undefined) return
      const waitMs = next.dueMs - this.rules.clock.nowMs()
      if (waitMs > 0) return this.pumpAfter(waitMs)
      this.queue.shift()
      this.pass(next)
    }
  }

  private take(bytes: Buffer): void {
    if (this.isStopped) return
    const { sliceBytes, bytesPerSecond } = this.rules.shape()
    const carried = Math.ceil((bytesPerSecond * BANDWIDTH_STEP_MS) / 1000)
    const step = Math.max(1, Math.min(sliceBytes, carried, bytes.length))
    for (let at = 0; at < bytes.length; at += step) this.put(bytes.subarray(at, at + step))
    if (this.queuedBytes > MOST_QUEUED_BYTES) this.from.pause()
    this.pump()
  }

  private put(bytes: Buffer): void {
    const { latencyMs, jitterMs, bytesPerSecond } = this.rules.shape()
    const nowMs = this.rules.clock.nowMs()
    this.lineFreeMs = Math.max(nowMs, this.lineFreeMs) + (bytes.length * 1000) / bytesPerSecond
    const arrivalMs = this.lineFreeMs + latencyMs + jitterMs * this.rules.random()
    this.lastDueMs = Math.max(this.lastDueMs, arrivalMs)
    this.queuedBytes += bytes.length
    this.queue.push({ kind: 'bytes', bytes, dueMs: this.lastDueMs })
  }

  private takeEnd(): void {
    const { latencyMs, closeDelayMs } = this.rules.shape()
    const arrivalMs = this.rules.clock.nowMs() + latencyMs
    this.lastDueMs = Math.max(this.lastDueMs, arrivalMs) + closeDelayMs
    this.queue.push({ kind: 'end', dueMs: this.lastDueMs })
    this.pump()
  }

  private pass(next: Waiting): void {
    if (next.kind === 'end') {
      this.to.end()
      return
    }
    this.queuedBytes -= next.bytes.length
    if (this.queuedBytes <= MOST_QUEUED_BYTES / 2) this.from.resume()
    if (this.to.writable) this.to.write(next.bytes)
    // A slice a turn of the event loop, or the kernel would put them together again.
    if (Number.isFinite(this.rules.shape().sliceBytes)) this.pumpAfter(0)
  }

  private pumpAfter(waitMs: number): void {
    const turn = (): void => {
      this.cancelTurn = null
      this.pump()
    }
    if (waitMs > 0) {
      this.cancelTurn = this.rules.clock.setTimer(turn, waitMs)
    } else {
      const immediate = setImmediate(turn)
      this.cancelTurn = () => clearImmediate(immediate)
    }
  }
}
