// Owns the way from places on a chain back to places on its stroke (see ink-places.ts): what an eraser found is said of
// the stroke.

import { item } from './element.ts'
import type { InkPlaces } from './ink-places.ts'
import type { StrokeRange } from './stroke-ranges.ts'

/** All of the stroke that the range of the chain stands for: an anchor is all of its points. */
export function strokeRange(places: InkPlaces, { from, to }: StrokeRange): StrokeRange {
  const { starts, pointCount } = places
  const first = Number.isInteger(from) ? item(starts, from) : between(places, from)
  const last = Number.isInteger(to) ? (starts[to + 1] ?? pointCount) - 1 : between(places, to)
  return { from: first, to: last }
}

function between({ starts, pointCount }: InkPlaces, place: number): number {
  const anchor = Math.floor(place)
  return (starts[anchor + 1] ?? pointCount) - 1 + (place - anchor)
}
