// Readers of one board or relay: each notes when which batch had come, and nothing else.

import { type AuthorId, AuthorTable, type DownFrame, decodeDown } from '@inkroom/protocol'
import { batchCount, relayedCount, relayedPens } from './frame-walk.ts'
import { machineMs } from './machine-clock.ts'
import type { Place } from './thin-member.ts'

/** A pen as its readers know it: its author, or its number at the relay. */
export type PenName = AuthorId | `${number}`

/** A batch by who sent it, as the how-manieth, from 1. */
export interface BatchName {
  readonly pen: PenName
  readonly counter: number
}

export class Reader {
  /** How many batches have come. */
  count = 0
  isLost = false
  /** For each frame with batches: how many had come then, and when. */
  readonly counts: number[] = []
  readonly timesMs: number[] = []
  private readonly countOf: (frame: Uint8Array) => number

  constructor({ kind }: Place) {
    this.countOf = kind === 'board' ? batchCount : relayedCount
  }

  received(frame: Uint8Array): void {
    const count = this.countOf(frame)
    if (count === 0) return
    this.count += count
    this.counts.push(this.count)
    this.timesMs.push(machineMs())
  }

  lost(): void {
    this.isLost = true
  }
}

/** Reads who sent what, which is the same for all readers of a place. */
export class OrderReader extends Reader {
  readonly order: BatchName[] = []
  private readonly see: (frame: Uint8Array) => void

  constructor(place: Place) {
    super(place)
    this.see = place.kind === 'board' ? boardOrder(this.order) : relayOrder(this.order)
  }

  override received(frame: Uint8Array): void {
    super.received(frame)
    this.see(frame)
  }
}

function relayOrder(order: BatchName[]): (frame: Uint8Array) => void {
  const last = new Map<number, number>()
  return frame => {
    for (const pen of relayedPens(frame)) {
      const counter = (last.get(pen) ?? 0) + 1
      last.set(pen, counter)
      order.push({ pen: `${pen}`, counter })
    }
  }
}

function boardOrder(order: BatchName[]): (frame: Uint8Array) => void {
  let table = new AuthorTable()
  const follow = (frame: DownFrame): void => {
    if (frame.type === 'caught-up') {
      table = new AuthorTable()
      for (const named of frame.authors) table.put(named)
    } else if (frame.type === 'live' || frame.type === 'log') {
      for (const { author, counter } of frame.entries) order.push({ pen: author, counter })
    }
  }
  return frame => follow(decodeDown(frame, table))
}
