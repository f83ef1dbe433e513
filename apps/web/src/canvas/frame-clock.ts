// What shows the passing of frames: the browser, or a test.

export interface FrameClock {
  nowMs(): number
  /** Returns what cancels it. */
  requestFrame(run: () => void): () => void
  /** As soon as all that waits has had its turn, frames included. Returns what cancels it. */
  requestTurn(run: () => void): () => void
}
