// How long to wait before a try. Pure.
//
// A server that restarts loses all its clients in one instant. The first delay is therefore already
// random, over a window that the server named for its load; the later windows double up to a cap and
// are never narrower than that. The delay is random over the whole window and drawn after the cap:
// jitter before the cap would bring everyone back together once the cap is reached.

import { attemptOf, type ClientState } from './state.ts'
import type { Timing } from './timing.ts'

type BackoffTiming = Pick<Timing, 'backoffBaseMs' | 'backoffCapMs'>

/** The window of the given attempt (from 1) opens now and is this long. */
export function windowMs(attempt: number, spreadMs: number, timing: BackoffTiming): number {
  if (attempt <= 1) return spreadMs
  const doubled = timing.backoffBaseMs * 2 ** Math.min(attempt - 1, 30)
  return Math.max(spreadMs, Math.min(timing.backoffCapMs, doubled))
}

/** `random` in [0, 1). */
export function delayMs(
  attempt: number,
  spreadMs: number,
  { random, timing }: { random: number; timing: BackoffTiming },
): number {
  return Math.floor(random * windowMs(attempt, spreadMs, timing))
}

/**
 * The number of the next attempt. Only a connection that stayed live for a while starts the count
 * anew: a server that accepts and closes at once is backed off from like one that does not answer.
 */
export function attemptAfter(
  lost: ClientState,
  { nowMs, steadyAfterMs }: { nowMs: number; steadyAfterMs: number },
): number {
  const steady = lost.kind === 'live' && nowMs - lost.sinceMs >= steadyAfterMs
  return steady ? 1 : attemptOf(lost) + 1
}
