// What is erased of a stroke: ranges along it, by the index of its points and parts of the way from one to the
// next. Points never change their index, so the ranges hold however the stroke grows meanwhile.
//
//   ranges := (start length)*      varints, in steps; length at least 1
//
// Ranges may overlap and come in any order: what counts is their union. So whoever erases at the same time
// commutes, and the bodies of consecutive extends, put together, are one valid body.

import { Reader, Writer } from './bytes.ts'
import { MAX_ERASED_STEP } from './limits.ts'
import { ProtocolError } from './protocol-error.ts'

/**
 * From one point to the next. A line drawn straight has its two ends as points and nothing between: at this
 * fineness one of 4,096 pixels is still cut where the eraser was, to the pixel.
 */
export const ERASED_STEPS = 4096

/** Both ends included, in steps: whole numbers, `from` < `to`. */
export interface ErasedRange {
  readonly from: number
  readonly to: number
}

export function writeErasedRanges(w: Writer, ranges: readonly ErasedRange[]): void {
  for (const { from, to } of ranges) {
    w.varint(from)
    w.varint(to - from)
  }
}

/** More ranges, for an extend. */
export function encodeErasedRanges(ranges: readonly ErasedRange[]): Uint8Array {
  const w = new Writer(32)
  writeErasedRanges(w, ranges)
  return w.finish()
}

/** The ranges that stand before the first bad byte or the end; one that is not whole does not count yet. */
export function decodeErasedRanges(body: Uint8Array, rangesAt: number): readonly ErasedRange[] {
  const r = new Reader(body.subarray(rangesAt))
  const ranges: ErasedRange[] = []
  try {
    while (r.remaining > 0) ranges.push(readErasedRange(r))
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
  }
  return ranges
}

function readErasedRange(r: Reader): ErasedRange {
  const from = r.varintUpTo(MAX_ERASED_STEP - 1, 'start')
  const length = r.varintUpTo(MAX_ERASED_STEP - from, 'length')
  if (length === 0) throw new ProtocolError('range', 'a range of no length')
  return { from, to: from + length }
}
