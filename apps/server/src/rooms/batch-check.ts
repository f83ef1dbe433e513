// Looks at a batch's headers before it gets a place.

import { decodeOps, ProtocolError, type Refusal } from '@inkroom/protocol'

/** Bytes that are no ops at all are no outcome: the ProtocolError ends their connection. */
export type BatchVerdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const ACCEPTED: BatchVerdict = { kind: 'accepted' }

/** @throws {ProtocolError} */
export function checkBatch(bytes: Uint8Array, mayDraw: boolean): BatchVerdict {
  const refusal = refusalOf(bytes)
  if (refusal !== null) return { kind: 'refused', refusal }
  return mayDraw ? ACCEPTED : { kind: 'refused', refusal: 'forbidden' }
}

function refusalOf(bytes: Uint8Array): Refusal | null {
  try {
    decodeOps(bytes)
    return null
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    // A later version may know the op, and have larger limits: the client is told, and goes on.
    if (error.code === 'unknown-op') return 'unknown-op'
    if (error.code === 'range') return 'too-large'
    throw error
  }
}
