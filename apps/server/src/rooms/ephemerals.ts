// What is said once and never stored: the newest of each author and kind goes out with the next frame of
// the room, to everyone but its author.

import { encodeDown, limits } from '@inkroom/protocol'
import { EPHEMERALS_GATHER_MS } from '../bounds.ts'
import type { Clock } from '../clock.ts'

/** Someone who is told, and who by its number is not told its own. */
export interface EphemeralListener {
  readonly index: number
  takeEphemerals(frame: Uint8Array): void
}

type Words = Map<number, Uint8Array>

export interface EphemeralsOptions {
  readonly clock: Clock
  readonly listeners: () => Iterable<EphemeralListener>
}

export class Ephemerals {
  private readonly options: EphemeralsOptions
  private readonly words = new Map<number, Words>()
  private flushedMs = Number.NEGATIVE_INFINITY
  private cancelFlush: (() => void) | null = null

  constructor(options: EphemeralsOptions) {
    this.options = options
  }

  say(index: number, kind: number, body: Uint8Array): void {
    const words = this.words.get(index) ?? new Map<number, Uint8Array>()
    this.words.set(index, words)
    // A copy: the frame it came in is a piece of a larger buffer.
    words.set(kind, body.slice())
    this.schedule()
  }

  /** The number will be another author's. */
  forget(index: number): void {
    this.words.delete(index)
  }

  close(): void {
    this.cancelFlush?.()
  }

  private schedule(): void {
    if (this.cancelFlush !== null) return
    const { clock } = this.options
    const waitMs = Math.max(0, this.flushedMs + EPHEMERALS_GATHER_MS - clock.nowMs())
    this.cancelFlush = clock.setTimer(() => this.flush(), waitMs)
  }

  private flush(): void {
    this.cancelFlush = null
    this.flushedMs = this.options.clock.nowMs()
    if (this.words.size === 0) return
    const frames = framesOf(this.takePieces())
    for (const listener of this.options.listeners()) {
      const frame = frames.for(listener.index)
      if (frame !== null) listener.takeEphemerals(frame)
    }
    if (this.words.size > 0) this.schedule()
  }

  /** Of as many authors as fit a chunk; the others come first in the next frame. */
  private takePieces(): Pieces {
    const pieces = new Map<number, Uint8Array>()
    let bytes = 0
    for (const [index, said] of this.words) {
      const piece = encodeWords(index, said)
      bytes += piece.length
      if (pieces.size > 0 && bytes > limits.CHUNK_BYTES) break
      pieces.set(index, piece)
      this.words.delete(index)
    }
    return pieces
  }
}

/** What each author has said, as a frame of its own. */
type Pieces = ReadonlyMap<number, Uint8Array>

interface Frames {
  for(index: number): Uint8Array | null
}

/** Encoded once; who has said something itself gets the same bytes with its own cut out. */
function framesOf(pieces: Pieces): Frames {
  const everything = joined([...pieces.values()])
  const starts = startsOf(pieces)
  return {
    for(index) {
      const [piece, start] = [pieces.get(index), starts.get(index)]
      if (piece === undefined || start === undefined) return everything
      if (pieces.size === 1) return null
      const end = start + piece.length - 1
      return Buffer.concat([everything.subarray(0, start), everything.subarray(end)])
    },
  }
}

/** Where each author's words begin in the frame of all. */
function startsOf(pieces: Pieces): ReadonlyMap<number, number> {
  const starts = new Map<number, number>()
  let at = 1
  for (const [index, piece] of pieces) {
    starts.set(index, at)
    at += piece.length - 1
  }
  return starts
}

function encodeWords(index: number, said: Words): Uint8Array {
  const all = [...said].map(([kind, body]) => ({ index, kind, body }))
  return encodeDown({ type: 'ephemeral', all })
}

/** The entries of several frames as one: all begin with the same byte of type. */
function joined(frames: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = frames
  return Buffer.concat([first ?? new Uint8Array(), ...others.map(frame => frame.subarray(1))])
}
