// What shows the passing of frames: the browser, or a test.

export interface FrameClock {
  nowMs(): number
  /** Returns what cancels it. */
  requestFrame(run: () => void): () => void
}
