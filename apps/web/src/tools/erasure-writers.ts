// The erasures of one gesture: one for each stroke that it wipes parts of, born with the first of them.

import { ErasureWriter } from '@inkroom/document'
import type { StrokeRange } from '@inkroom/geometry'
import type { ObjectId, Op } from '@inkroom/protocol'
import type { ErasingOptions, ErasingWork, WipedPart } from './tool-behaviour.ts'

/**
 * In one op. A range takes 10 bytes at most, and an op that fits no batch is not taken: so many lie between two words
 * where one stroke of a hundred thousand points is wiped from far away.
 */
const MAX_OP_RANGES = 4096

function cut(ranges: readonly StrokeRange[]): readonly (readonly StrokeRange[])[] {
  const count = Math.ceil(ranges.length / MAX_OP_RANGES)
  return Array.from({ length: count }, (_, i) =>
    ranges.slice(i * MAX_OP_RANGES, (i + 1) * MAX_OP_RANGES),
  )
}

export class ErasureWriters implements ErasingWork {
  private readonly options: ErasingOptions
  private readonly writers = new Map<ObjectId, ErasureWriter>()

  constructor(options: ErasingOptions) {
    this.options = options
  }

  wipe(parts: readonly WipedPart[]): Op[] {
    return parts.flatMap(({ stroke, ranges }) =>
      cut(ranges).map(some => this.opOf({ stroke, ranges: some })),
    )
  }

  /** Says that nothing more will come. */
  finish(): Op[] {
    return Array.from(this.writers.values(), writer => writer.finish([]))
  }

  private opOf({ stroke, ranges }: WipedPart): Op {
    const known = this.writers.get(stroke)
    if (known !== undefined) return known.extend(ranges)
    const { page, mint } = this.options
    const writer = new ErasureWriter({ n: mint(), page, stroke })
    this.writers.set(stroke, writer)
    return writer.begin(ranges)
  }
}
