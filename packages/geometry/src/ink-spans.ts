// Owns the centre line of a stroke, span by span: each is straight or one quadratic curve, and may be cut anywhere.
//
//   anchors      first ─────── · ─────── · ─────── last
//   spans        ├─ 0 ─┼── 1 ──┼── 2 ──┼─ 3 ─┤           from link middle to link middle, and the two ends
//
// A place on the chain counts anchors as a place on a stroke counts points: a curve runs from half before its anchor to
// half behind it. Where outlines are made by the hundred thousand nobody comes here; these are the few that are cut or
// under an eraser.

import { type Disc, discAt, discBetween } from './disc.ts'
import type { InkChain, InkRun } from './ink-chain.ts'
import { linkMiddle } from './ink-rail.ts'

export interface InkSpan {
  /** Places on the chain. */
  readonly from: number
  readonly to: number
  readonly before: Disc
  /** Null where it is straight. */
  readonly control: Disc | null
  readonly after: Disc
}

export function spanCount({ first, last }: InkRun): number {
  return last - first === 1 ? 1 : last - first + 1
}

export function spanOf(chain: InkChain, { first, last }: InkRun, index: number): InkSpan {
  if (last - first === 1) return straight(first, last, chain)
  if (index === 0) return straight(first, first + 0.5, chain)
  if (index === last - first) return straight(last - 0.5, last, chain)
  const anchor = first + index
  return {
    from: anchor - 0.5,
    to: anchor + 0.5,
    before: linkMiddle(chain, anchor - 1),
    control: discAt(chain, anchor),
    after: linkMiddle(chain, anchor),
  }
}

function straight(from: number, to: number, chain: InkChain): InkSpan {
  return { from, to, before: discOn(chain, from), control: null, after: discOn(chain, to) }
}

/** At an anchor or a link's middle. */
function discOn(chain: InkChain, place: number): Disc {
  return Number.isInteger(place) ? discAt(chain, place) : linkMiddle(chain, Math.floor(place))
}

/** The pen's tip at part `t` of the span. */
export function discOnSpan({ before, control, after }: InkSpan, t: number): Disc {
  if (control === null) return discBetween(before, after, t)
  return discBetween(discBetween(before, control, t), discBetween(control, after, t), t)
}

/** The part of the span between two places on it. */
export function cutSpan(span: InkSpan, from: number, to: number): InkSpan {
  if (from <= span.from && to >= span.to) return span
  const length = span.to - span.from
  const t = Math.max(0, (from - span.from) / length)
  const u = Math.min(1, (to - span.from) / length)
  return {
    from,
    to,
    before: discOnSpan(span, t),
    control: span.control === null ? null : blossom(span, span.control, [t, u]),
    after: discOnSpan(span, u),
  }
}

/** The control of the curve's part from `t` to `u`: the curve's point, made with each of them once. */
function blossom(
  { before, after }: InkSpan,
  control: Disc,
  [t, u]: readonly [number, number],
): Disc {
  return discBetween(discBetween(before, control, t), discBetween(control, after, t), u)
}
