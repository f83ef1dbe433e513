// Time, as everything here gets it: handed in, so that tests can move it.

export interface Clock {
  /** Steady: for measuring spans. Its zero means nothing. */
  nowMs(): number
  /** The calendar's, for what is told to people. */
  wallMs(): number
  /** Calls once after `ms`; the returned function prevents that. */
  setTimer(callback: () => void, ms: number): () => void
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  setTimer(callback, ms) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
