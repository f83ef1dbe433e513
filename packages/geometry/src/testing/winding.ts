// Owns what polygons fill together, place by place.

import { expandBox } from '../box.ts'
import { type InkPoints, inkBox } from '../ink-points.ts'
import type { Point } from '../point.ts'
import type { Polygon } from '../polygon-sink.ts'

/** Cells across the longer side of a stroke's box. */
const RASTER = 40

/** How often the polygons wind around a point: the nonzero rule fills where this is not 0. */
export function windingAt(polygons: readonly Polygon[], { x, y }: Point): number {
  let winding = 0
  for (const polygon of polygons) {
    let a = polygon.at(-1) ?? { x, y }
    for (const b of polygon) {
      if (a.y <= y !== b.y <= y) {
        const side = (b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)
        if (b.y > a.y && side > 0) winding++
        if (b.y < a.y && side < 0) winding--
      }
      a = b
    }
  }
  return winding
}

/** The centres of a raster over a stroke's box and a margin around it. */
export function rasterOf(points: InkPoints): Point[] {
  const box = expandBox(inkBox(points), 1)
  const step = Math.max(box.maxX - box.minX, box.maxY - box.minY) / RASTER
  const centres: Point[] = []
  for (let y = box.minY; y <= box.maxY; y += step) {
    for (let x = box.minX; x <= box.maxX; x += step) centres.push({ x, y })
  }
  return centres
}

/** Whether a place lies so near to the edge that two tracings of one curve may differ there. */
export function isAtEdge(polygons: readonly Polygon[], { x, y }: Point, width: number): boolean {
  const isFilled = windingAt(polygons, { x, y }) !== 0
  return around({ x, y }, width).some(point => (windingAt(polygons, point) !== 0) !== isFilled)
}

export function around({ x, y }: Point, width: number): Point[] {
  return [
    { x: x + width, y },
    { x: x - width, y },
    { x, y: y + width },
    { x, y: y - width },
  ]
}
