// Looks a batch up in a stored log, for one that comes again after it left memory. Rare, and so without
// an index: one would be written for every batch.

import { type BatchRef, batchDigestOf, decodeLogPart } from '@inkroom/protocol'
import type { Ended } from './author-ledger.ts'
import type { RoomLog } from './storage.ts'

const STEP_BYTES = 1024 * 1024

export async function findInLog(
  log: Pick<RoomLog, 'read'>,
  { author, counter }: BatchRef,
): Promise<Ended | null> {
  for (let after = 0; ; ) {
    const parts = await log.read(after, STEP_BYTES)
    for (const part of parts) {
      for (const { bytes, seq, ...entry } of decodeLogPart(part.bytes)) {
        if (entry.author !== author || entry.counter !== counter) continue
        return { kind: 'logged', seq, digest: batchDigestOf(bytes) }
      }
    }
    const last = parts.at(-1)?.last
    if (last === undefined) return null
    after = last
  }
}
