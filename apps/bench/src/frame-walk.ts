// How many batches a frame holds, read off its heads: what a reader does that is not to be the limit.

import { decodeLogPart } from '@inkroom/protocol'
import { LIVE_MANY, LIVE_ONE, LOG } from './frame-types.ts'

const AUTHOR_AND_PERSON_BYTES = 16

/** Where the varint at `at` ends. */
function behindVarint(bytes: Uint8Array, at: number): number {
  let end = at
  while ((bytes[end] ?? 0) >= 128) end += 1
  return end + 1
}

function varintAt(bytes: Uint8Array, at: number): number {
  let value = 0
  let scale = 1
  for (let i = at; ; i += 1) {
    const byte = bytes[i] ?? 0
    value += (byte & 127) * scale
    if (byte < 128) return value
    scale *= 128
  }
}

function liveCount(frame: Uint8Array): number {
  let count = 0
  for (let at = 1; at < frame.length; count += 1) {
    const isNamed = (frame[at] ?? 0) % 2 === 1
    at = behindVarint(frame, at)
    if (isNamed) at = behindVarint(frame, at + AUTHOR_AND_PERSON_BYTES)
    at = behindVarint(frame, at) + varintAt(frame, at)
  }
  return count
}

/** Of a board's frame: the batches that it brings. */
export function batchCount(frame: Uint8Array): number {
  const [type] = frame
  if (type === LIVE_ONE) return 1
  if (type === LIVE_MANY) return liveCount(frame)
  return type === LOG ? decodeLogPart(frame.subarray(1)).length : 0
}

/** The first byte of each message in a frame of the bare relay: which pen sent it. */
export function relayedPens(frame: Uint8Array): number[] {
  const pens: number[] = []
  for (let at = 0; at < frame.length; ) {
    const start = behindVarint(frame, at)
    pens.push(frame[start] ?? 0)
    at = start + varintAt(frame, at)
  }
  return pens
}

export function relayedCount(frame: Uint8Array): number {
  let count = 0
  for (let at = 0; at < frame.length; count += 1) {
    at = behindVarint(frame, at) + varintAt(frame, at)
  }
  return count
}
