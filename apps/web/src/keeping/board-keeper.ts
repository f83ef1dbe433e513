// Keeps a copy of the board in this browser, in quiet moments: some seconds after the last change, now and then
// while changes do not end, and when the page is put aside. Never on the path of the pen: what is written is made
// in slices of a few milliseconds, and only of what is not there yet.

import type { Clock } from '@inkroom/client'
import type { Row } from '@inkroom/protocol'
import {
  type BoardShelf,
  type KeptPart,
  MAX_KEPT_BYTES,
  type ShelfAnswer,
  type ShelvedBoard,
} from './board-shelf.ts'
import { type BoardCopy, changedParts, encodePart, headOf } from './kept-board.ts'

export const QUIET_MS = 3_000
export const LONGEST_WAIT_MS = 30_000
/** A quarter of a frame at 60 Hz. */
const SLICE_MS = 4

export interface BoardKeeperParts {
  readonly roomName: string
  readonly shelf: BoardShelf
  readonly clock: Clock
  /** As of now; null while there is no place to go on from. */
  readonly copy: () => BoardCopy | null
  readonly drawStamp: () => string
  /** Resolves when the page had its turn. */
  readonly nextTurn: () => Promise<void>
  /** Whether the next page would find the board here, as far as one was to be kept. */
  readonly onKept: (isKept: boolean) => void
}

/** What is on the shelf, as far as this page knows. */
interface Baseline {
  readonly stamp: string | null
  readonly rows: readonly Row[]
  readonly partBytes: readonly number[]
  readonly place: string
}

type WriteAnswer = ShelfAnswer | 'failed' | 'too-large'

const NOTHING: Baseline = { stamp: null, rows: [], partBytes: [], place: '' }
const placeOf = ({ position: { room, seq, hash } }: BoardCopy): string => `${room} ${seq} ${hash}`

export class BoardKeeper {
  private readonly parts: BoardKeeperParts
  private baseline = NOTHING
  private cancelTimer: (() => void) | null = null
  private firstChangeMs = 0
  private lastChangeMs = 0
  private isKeeping = false
  /** What is being written, or was last; never rejects. */
  private underWay: Promise<void> = Promise.resolve()
  private isStopped = false

  constructor(parts: BoardKeeperParts) {
    this.parts = parts
  }

  /** The board was begun from what is on the shelf. */
  beganFrom({ copy, stamp, partBytes }: ShelvedBoard): void {
    this.baseline = { stamp, rows: copy.rows, partBytes, place: placeOf(copy) }
  }

  /** Cheap: called for each entry of the log. */
  changed(): void {
    const nowMs = this.parts.clock.nowMs()
    this.lastChangeMs = nowMs
    if (this.cancelTimer !== null || this.isStopped) return
    this.firstChangeMs = nowMs
    this.lookAfter(QUIET_MS)
  }

  /** The page may be gone soon. Resolves when it is done, or failed. */
  async keepNow(): Promise<void> {
    if (this.isKeeping || this.isStopped) return
    this.cancelTimer?.()
    this.cancelTimer = null
    this.isKeeping = true
    const done = this.keep().finally(() => {
      this.isKeeping = false
    })
    this.underWay = done.catch(() => undefined)
    await done
  }

  /** The copy goes, and no other one is made: what is being written now goes with it. */
  async forget(): Promise<void> {
    this.stop()
    await this.underWay
    const { shelf, roomName } = this.parts
    // One that cannot be removed is not shown for long: whoever opens it is told so by the server.
    await shelf.remove(roomName).catch(() => undefined)
  }

  stop(): void {
    this.isStopped = true
    this.cancelTimer?.()
  }

  private lookAfter(delayMs: number): void {
    this.cancelTimer = this.parts.clock.setTimer(() => {
      this.cancelTimer = null
      this.look()
    }, delayMs)
  }

  /** One timer for many changes: it is wound up again for as long as the board is busy. */
  private look(): void {
    const nowMs = this.parts.clock.nowMs()
    const dueMs = Math.min(this.lastChangeMs + QUIET_MS, this.firstChangeMs + LONGEST_WAIT_MS)
    if (dueMs > nowMs) this.lookAfter(dueMs - nowMs)
    else if (this.isKeeping) this.lookAfter(QUIET_MS)
    else void this.keepNow()
  }

  private async keep(): Promise<void> {
    const copy = this.parts.copy()
    if (copy === null || copy.rows.length === 0 || placeOf(copy) === this.baseline.place) return
    let answer = await this.write(copy)
    if (answer === 'overtaken') {
      this.baseline = NOTHING
      answer = await this.write(copy)
    }
    // Nothing is known of the parts that another page has put there. (Of those of a write that failed the stamp tells.)
    if (answer === 'same') this.baseline = { ...NOTHING, place: placeOf(copy) }
    this.parts.onKept(answer === 'written' || answer === 'same')
  }

  private async write(copy: BoardCopy): Promise<WriteAnswer> {
    const { roomName, shelf, clock, drawStamp } = this.parts
    const { baseline } = this
    const parts = await this.encode(copy.rows, changedParts(copy.rows, baseline.rows))
    if (parts === null) return this.giveUp()
    const head = headOf(copy, drawStamp())
    const partBytes = baseline.partBytes.slice(0, head.partCount)
    for (const { part, bytes } of parts) partBytes[part] = bytes.length
    const bytes = partBytes.reduce((sum, each) => sum + each, 0)
    if (bytes > MAX_KEPT_BYTES) return this.giveUp()
    const keptAtMs = clock.nowMs()
    const basedOn = baseline.stamp
    const write = { head, basedOn, parts, bytes, keptAtMs }
    // No room, or no storage at all: the next visit loads the board, that is all.
    const answer = await shelf.write(roomName, write).catch(() => 'failed' as const)
    if (answer === 'written') {
      this.baseline = { stamp: head.stamp, rows: copy.rows, partBytes, place: placeOf(copy) }
    }
    return answer
  }

  /** Not tried again by this page: boards hardly shrink, and each try would encode all of it. */
  private async giveUp(): Promise<'too-large'> {
    this.stop()
    this.baseline = NOTHING
    // One that cannot be removed is an older copy of the same board.
    await this.parts.shelf.remove(this.parts.roomName).catch(() => undefined)
    return 'too-large'
  }

  /** Null once they are too large together: the rest is not looked at any more. */
  private async encode(
    rows: readonly Row[],
    wanted: readonly number[],
  ): Promise<KeptPart[] | null> {
    const { clock, nextTurn } = this.parts
    const encoded: KeptPart[] = []
    let sumBytes = 0
    let sliceEndsMs = clock.nowMs() + SLICE_MS
    for (const part of wanted) {
      if (clock.nowMs() >= sliceEndsMs) {
        await nextTurn()
        sliceEndsMs = clock.nowMs() + SLICE_MS
      }
      const bytes = encodePart(rows, part)
      sumBytes += bytes.length
      if (sumBytes > MAX_KEPT_BYTES) return null
      encoded.push({ part, bytes })
    }
    return encoded
  }
}
