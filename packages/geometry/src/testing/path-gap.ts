// Owns how well a path holds together: whether each round end begins where the line came to, and the end meets the begin.

import type { PathSink } from '../path-sink.ts'
import type { Point } from '../point.ts'
import { distance } from '../vector.ts'

/** The widest jump between two commands of a path. */
export function largestGap(trace: (sink: PathSink) => void): number {
  let at: Point = { x: 0, y: 0 }
  let start = at
  let gap = 0
  const arrive = (x: number, y: number) => {
    at = { x, y }
  }
  trace({
    moveTo(x, y) {
      arrive(x, y)
      start = at
    },
    lineTo: arrive,
    quadraticCurveTo: (_controlX, _controlY, x, y) => arrive(x, y),
    arc(x, y, radius, from, to) {
      const begin = { x: x + radius * Math.cos(from), y: y + radius * Math.sin(from) }
      gap = Math.max(gap, distance(at, begin))
      arrive(x + radius * Math.cos(to), y + radius * Math.sin(to))
    },
    closePath() {
      gap = Math.max(gap, distance(at, start))
    },
  })
  return gap
}
