// How much of a board is stored, and whether more may come.
//
// While all of the log stays, log and rows are held to the quota each by itself: what pens draw takes less as
// rows, yet an object of nothing takes 5 bytes of log and 120 as a row. Where the log is cut the rows go on
// growing, so both count together.
//
// Full is a state of the board, not of a batch: it begins where the largest batch would no longer fit. So
// it can be said beforehand, and the log never grows beyond the quota. Rows are weighed as they are folded,
// so they may be beyond it by what one commit makes of them.

import { ENTRY_OVERHEAD_BYTES, LARGEST_ENTRY_BYTES } from '../bounds.ts'

interface Sized {
  readonly bytes: Uint8Array
}

export interface QuotaOptions {
  /** Of the log. */
  readonly storedBytes: number
  readonly maxBytes: number
  /** Of the log; 0 for all. */
  readonly keepBytes: number
}

const sum = (all: readonly Sized[]): number =>
  all.reduce((total, { bytes }) => total + bytes.length, 0)

export class LogQuota {
  private readonly maxBytes: number
  private readonly isCut: boolean
  private stored: number
  private rows = 0
  /** Of batches that have their place and are not stored: the most that they may become. */
  private placed = 0
  /**
   * What is placed is reckoned larger than it turns out to be: a board that has refused a batch is full
   * until something is let go of, so that it does not seem to change its mind.
   */
  private hasRefused = false

  constructor({ storedBytes, maxBytes, keepBytes }: QuotaOptions) {
    this.stored = storedBytes
    this.maxBytes = maxBytes
    this.isCut = keepBytes > 0
  }

  /** Of the log. */
  get storedBytes(): number {
    return this.stored
  }

  get isFull(): boolean {
    return this.hasRefused || this.takenBytes + LARGEST_ENTRY_BYTES > this.maxBytes
  }

  private get takenBytes(): number {
    const logBytes = this.stored + this.placed
    return this.isCut ? logBytes + this.rows : Math.max(logBytes, this.rows)
  }

  /** False where the board is full. */
  place(batch: Sized): boolean {
    this.hasRefused = this.isFull
    if (this.hasRefused) return false
    this.placed += batch.bytes.length + ENTRY_OVERHEAD_BYTES
    return true
  }

  store(batches: readonly Sized[], parts: readonly Sized[]): void {
    this.placed -= sum(batches) + batches.length * ENTRY_OVERHEAD_BYTES
    this.stored += sum(parts)
  }

  weighRows(bytes: number): void {
    this.rows = bytes
  }

  release(bytes: number): void {
    this.stored -= bytes
    this.hasRefused &&= bytes === 0
  }
}
