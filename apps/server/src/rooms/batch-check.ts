// Looks at a batch's headers before it gets a place.

import { decodeOps, type Op, ProtocolError, type Refusal } from '@inkroom/protocol'

export type BatchVerdict =
  | { readonly kind: 'accepted'; readonly sweeps: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * A sweep reaches every row of the board, here and at every client, and takes four bytes: a batch full
 * of them would stop everybody for minutes. Nobody sweeps more at once than a few pages.
 */
const MAX_SWEEPS = 4

const refused = (refusal: Refusal): BatchVerdict => ({ kind: 'refused', refusal })

export function checkBatch(bytes: Uint8Array, mayDraw: boolean): BatchVerdict {
  const read = readOps(bytes)
  if (read.kind === 'refused') return read
  if (!mayDraw) return refused('forbidden')
  const sweeps = read.ops.filter(({ kind }) => kind === 'sweep').length
  return sweeps > MAX_SWEEPS ? refused('too-large') : { kind: 'accepted', sweeps }
}

type Reading =
  | { readonly kind: 'read'; readonly ops: readonly Op[] }
  | Extract<BatchVerdict, { kind: 'refused' }>

function readOps(bytes: Uint8Array): Reading {
  try {
    return { kind: 'read', ops: decodeOps(bytes) }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    // A later version may know the op, and have larger limits: the client is told, and goes on.
    if (error.code === 'unknown-op') return { kind: 'refused', refusal: 'unknown-op' }
    if (error.code === 'range') return { kind: 'refused', refusal: 'too-large' }
    // To end the connection would stop its author for good: the same bytes would come first each time.
    return { kind: 'refused', refusal: 'malformed' }
  }
}
