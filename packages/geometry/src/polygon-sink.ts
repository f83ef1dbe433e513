// Owns the flattening of a path's curves and arcs into polygons, where no canvas is at hand.

import type { PathSink } from './path-sink.ts'
import type { Point } from './point.ts'
import { distance } from './vector.ts'

/** A closed ring of points; the last is not the first again. */
export type Polygon = readonly Point[]

export interface PolygonSink extends PathSink {
  readonly polygons: readonly Polygon[]
}

/** Bounds the work that a huge curve and a tiny tolerance could ask for. */
const MAX_STEPS = 1024

/** A sink whose polygons stay within `tolerance` of the path, in the path's units. Every subpath is taken as closed. */
export function polygonSink(tolerance: number): PolygonSink {
  const polygons: Point[][] = []
  let ring: Point[] = []

  return {
    polygons,
    moveTo(x, y) {
      ring = [{ x, y }]
      polygons.push(ring)
    },
    lineTo(x, y) {
      ring.push({ x, y })
    },
    quadraticCurveTo(controlX, controlY, x, y) {
      const from = ring.at(-1) ?? { x: controlX, y: controlY }
      ring.push(...curvePoints([from, { x: controlX, y: controlY }, { x, y }], tolerance))
    },
    arc(x, y, radius, startAngle, endAngle) {
      ring.push(...arcPoints({ x, y, radius }, sweepOf(startAngle, endAngle), tolerance))
    },
    closePath() {
      // Every ring is closed by being a polygon.
    },
  }
}

/** Points of the curve after its first, at equal steps: n steps stray by |a - 2b + c| / (4 n²) at most. */
function curvePoints([a, b, c]: readonly [Point, Point, Point], tolerance: number): Point[] {
  const bow = distance({ x: a.x + c.x, y: a.y + c.y }, { x: 2 * b.x, y: 2 * b.y })
  const steps = stepCount(Math.sqrt(bow / (4 * tolerance)))
  const points: Point[] = []
  for (let i = 1; i < steps; i++) {
    const t = i / steps
    const u = 1 - t
    points.push({
      x: u * u * a.x + 2 * u * t * b.x + t * t * c.x,
      y: u * u * a.y + 2 * u * t * b.y + t * t * c.y,
    })
  }
  points.push(c)
  return points
}

interface Sweep {
  readonly start: number
  readonly angle: number
}

/** As the canvas has it: a whole turn or more is one circle, and an end before the start is met on the next turn. */
function sweepOf(start: number, end: number): Sweep {
  const turn = 2 * Math.PI
  if (end - start >= turn) return { start, angle: turn }
  return { start, angle: (((end - start) % turn) + turn) % turn }
}

/** Both ends included. A step of the angle φ strays by r (1 - cos(φ/2)), just under r φ² / 8. */
function arcPoints(
  { x, y, radius }: Point & { readonly radius: number },
  { start, angle }: Sweep,
  tolerance: number,
): Point[] {
  const steps = stepCount(angle * Math.sqrt(radius / (8 * tolerance)))
  const points: Point[] = []
  for (let i = 0; i <= steps; i++) {
    const at = start + (angle * i) / steps
    points.push({ x: x + radius * Math.cos(at), y: y + radius * Math.sin(at) })
  }
  return points
}

function stepCount(wanted: number): number {
  return Math.min(MAX_STEPS, Math.max(1, Math.ceil(wanted)))
}
