// What a batch's author is told of its end, from what a log knows of that.

import type { BatchDigest, Refusal } from '@inkroom/protocol'
import type { Ended } from './author-ledger.ts'
import type { AppendOutcome } from './storage.ts'

export const refusedAs = (digest: BatchDigest, refusal: Refusal): Ended => ({
  kind: 'refused',
  digest,
  refusal,
})

export const CONFLICT: AppendOutcome = { kind: 'refused', refusal: 'conflict' }

export function outcomeOf(ended: Ended): AppendOutcome {
  return ended.kind === 'logged'
    ? { kind: 'logged', seq: ended.seq }
    : { kind: 'refused', refusal: ended.refusal }
}

export const repeated = (outcome: AppendOutcome): AppendOutcome =>
  outcome.kind === 'logged' ? { kind: 'repeated', seq: outcome.seq } : outcome
