// Every interval of the client, in one table. Tests shrink them.

export interface Timing {
  /** From the start of an attempt to the welcome. */
  readonly attemptMs: number
  /** Silence after which the link is probed. */
  readonly probeAfterMs: number
  /** Silence after which it is dead, if the probe went unanswered. */
  readonly deadAfterMs: number
  /** How long a probe may stay unanswered after a wake, `online` or becoming visible. */
  readonly wakeAnswerMs: number
  /** Live for this long, a connection is steady: the backoff begins anew. */
  readonly steadyAfterMs: number
  /** The window of the first delay before any server named one. */
  readonly spreadMs: number
  readonly backoffBaseMs: number
  readonly backoffCapMs: number
  /** How often a full send buffer is looked at: sockets do not say when they have drained. */
  readonly drainPollMs: number
  /** Unsettled work gathers for so long before it goes to the store. */
  readonly gatherMs: number
  /** After which a store that failed is tried again. */
  readonly keepRetryMs: number
  /** While live, the store is looked through for work of pages that are gone so often, */
  readonly lookAgainMs: number
  /** and so soon after a page said that it goes. */
  readonly lookAfterLeaveMs: number
  /** A leave is told once its person has been away for so long. */
  readonly leftNoticeMs: number
}

export const DEFAULT_TIMING: Timing = {
  attemptMs: 10_000,
  // The server beats every 9 s or sooner: 10 s of silence is a beat missed, 20 s two of them.
  probeAfterMs: 10_000,
  deadAfterMs: 20_000,
  wakeAnswerMs: 2_000,
  steadyAfterMs: 5_000,
  spreadMs: 1_000,
  backoffBaseMs: 1_000,
  backoffCapMs: 30_000,
  drainPollMs: 50,
  // Most batches settle within it, and are never written.
  gatherMs: 50,
  keepRetryMs: 3_000,
  lookAgainMs: 60_000,
  // What the page stores with its last breath is there by then.
  lookAfterLeaveMs: 500,
  // A slow reload: the server holds a leave back for 2.5 s, and a visit goes on within 5 s.
  leftNoticeMs: 2_500,
}
