// Owns the gathering of a line's anchors: samples that lie nearly in one place become one.

import { element } from './element.ts'
import type { InkPoints } from './ink-points.ts'

/** Samples nearer than this part of the radius are one anchor: nobody sees the step, and its direction is noise. */
const MERGE_PART = 1 / 64

/** Room for `capacity` anchors, and more when they come. What is in it is good until the next `clear`. */
export class Anchors implements InkPoints {
  length = 0
  xs: Float64Array
  ys: Float64Array
  radii: Float64Array

  constructor(capacity: number) {
    this.xs = new Float64Array(capacity)
    this.ys = new Float64Array(capacity)
    this.radii = new Float64Array(capacity)
  }

  clear(): void {
    this.length = 0
  }

  /**
   * Takes a sample in, and tells which anchor has it. An anchor keeps the largest radius of its samples: a pen pressed
   * in one place leaves its full dot.
   */
  merge(x: number, y: number, radius: number): number {
    const last = this.length - 1
    if (last < 0 || !this.isNear(x, y, last)) return this.push(x, y, radius)
    if (radius > element(this.radii, last)) this.radii[last] = radius
    return last
  }

  /** Appends an anchor as it is, and tells which one that is. */
  push(x: number, y: number, radius: number): number {
    const index = this.length
    if (index === this.xs.length) this.grow()
    this.xs[index] = x
    this.ys[index] = y
    this.radii[index] = radius
    this.length = index + 1
    return index
  }

  /** Takes the place of what is in it. */
  copy({ length, xs, ys, radii }: InkPoints): void {
    while (this.xs.length < length) this.grow()
    this.xs.set(xs.subarray(0, length))
    this.ys.set(ys.subarray(0, length))
    this.radii.set(radii.subarray(0, length))
    this.length = length
  }

  /** The one that is first by that gets a radius that accounts for those before it. */
  dropFirst(count: number, radius: number): void {
    this.xs.copyWithin(0, count, this.length)
    this.ys.copyWithin(0, count, this.length)
    this.radii.copyWithin(0, count, this.length)
    this.length -= count
    this.radii[0] = radius
  }

  private isNear(x: number, y: number, anchor: number): boolean {
    const dx = x - element(this.xs, anchor)
    const dy = y - element(this.ys, anchor)
    const near = element(this.radii, anchor) * MERGE_PART
    return dx * dx + dy * dy <= near * near
  }

  private grow(): void {
    const capacity = Math.max(16, this.xs.length * 2)
    this.xs = grown(this.xs, capacity)
    this.ys = grown(this.ys, capacity)
    this.radii = grown(this.radii, capacity)
  }
}

function grown(values: Float64Array, capacity: number): Float64Array {
  const result = new Float64Array(capacity)
  result.set(values)
  return result
}
