// The one sentence about a person's work that the page shows. Pure: from where the client stands.

import type { ClientState, StopReason } from '@inkroom/client'
import { unreachable } from '@inkroom/protocol'
import type { BlockedReason, SaveState } from '../app/board-store.ts'

export interface SaveFacts {
  readonly client: ClientState
  /** Batches that are neither saved nor refused. */
  readonly unsettled: number
  /** What waits is stored, or will be in a moment. */
  readonly isKept: boolean
  /** The board was joined once: what comes now is an interruption. */
  readonly hasJoined: boolean
  /** No more work fits. */
  readonly isFull: boolean
  /** The server takes no more for this board. */
  readonly isBoardFull: boolean
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

export function blockedReasonOf(reason: StopReason): BlockedReason {
  return BLOCKED[reason] ?? 'unknown'
}

export function saveStateOf(facts: SaveFacts): SaveState {
  const { client, unsettled: count, isKept, hasJoined, isFull, isBoardFull } = facts
  const waiting = { count, isKept }
  // A client that has stopped takes nothing for another reason, which no room in the outbox ends.
  if (isFull && client.kind !== 'stopped') {
    return { kind: 'blocked', reason: 'outbox-full', ...waiting }
  }
  // Also while the link is down: it is why no ink is taken, and likely to be so still.
  if (isBoardFull && client.kind !== 'stopped') {
    return { kind: 'blocked', reason: 'board-full', ...waiting }
  }
  switch (client.kind) {
    case 'idle':
      return { kind: 'connecting', ...waiting }
    case 'connecting':
      if (!hasJoined && client.attempt <= 1) return { kind: 'connecting', ...waiting }
      return { kind: 'offline', ...waiting, retryAtMs: null }
    case 'joining':
      return count > 0 && hasJoined ? { kind: 'saving', count } : { kind: 'connecting', ...waiting }
    case 'live':
      return count > 0 ? { kind: 'saving', count } : { kind: 'saved' }
    case 'waiting':
      return { kind: 'offline', ...waiting, retryAtMs: client.untilMs }
    case 'offline':
      return { kind: 'offline', ...waiting, retryAtMs: null }
    case 'stopped':
      if (client.reason === 'closed' || client.reason === 'gave-up') {
        return { kind: 'offline', ...waiting, retryAtMs: null }
      }
      return { kind: 'blocked', reason: blockedReasonOf(client.reason), ...waiting }
    default:
      return unreachable(client)
  }
}
