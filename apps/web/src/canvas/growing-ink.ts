// A stroke that is being drawn, by this tab's pen or by another's: its points on the grid, and the outline that
// grows with them. A point costs the same however many there are.

import {
  dequantize,
  GrowingOutline,
  type PenPoint,
  type InkPoints as WorldPoints,
} from '@inkroom/geometry'
import type { InkHeader, InkPoints, InkSample } from '@inkroom/protocol'
import { inkShape, penWidthOf } from './ink-shape.ts'
import type { WetShape } from './wet-shape.ts'

export class GrowingInk {
  private readonly header: InkHeader
  private readonly outline: GrowingOutline<Path2D>
  private count = 0
  private xs = new Float64Array(64)
  private ys = new Float64Array(64)
  private pressures = new Uint8Array(64)

  constructor(header: InkHeader) {
    this.header = header
    const begin = this.penPoint(header)
    this.outline = new GrowingOutline(begin, penWidthOf(header), () => new Path2D())
    this.append({ x: header.x, y: header.y, pressure: header.pressure })
  }

  /** How many points it has. */
  get length(): number {
    return this.count
  }

  append(sample: InkSample): void {
    this.write(sample)
    this.count += 1
    this.outline.append(this.penPoint(sample))
  }

  /** Takes the points that it does not have yet. False where it does not begin as the others do: it is another stroke. */
  follow(points: InkPoints): boolean {
    const last = this.count - 1
    const isOther =
      points.length <= last ||
      points.xs[last] !== this.xs[last] ||
      points.ys[last] !== this.ys[last]
    if (isOther) return false
    for (let i = this.count; i < points.length; i += 1) {
      this.append({
        x: points.xs[i] ?? 0,
        y: points.ys[i] ?? 0,
        pressure: points.pressures[i] ?? 0,
      })
    }
    return true
  }

  /** The stroke so far and on along the tail, which is not kept. */
  shape(tail: readonly InkSample[] = []): WetShape {
    const { count: length } = this
    const fresh = this.stepsOf(tail)
    return {
      kind: 'growing',
      outline: this.outline.state(fresh.map(sample => this.penPoint(sample))),
      points: () => this.worldPoints(length, fresh),
    }
  }

  private worldPoints(length: number, tail: readonly InkSample[]): WorldPoints {
    const begun = { length, xs: this.xs, ys: this.ys, pressures: this.pressures }
    return inkShape(this.header, tail.length === 0 ? begun : withTail(begun, tail))
  }

  /** Those of the tail that lie elsewhere than the one before them. */
  private stepsOf(tail: readonly InkSample[]): InkSample[] {
    const last = this.count - 1
    let [x, y] = [this.xs[last], this.ys[last]]
    return tail.filter(sample => {
      const isStep = sample.x !== x || sample.y !== y
      x = sample.x
      y = sample.y
      return isStep
    })
  }

  private penPoint({ x, y, pressure }: InkSample): PenPoint {
    const { gridExponent: e } = this.header
    return { x: dequantize(x, e), y: dequantize(y, e), pressure: pressure / 255 }
  }

  private write({ x, y, pressure }: InkSample): void {
    if (this.count === this.xs.length) this.grow()
    this.xs[this.count] = x
    this.ys[this.count] = y
    this.pressures[this.count] = pressure
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

function withTail({ length, xs, ys, pressures }: InkPoints, tail: readonly InkSample[]): InkPoints {
  return {
    length: length + tail.length,
    xs: Float64Array.from([...xs.subarray(0, length), ...tail.map(({ x }) => x)]),
    ys: Float64Array.from([...ys.subarray(0, length), ...tail.map(({ y }) => y)]),
    pressures: Uint8Array.from([
      ...pressures.subarray(0, length),
      ...tail.map(({ pressure }) => pressure),
    ]),
  }
}
