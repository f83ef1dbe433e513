// How a connection ended, and what follows from it.

import { closeNameOf, isRetryClose } from '@inkroom/protocol'
import type { StopReason } from './state.ts'

export type SessionEnd =
  /** By the other side, or by the network (1006). */
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
  /** No welcome in time. */
  | { readonly kind: 'cut' }
  /** Nothing was heard, the probe unanswered. */
  | { readonly kind: 'silent' }
  /** Another board has the name: work for the old one is held back, and the hello is said anew. */
  | { readonly kind: 'replaced' }
  /** What came breaks the protocol. */
  | { readonly kind: 'broken'; readonly error: Error }
  /** Our own mistake, or the replica's. */
  | { readonly kind: 'failed'; readonly error: unknown }

export interface Stop {
  readonly reason: StopReason
  readonly code: number | null
}

/** Why no further try is made; null where one is. */
export function stopOf(end: SessionEnd): Stop | null {
  if (end.kind === 'failed') return { reason: 'internal', code: null }
  if (end.kind !== 'closed' || isRetryClose(end.code)) return null
  return { reason: closeNameOf(end.code) ?? 'unknown-final', code: end.code }
}
