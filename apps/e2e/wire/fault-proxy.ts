// A TCP proxy that does to a link what networks do: cuts it, holds it still, slows it down, chops it up. It knows
// nothing of what passes through.

import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** How bytes get through while the proxy is open. */
export interface Shape {
  /** Each way. */
  readonly latencyMs: number
  /** A random part of this on top; the order of bytes is kept. */
  readonly jitterMs: number
  /** Bytes are handed on in pieces of this many. */
  readonly sliceBytes: number
}

/** `held`: nothing passes and nobody is told, as where packets get lost. `refusing`: new links are reset. */
type Mode = 'open' | 'held' | 'refusing'

const PLAIN: Shape = { latencyMs: 0, jitterMs: 0, sliceBytes: Number.POSITIVE_INFINITY }

export interface FaultProxyOptions {
  readonly targetPort: number
  /** In [0, 1), for the jitter; seeded by tests. */
  readonly random?: () => number
}

export class FaultProxy {
  private readonly targetPort: number
  private readonly random: () => number
  private readonly server: Server
  private readonly links = new Set<Link>()
  private mode: Mode = 'open'
  private shape: Shape = PLAIN

  private constructor({ targetPort, random }: FaultProxyOptions) {
    this.targetPort = targetPort
    this.random = random ?? Math.random
    // A half-closed link is one of the faults: the proxy must not finish it by itself.
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, near => this.accept(near))
  }

  static async open(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options)
    proxy.server.listen(0, '127.0.0.1')
    await once(proxy.server, 'listening')
    return proxy
  }

  get port(): number {
    const address = this.server.address()
    if (address === null || typeof address === 'string')
      throw new Error('a proxy that is open has a port')
    return address.port
  }

  get socketUrl(): string {
    return `ws://127.0.0.1:${this.port}/ws`
  }

  get linkCount(): number {
    return this.links.size
  }

  /** Resets all links at once. New ones are taken. */
  cut(): void {
    for (const link of this.links) link.reset()
  }

  /** Resets all links, and new ones as they come. */
  refuse(): void {
    this.mode = 'refusing'
    this.cut()
  }

  /** A black hole: links stay, new ones are taken, and no byte gets through. */
  hold(): void {
    this.mode = 'held'
  }

  /** Lets through again what comes, and what was held. */
  resume(): void {
    this.mode = 'open'
    for (const link of this.links) link.pump()
  }

  /** Holds for this link and ever: what it holds is never delivered, as after a change of network. */
  strand(): void {
    for (const link of this.links) link.strand()
  }

  setShape(shape: Partial<Shape>): void {
    this.shape = { ...PLAIN, ...shape }
  }

  /** Tells one side that the other will send no more, while the way back stays open. */
  halfClose(side: 'client' | 'server'): void {
    for (const link of this.links) link.halfClose(side)
  }

  async close(): Promise<void> {
    this.cut()
    this.server.close()
    await once(this.server, 'close')
  }

  private accept(near: Socket): void {
    if (this.mode === 'refusing') {
      near.on('error', ignore)
      near.resetAndDestroy()
      return
    }
    const far = connect({
      port: this.targetPort,
      host: '127.0.0.1',
      allowHalfOpen: true,
      noDelay: true,
    })
    const rules: LinkRules = {
      isHeld: () => this.mode === 'held',
      shape: () => this.shape,
      random: this.random,
      ended: () => this.links.delete(link),
    }
    const link: Link = new Link({ near, far }, rules)
    this.links.add(link)
  }
}

interface LinkRules {
  isHeld(): boolean
  shape(): Shape
  random(): number
  ended(): void
}

/** A client's socket and the server's, with what is on its way between them. */
class Link {
  private readonly near: Socket
  private readonly far: Socket
  private readonly ways: readonly [Way, Way]
  private isOver = false

  constructor({ near, far }: { near: Socket; far: Socket }, rules: LinkRules) {
    this.near = near
    this.far = far
    this.ways = [new Way({ from: near, to: far }, rules), new Way({ from: far, to: near }, rules)]
    for (const socket of [near, far]) {
      // Either side's error ends both with a reset, and 'close' follows each.
      socket.on('error', () => this.reset())
      socket.on('close', () => {
        if (near.destroyed && far.destroyed) this.end(rules)
      })
    }
  }

  pump(): void {
    for (const way of this.ways) way.pump()
  }

  reset(): void {
    for (const way of this.ways) way.stop()
    for (const socket of [this.near, this.far]) if (!socket.destroyed) socket.resetAndDestroy()
  }

  strand(): void {
    for (const way of this.ways) way.stop()
  }

  halfClose(side: 'client' | 'server'): void {
    const socket = side === 'client' ? this.near : this.far
    socket.end()
  }

  private end(rules: LinkRules): void {
    if (this.isOver) return
    this.isOver = true
    for (const way of this.ways) way.stop()
    rules.ended()
  }
}

interface Waiting {
  readonly bytes: Buffer
  readonly dueMs: number
}

/** One direction: a queue of bytes, each due at a time that never runs backwards. */
class Way {
  private readonly to: Socket
  private readonly rules: LinkRules
  private readonly queue: Waiting[] = []
  private lastDueMs = 0
  private hasEnded = false
  private isStopped = false
  private cancelTurn: (() => void) | null = null

  constructor({ from, to }: { from: Socket; to: Socket }, rules: LinkRules) {
    this.to = to
    this.rules = rules
    from.on('data', (bytes: Buffer) => this.take(bytes))
    from.on('end', () => {
      this.hasEnded = true
      this.pump()
    })
  }

  stop(): void {
    this.isStopped = true
    this.queue.length = 0
    this.cancelTurn?.()
  }

  pump(): void {
    while (!this.isStopped && !this.rules.isHeld() && this.cancelTurn === null) {
      const [next] = this.queue
      if (next === undefined) {
        if (this.hasEnded) this.to.end()
        return
      }
      const waitMs = next.dueMs - performance.now()
      if (waitMs > 0) return this.pumpAfter(waitMs)
      this.pass()
    }
  }

  private take(bytes: Buffer): void {
    if (this.isStopped) return
    const { latencyMs, jitterMs, sliceBytes } = this.rules.shape()
    const step = Math.min(sliceBytes, bytes.length)
    for (let at = 0; at < bytes.length; at += step) {
      const delayMs = latencyMs + jitterMs * this.rules.random()
      this.lastDueMs = Math.max(this.lastDueMs, performance.now() + delayMs)
      this.queue.push({ bytes: bytes.subarray(at, at + step), dueMs: this.lastDueMs })
    }
    this.pump()
  }

  private pass(): void {
    const next = this.queue.shift()
    if (next !== undefined && this.to.writable) this.to.write(next.bytes)
    // A slice a turn of the event loop, or the kernel would put them together again.
    if (Number.isFinite(this.rules.shape().sliceBytes)) this.pumpAfter(0)
  }

  private pumpAfter(waitMs: number): void {
    const turn = (): void => {
      this.cancelTurn = null
      this.pump()
    }
    if (waitMs > 0) {
      const timer = setTimeout(turn, waitMs)
      this.cancelTurn = () => clearTimeout(timer)
    } else {
      const immediate = setImmediate(turn)
      this.cancelTurn = () => clearImmediate(immediate)
    }
  }
}

function ignore(): void {}
