// Paths for strokes on the free middle of a 1280 × 800 window, in screen points.

import type { ScreenPoint } from './contacts.ts'

/** From one point to another in so many steps, both ends included. */
export function line(from: ScreenPoint, to: ScreenPoint, steps = 8): ScreenPoint[] {
  return Array.from({ length: steps + 1 }, (_, step) => ({
    x: from.x + ((to.x - from.x) * step) / steps,
    y: from.y + ((to.y - from.y) * step) / steps,
  }))
}

/** A level line, the `row`th of those that do not touch each other. */
export function row(at: number, { from = 380, to = 620 } = {}): ScreenPoint[] {
  const y = 160 + at * 40
  return line({ x: from, y }, { x: to, y })
}

/** A wave that crosses the rows. */
export function wave(at: number, steps = 24): ScreenPoint[] {
  return Array.from({ length: steps + 1 }, (_, step) => ({
    x: 360 + at * 48 + 30 * Math.sin(step / 2),
    y: 150 + (step * 400) / steps,
  }))
}

/**
 * From one point to another, swinging to both sides: no shape that a pen held still would become, so that a test may
 * look at it for as long as a busy machine takes.
 */
export function swing(from: ScreenPoint, to: ScreenPoint, steps = 24): ScreenPoint[] {
  const [wayX, wayY] = [to.x - from.x, to.y - from.y]
  return Array.from({ length: steps + 1 }, (_, step) => {
    const part = step / steps
    const aside = (30 * Math.sin(6 * Math.PI * part)) / Math.hypot(wayX, wayY)
    return { x: from.x + wayX * part - wayY * aside, y: from.y + wayY * part + wayX * aside }
  })
}
