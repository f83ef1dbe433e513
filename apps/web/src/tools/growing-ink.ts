// The grid points of the stroke under the pen, in buffers that grow.

import type { InkPoints } from '@inkroom/geometry'
import type { InkHeader, InkSample } from '@inkroom/protocol'
import { inkShape } from '../canvas/ink-shape.ts'

export class GrowingInk {
  private readonly header: InkHeader
  private length = 0
  private xs = new Float64Array(64)
  private ys = new Float64Array(64)
  private pressures = new Uint8Array(64)

  constructor(header: InkHeader) {
    this.header = header
    this.append({ x: header.x, y: header.y, pressure: header.pressure })
  }

  append(sample: InkSample): void {
    this.write(sample)
    this.length += 1
  }

  /** The stroke so far and on along the tail, which is not kept. */
  shapeWithTail(tail: readonly InkSample[]): InkPoints {
    const kept = this.length
    for (const sample of tail) if (this.isElsewhere(sample)) this.append(sample)
    const { length, xs, ys, pressures } = this
    this.length = kept
    return inkShape(this.header, { length, xs, ys, pressures })
  }

  private isElsewhere({ x, y }: InkSample): boolean {
    const last = this.length - 1
    return x !== this.xs[last] || y !== this.ys[last]
  }

  private write({ x, y, pressure }: InkSample): void {
    if (this.length === this.xs.length) this.grow()
    this.xs[this.length] = x
    this.ys[this.length] = y
    this.pressures[this.length] = pressure
  }

  private grow(): void {
    const { xs, ys, pressures } = this
    this.xs = new Float64Array(xs.length * 2)
    this.ys = new Float64Array(xs.length * 2)
    this.pressures = new Uint8Array(xs.length * 2)
    this.xs.set(xs)
    this.ys.set(ys)
    this.pressures.set(pressures)
  }
}
