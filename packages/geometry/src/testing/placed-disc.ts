// Owns a second opinion on where places on a stroke are: by the B-spline's own formula and a walk over all points.

import { type Disc, discAt } from '../disc.ts'
import type { InkPlaces } from '../ink-places.ts'
import type { InkPoints } from '../ink-points.ts'

/** The place on the chain of a place on the stroke. */
function onChain({ xs, ys }: InkPoints, { chain }: InkPlaces, place: number): number {
  const point = Math.floor(place)
  const anchors = [point, point + 1].map(last => {
    let anchor = -1
    for (let i = 0; i <= last; i++) {
      if (xs[i] === chain.xs[anchor + 1] && ys[i] === chain.ys[anchor + 1]) anchor += 1
      if (anchor === chain.length - 1) break
    }
    return anchor
  })
  const [at = 0, next = 0] = anchors
  return next > at ? at + place - point : at
}

function mixed(parts: readonly (readonly [number, Disc])[]): Disc {
  const sum = (of: (disc: Disc) => number) =>
    parts.reduce((total, [weight, disc]) => total + weight * of(disc), 0)
  return { x: sum(({ x }) => x), y: sum(({ y }) => y), radius: sum(({ radius }) => radius) }
}

/** The pen's tip at a place on the stroke. */
export function placedDisc(points: InkPoints, places: InkPlaces, place: number): Disc {
  const { chain, runs } = places
  const at = onChain(points, places, place)
  const run = runs.find(({ first, last }) => at >= first && at <= last)
  const anchor = Math.round(at)
  if (run === undefined) return discAt(chain, 0)
  if (at === anchor && (anchor === run.first || anchor === run.last)) return discAt(chain, anchor)
  const isEnd = at <= run.first + 0.5 || at >= run.last - 0.5
  if (isEnd || run.last - run.first === 1) {
    const link = Math.floor(at)
    const t = at - link
    return mixed([
      [1 - t, discAt(chain, link)],
      [t, discAt(chain, link + 1)],
    ])
  }
  const t = at - (anchor - 0.5)
  return mixed([
    [((1 - t) * (1 - t)) / 2, discAt(chain, anchor - 1)],
    [0.5 + t - t * t, discAt(chain, anchor)],
    [(t * t) / 2, discAt(chain, anchor + 1)],
  ])
}

/** Whether two places on the stroke are one on its chain. */
export function isOnePlace(
  points: InkPoints,
  places: InkPlaces,
  [a, b]: readonly [number, number],
): boolean {
  return onChain(points, places, a) === onChain(points, places, b)
}
