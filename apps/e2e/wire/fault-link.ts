// One link through the fault proxy: a client's socket and the server's, with what is on its way between them.

import type { Socket } from 'node:net'
import { Way, type WayRules } from './fault-way.ts'

export type Side = 'client' | 'server'
/** `up` leads to the server. */
export type Direction = 'up' | 'down'

export interface LinkRules extends Omit<WayRules, 'isHeld'> {
  isHeld(direction: Direction): boolean
  ended(): void
}

export class Link {
  private readonly sockets: Readonly<Record<Side, Socket>>
  private readonly ways: Readonly<Record<Direction, Way>>
  private readonly rules: LinkRules
  private cancelReset: () => void = () => {}
  private isOver = false

  constructor(sockets: Readonly<Record<Side, Socket>>, rules: LinkRules) {
    const { client, server } = sockets
    this.sockets = sockets
    this.rules = rules
    this.ways = {
      up: new Way({ from: client, to: server }, { ...rules, isHeld: () => rules.isHeld('up') }),
      down: new Way({ from: server, to: client }, { ...rules, isHeld: () => rules.isHeld('down') }),
    }
    for (const socket of [client, server]) {
      // 'close' follows.
      socket.on('error', () => this.resetLater())
      socket.on('close', () => {
        if (client.destroyed && server.destroyed) this.end()
      })
    }
  }

  pump(): void {
    this.ways.up.pump()
    this.ways.down.pump()
  }

  /** Both sides hear it at once. */
  reset(): void {
    this.cancelReset()
    for (const way of [this.ways.up, this.ways.down]) way.stop()
    for (const socket of [this.sockets.client, this.sockets.server]) {
      if (!socket.destroyed) socket.resetAndDestroy()
    }
  }

  /** One side hears it at once, the other when the close has come to it. */
  cutOff(side: Side): void {
    this.sockets[side].resetAndDestroy()
    this.resetLater()
  }

  strand(directions: readonly Direction[]): void {
    for (const direction of directions) this.ways[direction].stop()
  }

  halfClose(side: Side): void {
    this.sockets[side].end()
  }

  /** Until then what is sent goes nowhere. */
  private resetLater(): void {
    const { closeDelayMs } = this.rules.shape()
    this.cancelReset()
    if (closeDelayMs === 0) this.reset()
    else this.cancelReset = this.rules.clock.setTimer(() => this.reset(), closeDelayMs)
  }

  private end(): void {
    if (this.isOver) return
    this.isOver = true
    this.cancelReset()
    for (const way of [this.ways.up, this.ways.down]) way.stop()
    this.rules.ended()
  }
}
