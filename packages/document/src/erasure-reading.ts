// An erasure's body as it grows: each range is decoded once.

import type { StrokeRange } from '@inkroom/geometry'
import { type Body, bodyBytes, decodeErasedRanges, ERASED_STEPS } from '@inkroom/protocol'
import { isContinuation } from './ink-reading.ts'

export class ErasureReading {
  /** As they were made; they may overlap. */
  readonly ranges: StrokeRange[] = []
  private body: Body
  /** Behind the kind, which is one byte. */
  private end = 1

  /** Of an erasure (see isErasure). */
  constructor(body: Body) {
    this.body = body
    this.readOn(body)
  }

  /** False where the body does not continue the one that was read: it is another erasure's. */
  readOn(body: Body): boolean {
    if (!isContinuation(this.body, body)) return false
    this.body = body
    const { ranges, end } = decodeErasedRanges(bodyBytes(body), this.end)
    for (const { from, to } of ranges) {
      this.ranges.push({ from: from / ERASED_STEPS, to: to / ERASED_STEPS })
    }
    this.end = end
    return true
  }
}
