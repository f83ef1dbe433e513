// Owns the way along one span of a line under an eraser: where it is within the swept disc, and how deep.
//
//   apart ─────────▶ edge ─▶─▶─▶─▶ edge ─────────────▶ apart
//
// How far the line's disc and the eraser overlap changes no faster than the line runs. So apart by a gap, or
// overlapping by as much, the next steps are known, and are gone at once; near an edge each is a fine one. Outside
// no object is made: this runs for each stroke that a hand comes near, sample by sample.

import type { Disc } from './disc.ts'
import type { Sweep } from './hit-test.ts'
import type { InkSpan } from './ink-spans.ts'
import { distance } from './vector.ts'

/** Fine steps along the line, as a part of the eraser's radius: it must come in deeper than 1/100 of that to be noticed. */
const STEP_PART = 0.25
/** Along the edge of a span that is longer than any screen, steps are longer, or whoever erases there would wait for ever. */
const MAX_STEPS = 2 ** 16
/** Halvings of a fine step until the edge of a range is found: to 1/16,000 of the eraser's radius. */
const EDGE_HALVINGS = 12
/** Ranges that meet, as numbers go. */
const TOUCHING = 1e-9

export interface Found {
  from: number
  to: number
  /** Deep enough for a gap to show between two round ends. */
  isDeep: boolean
}

/** From one part of a span to another. */
interface Step {
  readonly at: number
  readonly next: number
  /** So long is a fine one. */
  readonly fine: number
  readonly wasIn: boolean
  readonly wasDeep: boolean
}

export class SweepProbe {
  /** Ranges of the chain, in order: spans are given in order. */
  readonly found: Found[] = []
  /** How far the eraser and the disc that was touched last overlap; below 0 apart. */
  overlap = 0
  isDeep = false
  /** How many discs were touched: what a search costs, whatever the machine. */
  touches = 0
  /** From the touched disc's middle to the eraser's way. */
  private apart = 0
  private discRadius = 0
  private readonly sweep: Sweep
  private readonly dx: number
  private readonly dy: number
  private readonly squaredLength: number

  constructor(sweep: Sweep) {
    this.sweep = sweep
    this.dx = sweep.to.x - sweep.from.x
    this.dy = sweep.to.y - sweep.from.y
    this.squaredLength = this.dx * this.dx + this.dy * this.dy
  }

  touch({ x, y, radius }: Disc): this {
    this.touchAt(x, y, radius)
    return this
  }

  find(span: InkSpan): void {
    const speed = topSpeed(span)
    const fine = Math.max(1 / MAX_STEPS, (this.sweep.radius * STEP_PART) / speed)
    this.touchOn(span, 0)
    let at = 0
    while (at < 1) {
      const wasIn = this.overlap >= 0
      const wasDeep = this.isDeep
      const next = Math.min(1, at + Math.max(fine, this.sureWay() / speed))
      this.touchOn(span, next)
      if (wasIn || this.overlap >= 0) this.note(span, { at, next, fine, wasIn, wasDeep })
      at = next
    }
  }

  /** A step of which the begin, the end or both are within: the disc at its end was touched last, and is again. */
  private note(span: InkSpan, { at, next, fine, wasIn, wasDeep }: Step): void {
    const isIn = this.overlap >= 0
    const isDeep = wasDeep || this.isDeep
    if (wasIn && isIn) return this.add(placeOn(span, at), placeOn(span, next), isDeep)
    // All of a longer step but its end is known to be like its begin.
    const edge = placeOn(span, this.edgeOn(span, Math.max(at, next - fine), next))
    this.add(wasIn ? placeOn(span, at) : edge, isIn ? placeOn(span, next) : edge, isDeep)
    this.touchOn(span, next)
  }

  /**
   * So far on it is as it is here. How much is missing until a gap shows changes no faster than the line runs either:
   * √(R² + 2Rr) grows by less than r does.
   */
  private sureWay(): number {
    if (this.overlap < 0) return -this.overlap
    if (this.isDeep) return this.overlap
    const { radius } = this.sweep
    const untilDeep = this.apart - Math.sqrt(radius * (radius + 2 * this.discRadius))
    return Math.max(0, Math.min(this.overlap, untilDeep))
  }

  /** The pen's tip at part `t` of the span. */
  private touchOn({ before, control, after }: InkSpan, t: number): void {
    const bend = control ?? before
    const a = control === null ? 1 - t : (1 - t) * (1 - t)
    const b = control === null ? 0 : 2 * t * (1 - t)
    const c = control === null ? t : t * t
    this.touchAt(
      a * before.x + b * bend.x + c * after.x,
      a * before.y + b * bend.y + c * after.y,
      a * before.radius + b * bend.radius + c * after.radius,
    )
  }

  /**
   * Crossing the line's middle at distance d cuts it at √((R + r)² - d²) to both sides, of which the round ends take r
   * back: a gap shows where d² is below R² + 2Rr.
   */
  private touchAt(x: number, y: number, discRadius: number): void {
    this.touches += 1
    const { from, radius } = this.sweep
    const { dx, dy, squaredLength } = this
    const along = (x - from.x) * dx + (y - from.y) * dy
    const part = squaredLength > 0 ? Math.min(1, Math.max(0, along / squaredLength)) : 0
    const offX = x - from.x - part * dx
    const offY = y - from.y - part * dy
    const squaredApart = offX * offX + offY * offY
    this.apart = Math.sqrt(squaredApart)
    this.discRadius = discRadius
    this.overlap = radius + discRadius - this.apart
    this.isDeep = squaredApart <= radius * (radius + 2 * discRadius)
  }

  /** Where the line passes the edge, between a place on one side of it and `high` on the other. */
  private edgeOn(span: InkSpan, low: number, high: number): number {
    const endsIn = this.overlap >= 0
    for (let i = 0; i < EDGE_HALVINGS; i++) {
      const t = (low + high) / 2
      this.touchOn(span, t)
      if (this.overlap >= 0 === endsIn) high = t
      else low = t
    }
    return (low + high) / 2
  }

  private add(from: number, to: number, isDeep: boolean): void {
    const last = this.found.at(-1)
    if (last === undefined || from - last.to > TOUCHING) {
      this.found.push({ from, to, isDeep })
      return
    }
    last.to = to
    last.isDeep ||= isDeep
  }
}

/** The most that the place and the radius together change from the span's one end to the other, were all of it as fast. */
function topSpeed({ before, control, after }: InkSpan): number {
  const speed =
    control === null
      ? changeBetween(before, after)
      : 2 * Math.max(changeBetween(before, control), changeBetween(control, after))
  return Math.max(Number.MIN_VALUE, speed)
}

const changeBetween = (a: Disc, b: Disc): number => distance(a, b) + Math.abs(b.radius - a.radius)

const placeOn = ({ from, to }: InkSpan, t: number): number => from + t * (to - from)
