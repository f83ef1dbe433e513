// A laser's trail of light: the body of an ephemeral word. A word replaces the one before it and may be dropped, so each
// holds the newest piece of the trail and not only what is new: whoever missed some words goes on from the next one.

import { assert } from './assert.ts'
import { Reader, Writer } from './bytes.ts'
import { MAX_GRID, MAX_GRID_EXPONENT, MIN_GRID_EXPONENT } from './ink-header.ts'
import { MAX_LASER_POINTS, MAX_OBJECT_NUMBER, MAX_PAGE_NUMBER } from './limits.ts'
import { ProtocolError } from './protocol-error.ts'

export interface LaserPoint {
  readonly x: number
  readonly y: number
}

export interface LaserPiece {
  readonly page: number
  /** An author's trails count up: one from each time that the laser is pressed. */
  readonly trail: number
  /** The index in its trail that the first of the points has. */
  readonly first: number
  /** The grid is 2^-gridExponent world units, as of ink. */
  readonly gridExponent: number
  /** On the grid; 1 to MAX_LASER_POINTS. */
  readonly points: readonly LaserPoint[]
}

export function encodeLaser({ page, trail, first, gridExponent, points }: LaserPiece): Uint8Array {
  assert(points.length > 0 && points.length <= MAX_LASER_POINTS, 'a piece of 1 to 64 points')
  const w = new Writer(16 + 4 * points.length)
  w.varint(page)
  w.varint(trail)
  w.varint(first)
  w.zigzag(gridExponent)
  let before: LaserPoint = { x: 0, y: 0 }
  for (const point of points) {
    w.zigzag(point.x - before.x)
    w.zigzag(point.y - before.y)
    before = point
  }
  return w.finish()
}

/** Null where it cannot be read, and where nothing is said. */
export function decodeLaser(body: Uint8Array): LaserPiece | null {
  try {
    return readLaser(new Reader(body))
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}

function readLaser(r: Reader): LaserPiece {
  const page = r.varintUpTo(MAX_PAGE_NUMBER, 'page')
  const trail = r.varintUpTo(MAX_OBJECT_NUMBER, 'trail')
  const first = r.varintUpTo(MAX_OBJECT_NUMBER, 'index')
  const gridExponent = within(r.zigzag(), MIN_GRID_EXPONENT, MAX_GRID_EXPONENT)
  const points: LaserPoint[] = []
  let before: LaserPoint = { x: 0, y: 0 }
  do {
    const x = within(before.x + r.zigzag(), -MAX_GRID, MAX_GRID)
    const y = within(before.y + r.zigzag(), -MAX_GRID, MAX_GRID)
    before = { x, y }
    points.push(before)
    if (points.length > MAX_LASER_POINTS) throw new ProtocolError('range', 'points')
  } while (r.remaining > 0)
  return { page, trail, first, gridExponent, points }
}

function within(value: number, min: number, max: number): number {
  if (value < min || value > max) throw new ProtocolError('range', `laser ${value}`)
  return value
}
