// Owns arithmetic on points taken as vectors. Hot loops over ink work on plain numbers instead.

import type { Point } from './point.ts'

export function add(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y }
}

export function subtract(a: Point, b: Point): Point {
  return { x: a.x - b.x, y: a.y - b.y }
}

export function scale(a: Point, factor: number): Point {
  return { x: a.x * factor, y: a.y * factor }
}

export function dot(a: Point, b: Point): number {
  return a.x * b.x + a.y * b.y
}

/** Twice the signed area of the triangle (origin, a, b): positive where b lies at a growing angle from a. */
export function cross(a: Point, b: Point): number {
  return a.x * b.y - a.y * b.x
}

/** `Math.sqrt`, not `Math.hypot`, which is several times slower; board coordinates stay far from overflow. */
export function length(a: Point): number {
  return Math.sqrt(a.x * a.x + a.y * a.y)
}

export function distance(a: Point, b: Point): number {
  return length(subtract(a, b))
}

/** The point at part `t` of the way. This form, not a(1-t) + bt, keeps a point still when both ends are the same. */
export function lerp(a: Point, b: Point, t: number): Point {
  return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) }
}

export function midpoint(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

/** Turned about the origin from the x axis towards the y axis. */
export function rotate(a: Point, angleRadians: number): Point {
  const cos = Math.cos(angleRadians)
  const sin = Math.sin(angleRadians)
  return { x: a.x * cos - a.y * sin, y: a.x * sin + a.y * cos }
}
