// Latencies by the million: counted in steps, so that processes can add up what each of them saw.

const STEP_MS = 0.05
const STEPS = 200_000

export class LatencyHistogram {
  /** How many fell into each step; the last one takes all that is longer, from 10 s on. */
  readonly counts: Uint32Array

  constructor(counts: Uint32Array = new Uint32Array(STEPS)) {
    this.counts = counts
  }

  get total(): number {
    return this.counts.reduce((sum, count) => sum + count, 0)
  }

  add(ms: number): void {
    const step = Math.min(STEPS - 1, Math.max(0, Math.floor(ms / STEP_MS)))
    this.counts[step] = (this.counts[step] ?? 0) + 1
  }

  merge(counts: Uint32Array): void {
    counts.forEach((count, step) => {
      this.counts[step] = (this.counts[step] ?? 0) + count
    })
  }

  /** The middle of the step below which the part `p` (0–1) lies; NaN for none. */
  percentile(p: number): number {
    const wanted = Math.floor(p * this.total)
    let seen = 0
    const step = this.counts.findIndex(count => {
      seen += count
      return seen > wanted
    })
    return step === -1 ? Number.NaN : (step + 0.5) * STEP_MS
  }
}
