// A stroke's points as bytes, in segments: what the pen did between two frames.
//
//   segment := head [more] points      head := elapsed-ms × 4 + min(count − 1, 3), more := count − 4
//   point   := x y [pressure]          zigzag varints
//
// x and y are the second difference of the grid coordinates (how the pen's velocity changed: mostly
// one byte), pressure is the first. Encoder and decoder go on from segment to segment, so the bodies
// of consecutive extends, put together, are one valid body. A body ends at its first bad byte, and a
// segment counts only when it is whole: then reading in pieces equals reading at once.

import { assert } from './assert.ts'
import { Writer } from './bytes.ts'
import { type InkHeader, MAX_GRID } from './ink-header.ts'

/** A point on the stroke's grid. */
export interface InkSample {
  readonly x: number
  readonly y: number
  /** 0–255; left out of the bytes where the stroke has none. */
  readonly pressure: number
}

const COUNT_IN_HEAD = 4
const MAX_SEGMENT_POINTS = 65_536
/** A second difference beyond this is garbage: 2^24 grid units between two events. */
const MAX_RESIDUAL = 2 ** 26

export class InkEncoder {
  private readonly hasPressure: boolean
  private x: number
  private y: number
  private dx = 0
  private dy = 0
  private pressure: number

  constructor(header: InkHeader) {
    this.hasPressure = header.hasPressure
    this.x = header.x
    this.y = header.y
    this.pressure = header.pressure
  }

  /** One segment: at least one sample, and the milliseconds since the segment before it. */
  encode(samples: readonly InkSample[], elapsedMs: number): Uint8Array {
    const { length } = samples
    assert(length > 0 && length <= MAX_SEGMENT_POINTS, `a segment of ${length} points`)
    const w = new Writer(8 + length * 4)
    w.varint(Math.max(0, Math.round(elapsedMs)) * COUNT_IN_HEAD + Math.min(length, 4) - 1)
    if (length >= COUNT_IN_HEAD) w.varint(length - COUNT_IN_HEAD)
    for (const sample of samples) this.write(w, sample)
    return w.finish()
  }

  private write(w: Writer, { x, y, pressure }: InkSample): void {
    const dx = x - this.x
    const dy = y - this.y
    w.zigzag(dx - this.dx)
    w.zigzag(dy - this.dy)
    if (this.hasPressure) w.zigzag(pressure - this.pressure)
    this.x = x
    this.y = y
    this.dx = dx
    this.dy = dy
    this.pressure = pressure
  }
}

/** The points of a stroke so far, on its grid. `length` of them are valid in each array. */
export interface InkPoints {
  readonly length: number
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** 0–255; all 255 where the stroke has none. */
  readonly pressures: Uint8Array
}

const INCOMPLETE = -1
const BAD = -2

/** Reads a body that grows: call `push` with all of it whenever it grew. */
export class InkDecoder {
  private readonly hasPressure: boolean
  private offset: number
  private ended = false
  private count = 0
  private xs = new Float64Array(16)
  private ys = new Float64Array(16)
  private pressures = new Uint8Array(16)
  private dx = 0
  private dy = 0
  private elapsedMs = 0
  // The cursor of the varint reader below: fields, since a tuple a number would cost more than the read.
  private bytes: Uint8Array
  private at = 0

  /** `pointsAt` is where the segments begin in the body (see `decodeObjectHead`). */
  constructor(header: InkHeader, pointsAt: number) {
    this.hasPressure = header.hasPressure
    this.offset = pointsAt
    this.bytes = new Uint8Array(0)
    this.append(header.x, header.y, header.pressure)
  }

  get points(): InkPoints {
    return { length: this.count, xs: this.xs, ys: this.ys, pressures: this.pressures }
  }

  /** How long the stroke took so far, by its segments' stamps. */
  get durationMs(): number {
    return this.elapsedMs
  }

  /** `body` is the whole body; what was read of it before is not read again. */
  push(body: Uint8Array): void {
    this.bytes = body
    while (!this.ended && this.offset < body.length) {
      const before = this.count
      const { dx, dy } = this
      this.at = this.offset
      const outcome = this.segment()
      if (outcome >= 0) {
        this.offset = this.at
        continue
      }
      this.count = before
      this.dx = dx
      this.dy = dy
      if (outcome === INCOMPLETE) return
      this.ended = true
    }
  }

  private segment(): number {
    const head = this.varint()
    if (head < 0) return head
    const inHead = (head % COUNT_IN_HEAD) + 1
    const more = inHead === COUNT_IN_HEAD ? this.varint() : 0
    if (more < 0) return more
    const count = inHead + more
    if (count > MAX_SEGMENT_POINTS) return BAD
    for (let i = 0; i < count; i += 1) {
      const outcome = this.point()
      if (outcome < 0) return outcome
    }
    this.elapsedMs += Math.floor(head / COUNT_IN_HEAD)
    return count
  }

  private point(): number {
    const x = this.varint()
    if (x < 0) return x
    const y = this.varint()
    if (y < 0) return y
    const p = this.hasPressure ? this.varint() : 0
    if (p < 0) return p
    return this.step(unzigzag(x), unzigzag(y), unzigzag(p))
  }

  private step(ddx: number, ddy: number, dp: number): number {
    if (Math.abs(ddx) > MAX_RESIDUAL || Math.abs(ddy) > MAX_RESIDUAL) return BAD
    const last = this.count - 1
    const dx = this.dx + ddx
    const dy = this.dy + ddy
    const x = (this.xs[last] ?? 0) + dx
    const y = (this.ys[last] ?? 0) + dy
    const pressure = (this.pressures[last] ?? 0) + dp
    if (Math.abs(x) > MAX_GRID || Math.abs(y) > MAX_GRID) return BAD
    if (pressure < 0 || pressure > 255) return BAD
    this.dx = dx
    this.dy = dy
    this.append(x, y, pressure)
    return 1
  }

  private append(x: number, y: number, pressure: number): void {
    if (this.count === this.xs.length) this.grow()
    this.xs[this.count] = x
    this.ys[this.count] = y
    this.pressures[this.count] = pressure
    this.count += 1
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

  /** A varint of at most 35 bits, or INCOMPLETE at the end of the bytes, or BAD. */
  private varint(): number {
    const { bytes } = this
    let value = 0
    let scale = 1
    for (let i = 0; i < 5; i += 1) {
      const byte = bytes[this.at]
      if (byte === undefined) return INCOMPLETE
      this.at += 1
      if (byte < 0x80) return value + byte * scale
      value += (byte & 0x7f) * scale
      scale *= 0x80
    }
    return BAD
  }
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}
