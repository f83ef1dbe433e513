// What is erased of a stroke: ranges along it, by the index of its points and parts of the way from one to the
// next. Points never change their index, so the ranges hold however the stroke grows meanwhile.
//
//   ranges := (start length)*      varints, in steps; length at least 1
//
// Ranges may overlap and come in any order: what counts is their union. So whoever erases at the same time
// commutes, and the bodies of consecutive extends, put together, are one valid body. They are written next door, by the
// eraser alone: here is what every page loads first.

import { Reader } from './bytes.ts'
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

export interface ReadRanges {
  readonly ranges: readonly ErasedRange[]
  /** Behind the last of them: where reading goes on once there is more. */
  readonly end: number
}

/** The ranges that stand before the first bad byte or the end; one that is not whole does not count yet. */
export function decodeErasedRanges(body: Uint8Array, rangesAt: number): ReadRanges {
  const r = new Reader(body, rangesAt)
  const ranges: ErasedRange[] = []
  let end = rangesAt
  try {
    while (r.remaining > 0) {
      ranges.push(readErasedRange(r))
      end = r.offset
    }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
  }
  return { ranges, end }
}

function readErasedRange(r: Reader): ErasedRange {
  const from = r.varintUpTo(MAX_ERASED_STEP - 1, 'start')
  const length = r.varintUpTo(MAX_ERASED_STEP - from, 'length')
  if (length === 0) throw new ProtocolError('range', 'a range of no length')
  return { from, to: from + length }
}
