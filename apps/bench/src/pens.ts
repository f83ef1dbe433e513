// Pens that write by their scripts, each over its own connection, and note when they sent what.

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorIdOf, SECRET_BYTES } from '@inkroom/protocol'
import { BATCH_FRAME } from './frame-types.ts'
import { machineMs } from './machine-clock.ts'
import type { PenBatch } from './pen-script.ts'
import type { PenName } from './reader.ts'
import type { SentMs } from './readers-program.ts'
import { joinThin, type Place } from './thin-member.ts'
import type { ThinSocket } from './thin-socket.ts'

/** Which part of what was sent counts: behind the warm-up. */
export interface Window {
  readonly fromMs: number
}

interface Pen {
  readonly name: PenName
  /** The first byte of each message. */
  readonly head: number
  readonly socket: ThinSocket
  readonly script: readonly PenBatch[]
  readonly sentMs: number[]
}

interface Due {
  readonly pen: Pen
  readonly batch: PenBatch
}

const ignore = (): void => {}

async function openPen(place: Place, index: number, script: readonly PenBatch[]): Promise<Pen> {
  const key = randomBytes(SECRET_BYTES)
  // What is said to everyone is said to pens too; they let it pass.
  const socket = await joinThin(place, key, { received: ignore, lost: ignore })
  const isBoard = place.kind === 'board'
  return {
    name: isBoard ? authorIdOf(key) : `${index}`,
    head: isBoard ? BATCH_FRAME : index,
    socket,
    script,
    sentMs: [],
  }
}

export class Pens {
  private readonly pens: readonly Pen[]
  /** Everything that is to be sent, in its order. */
  private readonly due: readonly Due[]
  private next = 0
  private startMs = 0
  /** How much later than by its script each batch left: this process's own slowness. */
  readonly lateMs: number[] = []

  private constructor(pens: readonly Pen[]) {
    this.pens = pens
    this.due = pens
      .flatMap(pen => pen.script.map(batch => ({ pen, batch })))
      .sort((a, b) => a.batch.atMs - b.batch.atMs)
  }

  static async join(place: Place, scripts: readonly (readonly PenBatch[])[]): Promise<Pens> {
    const opened = scripts.map((script, index) => openPen(place, index, script))
    return new Pens(await Promise.all(opened))
  }

  /** How many were sent so far. */
  get batches(): number {
    return this.next
  }

  start(): void {
    this.startMs = machineMs()
  }

  /** Resolves when everything up to that time of the scripts has been sent; returns how many points. */
  async sendUntil(endMs: number): Promise<number> {
    let points = 0
    for (;;) {
      const nowMs = machineMs() - this.startMs
      for (let due = this.due[this.next]; due !== undefined; due = this.due[this.next]) {
        if (due.batch.atMs > nowMs || due.batch.atMs >= endMs) break
        this.send(due)
        points += due.batch.points
      }
      if (nowMs >= endMs) return points
      await sleep(1)
    }
  }

  /** The newest point of a batch is made as it is sent. */
  sentSince(scriptMs: number): SentMs {
    return new Map(
      this.pens.map(({ name, sentMs }) => [
        name,
        Float64Array.from(sentMs, ms => (ms < this.startMs + scriptMs ? Number.NaN : ms)),
      ]),
    )
  }

  close(): void {
    for (const { socket } of this.pens) socket.close()
  }

  private send({ pen, batch }: Due): void {
    const message = new Uint8Array(batch.bytes.length + 1)
    message[0] = pen.head
    message.set(batch.bytes, 1)
    const nowMs = machineMs()
    this.lateMs.push(nowMs - this.startMs - batch.atMs)
    pen.sentMs.push(nowMs)
    pen.socket.send(message)
    this.next += 1
  }
}
