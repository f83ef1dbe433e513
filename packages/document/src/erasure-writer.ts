// Makes the ops of one erasure: what one gesture wipes out of one stroke.
//
//   begin ─ extend* ─ finish

import type { StrokeRange } from '@inkroom/geometry'
import {
  type CreateOp,
  ERASED_STEPS,
  type ErasedRange,
  type ExtendOp,
  encodeErasedRanges,
  encodeErasureBody,
  type ObjectId,
} from '@inkroom/protocol'
import { BodyWriter } from './body-writer.ts'

export interface ErasureBirth {
  /** The author's own object number (see ObjectMinter). */
  readonly n: number
  readonly page: number
  readonly stroke: ObjectId
}

/** Outwards: what looks wiped is wiped, and a range is never too short to say. */
export function wireRangeOf({ from, to }: StrokeRange): ErasedRange {
  const start = Math.max(0, Math.floor(from * ERASED_STEPS))
  return { from: start, to: Math.max(start + 1, Math.ceil(to * ERASED_STEPS)) }
}

export class ErasureWriter {
  private readonly birth: ErasureBirth
  private readonly body: BodyWriter

  constructor(birth: ErasureBirth) {
    this.birth = birth
    this.body = new BodyWriter('an erasure', birth.n)
  }

  begin(ranges: readonly StrokeRange[]): CreateOp {
    const { n, page, stroke: parent } = this.birth
    const body = encodeErasureBody(ranges.map(wireRangeOf))
    return this.body.begin({ kind: 'create', n, page, parent, body, last: false })
  }

  extend(ranges: readonly StrokeRange[]): ExtendOp {
    return this.body.append(encodeErasedRanges(ranges.map(wireRangeOf)))
  }

  /** The last ranges, possibly none. */
  finish(ranges: readonly StrokeRange[]): ExtendOp {
    return this.body.append(encodeErasedRanges(ranges.map(wireRangeOf)), true)
  }
}
