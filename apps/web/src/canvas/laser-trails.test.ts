import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LASER_FADE_MS, LASER_STAYS_MS, LaserTrails, type TrailPiece } from './laser-trails.ts'

const piece = (trail: number, first: number, count: number): TrailPiece => ({
  trail,
  first,
  points: Array.from({ length: count }, (_, i) => ({ x: first + i, y: trail })),
})

/** The x of all points that are lit, trail by trail. */
const litOf = (trails: LaserTrails, nowMs: number): number[][] =>
  trails.lit(nowMs, true).map(({ trail }) => trail.points.map(({ x }) => x))

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

describe('pieces of a trail', () => {
  it('are one line, each point once, though each piece repeats the one before', () => {
    const trails = new LaserTrails()
    trails.take(piece(1, 0, 3), 0)
    trails.take(piece(1, 1, 5), 10)
    expect(litOf(trails, 10)).toEqual([upTo(6)])
  })

  it('leave no gap where some were dropped, came twice or late, if not all that held a point were', () => {
    const windows = fc.array(fc.record({ skip: fc.boolean(), again: fc.boolean() }), {
      minLength: 4,
      maxLength: 40,
    })
    fc.assert(
      fc.property(windows, told => {
        const trails = new LaserTrails()
        let dropped = 0
        for (const [i, { skip, again }] of told.entries()) {
          // Each word reaches back over three others, so two may be lost in a row.
          const isLast = i === told.length - 1
          dropped = skip && !isLast && dropped < 2 ? dropped + 1 : 0
          if (dropped > 0) continue
          const end = (i + 1) * 4
          const first = Math.max(0, end - 12)
          trails.take(piece(7, first, end - first), i)
          if (again) trails.take(piece(7, Math.max(0, first - 4), 8), i)
        }
        expect(litOf(trails, told.length)).toEqual([upTo(told.length * 4)])
      }),
    )
  })

  it('that come in the middle of a trail begin there', () => {
    const trails = new LaserTrails()
    trails.take(piece(4, 100, 3), 0)
    expect(litOf(trails, 0)).toEqual([[100, 101, 102]])
  })

  it('of an older trail than the newest say nothing', () => {
    const trails = new LaserTrails()
    trails.take(piece(2, 0, 2), 0)
    trails.take(piece(1, 0, 9), 1)
    expect(litOf(trails, 1)).toEqual([[0, 1]])
  })
})

describe('what one hand draws', () => {
  it('stays while it goes on, and fades together after it rested', () => {
    const trails = new LaserTrails()
    trails.take(piece(1, 0, 2), 0)
    trails.take(piece(2, 0, 2), 1_000)
    trails.take(piece(3, 0, 2), 2_000)
    const opacities = (nowMs: number) => trails.lit(nowMs, true).map(({ opacity }) => opacity)
    expect(opacities(2_000 + LASER_STAYS_MS)).toEqual([1, 1, 1])
    expect(opacities(2_000 + LASER_STAYS_MS + LASER_FADE_MS / 2)).toEqual([0.5, 0.5, 0.5])
    expect(opacities(2_000 + LASER_STAYS_MS + LASER_FADE_MS)).toEqual([])
  })

  it('is not kept alight by words that say nothing new', () => {
    const trails = new LaserTrails()
    trails.take(piece(1, 0, 2), 0)
    trails.take(piece(1, 0, 2), 1_000)
    expect(litOf(trails, LASER_STAYS_MS + LASER_FADE_MS)).toEqual([])
  })

  it('after it began to fade is a glow of its own, and brings nothing back', () => {
    const trails = new LaserTrails()
    trails.take(piece(1, 0, 2), 0)
    const againMs = LASER_STAYS_MS + LASER_FADE_MS / 2
    trails.take(piece(1, 2, 2), againMs)
    expect(trails.lit(againMs, true).map(({ opacity }) => opacity)).toEqual([0.5, 1])
    expect(litOf(trails, LASER_STAYS_MS + LASER_FADE_MS)).toEqual([[2, 3]])
  })

  it('vanishes at once where motion is unwelcome', () => {
    const trails = new LaserTrails()
    trails.take(piece(1, 0, 2), 0)
    expect(trails.lit(LASER_STAYS_MS, false)).toHaveLength(1)
    expect(trails.lit(LASER_STAYS_MS + 1, false)).toEqual([])
  })

  it('is forgotten once it went out, though nobody looks', () => {
    const trails = new LaserTrails()
    trails.take(piece(1, 0, 2), 0)
    trails.take(piece(2, 0, 2), LASER_STAYS_MS + LASER_FADE_MS)
    // Asked for the moment when both would be lit.
    expect(litOf(trails, 0)).toEqual([[0, 1]])
  })

  it('has an end, also where the hand has none', () => {
    const trails = new LaserTrails()
    for (let i = 0; i < 2_000; i += 1) trails.take(piece(Math.floor(i / 700), i * 10, 10), i)
    const lit = litOf(trails, 2_000).flat()
    expect(lit.length).toBeLessThan(5_000)
    expect(lit.at(-1)).toBe(19_999)
    expect(lit.length).toBeGreaterThan(3_000)
  })
})
