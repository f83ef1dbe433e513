// The newest parts of a log, within so many bytes: what those who catch up read before the storage.

import type { StoredPart } from '../storage/storage.ts'

export class PartRing {
  private readonly maxBytes: number
  private parts: StoredPart[] = []
  /** Index of the oldest part that is held; the array is cut only now and then. */
  private start = 0
  private heldBytes = 0

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  get bytes(): number {
    return this.heldBytes
  }

  /** Parts come in order, without a gap. */
  push(part: StoredPart): void {
    this.parts.push(part)
    this.heldBytes += part.bytes.length
    while (this.heldBytes > this.maxBytes) this.dropOldest()
    if (this.start > this.parts.length / 2) this.cut()
  }

  /** Parts with entries after that seq; null where the ring does not reach back so far. */
  read(afterSeq: number, maxBytes: number): readonly StoredPart[] | null {
    const oldest = this.parts[this.start]
    if (oldest === undefined || oldest.first > afterSeq + 1) return null
    const found: StoredPart[] = []
    let bytes = 0
    for (let at = this.indexBehind(afterSeq); at < this.parts.length && bytes < maxBytes; at += 1) {
      const part = this.parts[at]
      if (part === undefined) break
      found.push(part)
      bytes += part.bytes.length
    }
    return found
  }

  private dropOldest(): void {
    this.heldBytes -= this.parts[this.start]?.bytes.length ?? 0
    this.start += 1
  }

  private cut(): void {
    this.parts = this.parts.slice(this.start)
    this.start = 0
  }

  private indexBehind(afterSeq: number): number {
    let low = this.start
    let high = this.parts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.parts[middle]?.last ?? 0) > afterSeq) high = middle
      else low = middle + 1
    }
    return low
  }
}
