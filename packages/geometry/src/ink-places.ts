// Owns the way from places on a stroke, which count its points, to places on its chain, which count anchors. They differ
// where points so near to each other that they are one anchor were merged. The way back is the eraser's alone.

import { item } from './element.ts'
import { type InkChain, type InkRun, inkChain, inkRuns } from './ink-chain.ts'
import type { InkPoints } from './ink-points.ts'
import type { StrokeRange } from './stroke-ranges.ts'

/** A stroke taken apart to be cut. */
export interface InkPlaces {
  readonly pointCount: number
  readonly chain: InkChain
  readonly runs: readonly InkRun[]
  /** The first point of each anchor. */
  readonly starts: readonly number[]
}

export function inkPlaces(points: InkPoints): InkPlaces {
  const chain = inkChain(points)
  return { pointCount: points.length, chain, runs: inkRuns(chain), starts: startsOf(points, chain) }
}

/** A merged point lies nearer to its anchor than the next anchor does: the first point at an anchor's place is its. */
function startsOf({ length, xs, ys }: InkPoints, chain: InkChain): number[] {
  const starts: number[] = []
  for (let i = 0; i < length && starts.length < chain.length; i++) {
    const anchor = starts.length
    if (xs[i] === chain.xs[anchor] && ys[i] === chain.ys[anchor]) starts.push(i)
  }
  return starts
}

/** The ranges of the chain that a range of the stroke covers. */
export function chainRange(places: InkPlaces, { from, to }: StrokeRange): StrokeRange {
  return { from: chainPlace(places, from), to: chainPlace(places, to) }
}

function chainPlace({ starts }: InkPlaces, place: number): number {
  const point = Math.floor(place)
  const anchor = anchorOf(starts, point)
  return starts[anchor + 1] === point + 1 ? anchor + (place - point) : anchor
}

/** The last anchor that begins at the point or before it. */
function anchorOf(starts: readonly number[], point: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (item(starts, middle) <= point) low = middle
    else high = middle - 1
  }
  return low
}
