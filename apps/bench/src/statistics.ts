// Figures out of samples.

/** The value below which the part `p` (0–1) of the samples lies; NaN for none. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = Math.min(sorted.length - 1, Math.floor(p * sorted.length))
  return sorted[at] ?? Number.NaN
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

export function round(value: number, digits = 2): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}
