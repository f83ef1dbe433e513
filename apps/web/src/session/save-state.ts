// The one sentence about a person's work that the page shows. Pure: from where the client stands.

import type { ClientState, StopReason } from '@inkroom/client'
import { unreachable } from '@inkroom/protocol'
import type { BlockedReason, SaveState } from '../app/board-store.ts'

export interface SaveFacts {
  readonly client: ClientState
  /** Batches that are neither saved nor refused. */
  readonly unsettled: number
  /** The board was joined once: what comes now is an interruption. */
  readonly hasJoined: boolean
  /** No more work fits. */
  readonly isFull: boolean
}

/** Ends that the page has words of its own for; the others say that something failed. */
const BLOCKED: Readonly<Partial<Record<StopReason, BlockedReason>>> = {
  'bad-frame': 'bad-frame',
  'capability-missing': 'capability-missing',
  'capability-wrong': 'capability-wrong',
  'board-name': 'board-name',
  'author-taken': 'author-taken',
  'frame-too-large': 'frame-too-large',
  'too-old': 'too-old',
  'too-new': 'too-new',
}

export function saveStateOf({ client, unsettled: count, hasJoined, isFull }: SaveFacts): SaveState {
  // A client that has stopped takes nothing for another reason, which no room in the outbox ends.
  if (isFull && client.kind !== 'stopped') return { kind: 'blocked', reason: 'outbox-full', count }
  switch (client.kind) {
    case 'idle':
      return { kind: 'connecting', count }
    case 'connecting':
      if (!hasJoined && client.attempt <= 1) return { kind: 'connecting', count }
      return { kind: 'offline', count, retryAtMs: null }
    case 'joining':
      return count > 0 && hasJoined ? { kind: 'saving', count } : { kind: 'connecting', count }
    case 'live':
      return count > 0 ? { kind: 'saving', count } : { kind: 'saved' }
    case 'waiting':
      return { kind: 'offline', count, retryAtMs: client.untilMs }
    case 'offline':
      return { kind: 'offline', count, retryAtMs: null }
    case 'stopped':
      if (client.reason === 'closed' || client.reason === 'gave-up') {
        return { kind: 'offline', count, retryAtMs: null }
      }
      return { kind: 'blocked', reason: BLOCKED[client.reason] ?? 'unknown', count }
    default:
      return unreachable(client)
  }
}
