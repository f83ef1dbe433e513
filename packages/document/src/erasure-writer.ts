// Makes the ops of one erasure: what one gesture wipes out of one stroke. It keeps what the next op leans on:
// where the body ends.
//
//   begin ─ extend* ─ finish

import type { StrokeRange } from '@inkroom/geometry'
import {
  assert,
  type CreateOp,
  ERASED_STEPS,
  type ErasedRange,
  type ExtendOp,
  encodeErasedRanges,
  encodeErasureBody,
  type ObjectId,
} from '@inkroom/protocol'
import { extendStroke } from './edits.ts'

export interface ErasureBirth {
  /** The author's own object number (see ObjectMinter). */
  readonly n: number
  readonly page: number
  readonly stroke: ObjectId
}

type Phase = 'unborn' | 'growing' | 'finished'

/** Outwards: what looks wiped is wiped, and a range is never too short to say. */
export function wireRangeOf({ from, to }: StrokeRange): ErasedRange {
  const start = Math.max(0, Math.floor(from * ERASED_STEPS))
  return { from: start, to: Math.max(start + 1, Math.ceil(to * ERASED_STEPS)) }
}

export class ErasureWriter {
  private readonly birth: ErasureBirth
  private phase: Phase = 'unborn'
  private end = 0

  constructor(birth: ErasureBirth) {
    this.birth = birth
  }

  begin(ranges: readonly StrokeRange[]): CreateOp {
    assert(this.phase === 'unborn', 'an erasure begins once')
    this.phase = 'growing'
    const { n, page, stroke: parent } = this.birth
    const body = encodeErasureBody(ranges.map(wireRangeOf))
    this.end = body.length
    return { kind: 'create', n, page, parent, body, last: false }
  }

  extend(ranges: readonly StrokeRange[]): ExtendOp {
    return this.append(encodeErasedRanges(ranges.map(wireRangeOf)), false)
  }

  /** The last ranges, possibly none. */
  finish(ranges: readonly StrokeRange[]): ExtendOp {
    const op = this.append(encodeErasedRanges(ranges.map(wireRangeOf)), true)
    this.phase = 'finished'
    return op
  }

  private append(body: Uint8Array, last: boolean): ExtendOp {
    assert(this.phase === 'growing', `an erasure that is ${this.phase} grows`)
    const at = this.end
    this.end += body.length
    return extendStroke({ n: this.birth.n, at, body, last })
  }
}
