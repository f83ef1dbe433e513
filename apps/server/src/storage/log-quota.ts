// How much of a board's log is stored, and whether more may come.
//
// Full is a state of the board, not of a batch: it begins where the largest batch would no longer fit. So
// it can be said beforehand, and the log never grows beyond the quota.

import { ENTRY_OVERHEAD_BYTES, LARGEST_ENTRY_BYTES } from '../bounds.ts'

interface Sized {
  readonly bytes: Uint8Array
}

const sum = (all: readonly Sized[]): number =>
  all.reduce((total, { bytes }) => total + bytes.length, 0)

export class LogQuota {
  private readonly maxBytes: number
  private stored: number
  /** Of batches that have their place and are not stored: the most that they may become. */
  private placed = 0
  /**
   * What is placed is reckoned larger than it turns out to be: a board that has refused a batch is full
   * until something is let go of, so that it does not seem to change its mind.
   */
  private hasRefused = false

  constructor({ storedBytes, maxBytes }: { storedBytes: number; maxBytes: number }) {
    this.stored = storedBytes
    this.maxBytes = maxBytes
  }

  get storedBytes(): number {
    return this.stored
  }

  get isFull(): boolean {
    return this.hasRefused || this.stored + this.placed + LARGEST_ENTRY_BYTES > this.maxBytes
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

  release(bytes: number): void {
    this.stored -= bytes
    this.hasRefused &&= bytes === 0
  }
}
