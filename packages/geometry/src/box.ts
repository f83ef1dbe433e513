// Owns axis-aligned boxes: dirty regions, culling, spatial index entries. Edges belong to the box.
// The field names are those that spatial indexes such as rbush read.

import type { Point } from './point.ts'

export interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** Holds nothing, and is neutral in a union: infinities the wrong way round need no special case. */
export const EMPTY_BOX: Box = {
  minX: Infinity,
  minY: Infinity,
  maxX: -Infinity,
  maxY: -Infinity,
}

export function isEmptyBox(box: Box): boolean {
  return !(box.minX <= box.maxX && box.minY <= box.maxY)
}

export function boxOfPoints(points: Iterable<Point>): Box {
  let { minX, minY, maxX, maxY } = EMPTY_BOX
  for (const { x, y } of points) {
    minX = Math.min(minX, x)
    minY = Math.min(minY, y)
    maxX = Math.max(maxX, x)
    maxY = Math.max(maxY, y)
  }
  return { minX, minY, maxX, maxY }
}

export function unionBoxes(a: Box, b: Box): Box {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  }
}

/** The common part; empty where the boxes are apart. */
export function intersectBoxes(a: Box, b: Box): Box {
  return {
    minX: Math.max(a.minX, b.minX),
    minY: Math.max(a.minY, b.minY),
    maxX: Math.min(a.maxX, b.maxX),
    maxY: Math.min(a.maxY, b.maxY),
  }
}

/** Grown by `margin` on all four sides; a negative margin shrinks, down to an empty box. */
export function expandBox(box: Box, margin: number): Box {
  return {
    minX: box.minX - margin,
    minY: box.minY - margin,
    maxX: box.maxX + margin,
    maxY: box.maxY + margin,
  }
}

export function boxesIntersect(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY
}

export function boxContainsPoint(box: Box, { x, y }: Point): boolean {
  return box.minX <= x && x <= box.maxX && box.minY <= y && y <= box.maxY
}

/** An empty box is inside every box, as the empty set is. */
export function boxContainsBox(outer: Box, inner: Box): boolean {
  if (isEmptyBox(inner)) return true
  return (
    outer.minX <= inner.minX &&
    outer.minY <= inner.minY &&
    outer.maxX >= inner.maxX &&
    outer.maxY >= inner.maxY
  )
}

/** The smallest box with integer edges around this one: whole pixels to repaint. */
export function roundOutBox(box: Box): Box {
  return {
    minX: Math.floor(box.minX),
    minY: Math.floor(box.minY),
    maxX: Math.ceil(box.maxX),
    maxY: Math.ceil(box.maxY),
  }
}

/** 0 for an empty box. */
export function boxWidth(box: Box): number {
  return isEmptyBox(box) ? 0 : box.maxX - box.minX
}

/** 0 for an empty box. */
export function boxHeight(box: Box): number {
  return isEmptyBox(box) ? 0 : box.maxY - box.minY
}

/** Meaningful for a box that is not empty. */
export function boxCentre(box: Box): Point {
  return { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 }
}
