// A batch that does nothing. A counter that cannot be used for what it was meant for must be used all the
// same, or those behind it would wait for ever.

import { type Batch, type BatchRef, encodeOps } from '@inkroom/protocol'

/** Brings back what the batch itself removed, which is nothing. Always the same bytes for the same batch. */
export function hollowBatch({ author, counter }: BatchRef): Batch {
  const ops = [{ kind: 'restore', counter }] as const
  return { author, counter, ops, bytes: encodeOps(ops) }
}
