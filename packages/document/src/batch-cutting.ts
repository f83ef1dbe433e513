// Cuts what is done at once to sizes that the wire carries.

import { encodeOps, limits, type ObjectId, type Op, type RemoveOp } from '@inkroom/protocol'

/** A batch goes into a frame behind one byte; what is kept back beyond that is for lengths. */
const MAX_BATCH_BYTES = limits.MAX_FRAME_BYTES - 64
/** In a batch of several ops a length stands before each body: at most this many bytes. */
const MAX_LENGTH_BYTES = 4

/** The same ops in the same order. An op that is too large by itself stands alone. */
export function splitIntoBatches(ops: readonly Op[]): Op[][] {
  const batches: Op[][] = []
  let current: Op[] = []
  let bytes = 0
  for (const op of ops) {
    const opBytes = encodeOps([op]).length + MAX_LENGTH_BYTES
    const isFull = current.length === limits.MAX_BATCH_OPS || bytes + opBytes > MAX_BATCH_BYTES
    if (isFull && current.length > 0) {
      batches.push(current)
      current = []
      bytes = 0
    }
    current.push(op)
    bytes += opBytes
  }
  if (current.length > 0) batches.push(current)
  return batches
}

/** As many removes as the ids need. */
export function removesOf(ids: readonly ObjectId[]): RemoveOp[] {
  const removes: RemoveOp[] = []
  for (let i = 0; i < ids.length; i += limits.MAX_REMOVE_IDS) {
    removes.push({ kind: 'remove', ids: ids.slice(i, i + limits.MAX_REMOVE_IDS) })
  }
  return removes
}
