// Parts of a log as frames for one who catches up: small parts joined, and nothing that it has already.

import { decodeLogPart, encodeLogPart, type LogEntry, limits, logFrameOf } from '@inkroom/protocol'
import type { StoredPart } from '../storage/storage.ts'

/** A frame, and where its reader stands behind it. */
export interface LogFrame {
  readonly frame: Uint8Array
  readonly last: number
}

/** The next frame after that seq from parts that begin there, or null where they hold nothing newer. */
export function nextLogFrame(parts: readonly StoredPart[], afterSeq: number): LogFrame | null {
  const group = firstGroup(parts.filter(part => part.last > afterSeq))
  const [first] = group
  const last = group.at(-1)?.last
  if (first === undefined || last === undefined) return null
  // Most often one part, whole: the very bytes that are stored.
  if (group.length === 1 && first.first === afterSeq + 1)
    return { frame: logFrameOf(first.bytes), last }
  return { frame: logFrameOf(encodeLogPart(entriesAfter(group, afterSeq))), last }
}

/** As many parts as fit a chunk, one at least. */
function firstGroup(parts: readonly StoredPart[]): StoredPart[] {
  const group: StoredPart[] = []
  let bytes = 0
  for (const part of parts) {
    bytes += part.bytes.length
    if (group.length > 0 && bytes > limits.CHUNK_BYTES) break
    group.push(part)
  }
  return group
}

function entriesAfter(parts: readonly StoredPart[], afterSeq: number): LogEntry[] {
  return parts.flatMap(part => decodeLogPart(part.bytes)).filter(entry => entry.seq > afterSeq)
}
