// When a stroke's samples leave: the first at once, then at most one flush per interval. The leading
// edge keeps latency low; 20 ms bound a pen to 50 frames a second, whatever rate it reports at.

export const GATE_MS = 20

export interface GateClock {
  nowMs(): number
  /** Returns what cancels it. */
  setTimer(run: () => void, delayMs: number): () => void
}

export interface Gate {
  /** Something waits to be flushed. */
  request(): void
  /** Forgets what waits. */
  cancel(): void
}

export function createGate(flush: () => void, clock: GateClock, intervalMs = GATE_MS): Gate {
  let openAtMs = Number.NEGATIVE_INFINITY
  let cancelTimer: (() => void) | null = null
  const run = () => {
    cancelTimer = null
    openAtMs = clock.nowMs() + intervalMs
    flush()
  }
  return {
    request() {
      if (cancelTimer !== null) return
      const waitMs = openAtMs - clock.nowMs()
      if (waitMs <= 0) run()
      else cancelTimer = clock.setTimer(run, waitMs)
    },
    cancel() {
      cancelTimer?.()
      cancelTimer = null
    },
  }
}
