// The trails of light that one hand leaves, and when they fade. All that it draws without a longer rest between is one
// glow: it stays as a whole while the hand goes on, and fades as a whole. What is circled last is seen with what it is
// circled in.
//
//   moved ── LASER_STAYS_MS ── fading ── LASER_FADE_MS ── gone      a move while it stays begins anew

import type { Point } from '@inkroom/geometry'

export const LASER_STAYS_MS = 1_200
export const LASER_FADE_MS = 500

/** What one hand may keep alight by never resting: minutes of it, and milliseconds of painting. */
const MAX_GLOW_POINTS = 4_000

/** Points that follow each other, as they are told of: some of them perhaps not for the first time. */
export interface TrailPiece {
  /** A hand's trails count up. */
  readonly trail: number
  /** The index in its trail that the first point has. */
  readonly first: number
  readonly points: readonly Point[]
}

/** What is on the screen of it. */
export interface LaserTrail {
  /** In the world, the newest last. */
  readonly points: readonly Point[]
  /** Another whenever the points are. */
  readonly version: number
}

export interface LitTrail {
  readonly trail: LaserTrail
  /** 0 to 1. */
  readonly opacity: number
}

interface GrowingTrail extends LaserTrail {
  readonly id: number
  readonly points: Point[]
  version: number
}

interface Glow {
  readonly trails: GrowingTrail[]
  movedAtMs: number
}

export class LaserTrails {
  private glows: Glow[] = []
  /** How far the newest trail is known. */
  private known = { trail: -1, next: 0 }

  take(piece: TrailPiece, nowMs: number): void {
    const fresh = this.freshOf(piece)
    if (fresh.length === 0) return
    this.known = { trail: piece.trail, next: piece.first + piece.points.length }
    const glow = this.glowAt(nowMs)
    glow.movedAtMs = nowMs
    const trail = trailOf(glow, piece.trail)
    trail.points.push(...fresh)
    trail.version += 1
    limit(glow)
  }

  /** Those that can be seen; the others are forgotten. `fades` is false where motion is unwelcome: they vanish then. */
  lit(nowMs: number, fades: boolean): LitTrail[] {
    const opacityOf = ({ movedAtMs }: Glow): number => opacityAt(nowMs - movedAtMs, fades)
    this.glows = this.glows.filter(glow => opacityOf(glow) > 0)
    return this.glows.flatMap(glow => {
      return glow.trails.map(trail => ({ trail, opacity: opacityOf(glow) }))
    })
  }

  /** What is behind the last index known: words repeat what the ones before them told, which may have been lost. */
  private freshOf({ trail, first, points }: TrailPiece): readonly Point[] {
    const { known } = this
    if (trail < known.trail) return []
    return trail > known.trail ? points : points.slice(Math.max(0, known.next - first))
  }

  private glowAt(nowMs: number): Glow {
    const newest = this.glows.at(-1)
    if (newest !== undefined && nowMs - newest.movedAtMs <= LASER_STAYS_MS) return newest
    const glow: Glow = { trails: [], movedAtMs: nowMs }
    // Nobody asks what is lit in a tab that nobody looks at, for hours: what went out is forgotten here too.
    this.glows = this.glows.filter(({ movedAtMs }) => opacityAt(nowMs - movedAtMs, true) > 0)
    this.glows.push(glow)
    return glow
  }
}

function opacityAt(restedMs: number, fades: boolean): number {
  if (restedMs <= LASER_STAYS_MS) return 1
  return fades ? Math.max(0, 1 - (restedMs - LASER_STAYS_MS) / LASER_FADE_MS) : 0
}

function trailOf({ trails }: Glow, id: number): GrowingTrail {
  const newest = trails.at(-1)
  if (newest?.id === id) return newest
  const trail: GrowingTrail = { id, points: [], version: 0 }
  trails.push(trail)
  return trail
}

/** The oldest points go first, many at once: taking away one a move would copy all of them each time. */
function limit({ trails }: Glow): void {
  let excess = trails.reduce((sum, { points }) => sum + points.length, 0) - MAX_GLOW_POINTS
  if (excess < MAX_GLOW_POINTS / 8) return
  while (excess > 0) {
    const [oldest] = trails
    if (oldest === undefined) return
    const gone = oldest.points.splice(0, excess)
    oldest.version += 1
    excess -= gone.length
    if (oldest.points.length === 0) trails.shift()
  }
}
