// How an eraser writes what it wipes out (see erased-ranges.ts, which reads it).

import { Writer } from './bytes.ts'
import type { ErasedRange } from './erased-ranges.ts'
import { OBJECT_KINDS } from './object-body.ts'

/** The create body of an erasure: what is erased of its parent, a stroke. More ranges may follow. */
export function encodeErasureBody(ranges: readonly ErasedRange[]): Uint8Array {
  const w = new Writer(32)
  w.varint(OBJECT_KINDS.erasure)
  writeErasedRanges(w, ranges)
  return w.finish()
}

function writeErasedRanges(w: Writer, ranges: readonly ErasedRange[]): void {
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
