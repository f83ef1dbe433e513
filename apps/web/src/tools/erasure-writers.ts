// The erasures of one gesture: one for each stroke that it wipes parts of, born with the first of them.

import { ErasureWriter } from '@inkroom/document'
import type { ObjectId, Op } from '@inkroom/protocol'
import type { ErasingOptions, ErasingWork, WipedPart } from './tool-behaviour.ts'

export class ErasureWriters implements ErasingWork {
  private readonly options: ErasingOptions
  private readonly writers = new Map<ObjectId, ErasureWriter>()

  constructor(options: ErasingOptions) {
    this.options = options
  }

  wipe(parts: readonly WipedPart[]): Op[] {
    return parts.map(part => this.opOf(part))
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
