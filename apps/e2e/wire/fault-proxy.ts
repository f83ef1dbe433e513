// A TCP proxy that does to a link what networks do: cuts it, holds it still in one direction or both, slows it down,
// chops it up, tells of its end late. It knows nothing of what passes through.

import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { listenOnLoopback, portOf } from '../src/loopback.ts'
import { type Direction, Link, type Side } from './fault-link.ts'
import type { ProxyClock, Shape } from './fault-way.ts'

/** `refusing`: new links are reset. */
type Mode = 'open' | 'refusing'

const PLAIN: Shape = {
  latencyMs: 0,
  jitterMs: 0,
  sliceBytes: Number.POSITIVE_INFINITY,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  closeDelayMs: 0,
}

const BOTH: readonly Direction[] = ['up', 'down']

const realClock: ProxyClock = {
  nowMs: () => performance.now(),
  setTimer: (fire, delayMs) => {
    const timer = setTimeout(fire, delayMs)
    return () => clearTimeout(timer)
  },
}

export interface FaultProxyOptions {
  readonly targetPort: number
  /** In [0, 1), for the jitter; seeded by tests. */
  readonly random?: () => number
  readonly clock?: ProxyClock
}

export class FaultProxy {
  private readonly targetPort: number
  private readonly random: () => number
  private readonly clock: ProxyClock
  private readonly server: Server
  private readonly links = new Set<Link>()
  private readonly held = new Set<Direction>()
  private mode: Mode = 'open'
  private shape: Shape = PLAIN

  private constructor({ targetPort, random, clock }: FaultProxyOptions) {
    this.targetPort = targetPort
    this.random = random ?? Math.random
    this.clock = clock ?? realClock
    // A half-closed link is one of the faults: the proxy must not finish it by itself.
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, near => this.accept(near))
  }

  static async open(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options)
    await listenOnLoopback(proxy.server)
    return proxy
  }

  get port(): number {
    return portOf(this.server)
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

  /** Resets one side of all links; the other hears of it after `closeDelayMs`, and speaks to nobody until then. */
  cutOff(side: Side): void {
    for (const link of this.links) link.cutOff(side)
  }

  /** Resets all links, and new ones as they come. */
  refuse(): void {
    this.mode = 'refusing'
    this.cut()
  }

  /** A black hole: links stay, new ones are taken, and no byte gets through, in one direction or both. */
  hold(directions: readonly Direction[] = BOTH): void {
    for (const direction of directions) this.held.add(direction)
  }

  /** Lets through again what comes, and what was held. */
  resume(): void {
    this.mode = 'open'
    this.held.clear()
    for (const link of this.links) link.pump()
  }

  /** A black hole for this link and ever: what is sent is never delivered, as after a change of network. */
  strand(directions: readonly Direction[] = BOTH): void {
    for (const link of this.links) link.strand(directions)
  }

  setShape(shape: Partial<Shape>): void {
    this.shape = { ...PLAIN, ...shape }
  }

  /** Tells one side that the other will send no more, while the way back stays open. */
  halfClose(side: Side): void {
    for (const link of this.links) link.halfClose(side)
  }

  async close(): Promise<void> {
    this.cut()
    this.server.close()
    await once(this.server, 'close')
  }

  private accept(client: Socket): void {
    if (this.mode === 'refusing') {
      client.on('error', ignore)
      client.resetAndDestroy()
      return
    }
    const { targetPort: port, random, clock } = this
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    const link: Link = new Link(
      { client, server },
      {
        clock,
        random,
        isHeld: direction => this.held.has(direction),
        shape: () => this.shape,
        ended: () => this.links.delete(link),
      },
    )
    this.links.add(link)
  }
}

function ignore(): void {}
