// Owns ranges that count how often they are looked at: what a search costs, whatever the machine.

import type { StrokeRange } from '../stroke-ranges.ts'

export interface CountedRanges {
  readonly ranges: readonly StrokeRange[]
  /** How many ends were read since the begin. */
  readonly reads: () => number
}

export function countedRanges(all: readonly StrokeRange[]): CountedRanges {
  let reads = 0
  const counted = (value: number) => {
    reads += 1
    return value
  }
  const ranges = all.map(({ from, to }) => ({
    get from() {
      return counted(from)
    },
    get to() {
      return counted(to)
    },
  }))
  return { ranges, reads: () => reads }
}
