// A stroke's points as bytes, in segments: what the pen did between two frames.
//
//   segment := head [more] points      head := elapsed-ms × 4 + min(count − 1, 3), more := count − 4
//   point   := x y [pressure]          see ink-numbers.ts
//
// x and y are the second difference of the grid coordinates (how the pen's velocity changed: mostly
// one byte), pressure is the first. Encoder and decoder go on from segment to segment, so the bodies
// of consecutive extends, put together, are one valid body. A body ends at its first bad byte, and a
// segment counts only when it is whole: then reading in pieces equals reading at once.
//
// This is the hottest code of the wire: neither side allocates for a point, and the decoder keeps what changes
// from point to point in variables, not in fields.

import { assert } from './assert.ts'
import { type InkHeader, MAX_GRID } from './ink-header.ts'
import {
  BAD,
  byteAt,
  changeOf,
  MAX_NUMBER,
  MAX_NUMBER_BYTES,
  numberAt,
  putChange,
  putNumber,
  readNumbers,
  sizeOf,
} from './ink-numbers.ts'
import { type PointArrays, pointArrays } from './point-arrays.ts'

/** A point on the stroke's grid. */
export interface InkSample {
  readonly x: number
  readonly y: number
  /** 0–255; left out of the bytes where the stroke has none. */
  readonly pressure: number
}

const COUNT_IN_HEAD = 4
const MAX_SEGMENT_POINTS = 65_536
/** 18 hours: a head must fit a number too. */
const MAX_ELAPSED_MS = (MAX_NUMBER + 1) / COUNT_IN_HEAD - 1

const bytesAtMost = (points: number): number => MAX_NUMBER_BYTES * (2 + points * 3)

/** More than a pen makes between two frames. */
const SHORT_SEGMENT = 64
/** One for all strokes: each segment is copied out of it before another one is written. */
const scratch = new Uint8Array(bytesAtMost(SHORT_SEGMENT))

function putHead(bytes: Uint8Array, points: number, elapsedMs: number): number {
  const ms = Math.min(Math.max(0, Math.round(elapsedMs)), MAX_ELAPSED_MS)
  const at = putNumber(bytes, 0, ms * COUNT_IN_HEAD + Math.min(points, COUNT_IN_HEAD) - 1)
  return points < COUNT_IN_HEAD ? at : putNumber(bytes, at, points - COUNT_IN_HEAD)
}

/** Byte by byte: what is sent live is so short that `slice` would take longer than the encoding. */
function copyOf(bytes: Uint8Array, length: number): Uint8Array {
  const copy = new Uint8Array(length)
  for (let i = 0; i < length; i += 1) copy[i] = byteAt(bytes, i)
  return copy
}

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
    assert(length > 0 && length <= MAX_SEGMENT_POINTS, 'a segment of 1 to 65,536 points')
    const bytes = length > SHORT_SEGMENT ? new Uint8Array(bytesAtMost(length)) : scratch
    const pointsAt = putHead(bytes, length, elapsedMs)
    return copyOf(bytes, this.putPoints(bytes, pointsAt, samples))
  }

  private putPoints(bytes: Uint8Array, start: number, samples: readonly InkSample[]): number {
    let at = start
    for (const { x, y, pressure } of samples) {
      const dx = x - this.x
      const dy = y - this.y
      at = putChange(bytes, at, dx - this.dx)
      at = putChange(bytes, at, dy - this.dy)
      if (this.hasPressure) at = putChange(bytes, at, pressure - this.pressure)
      this.x = x
      this.y = y
      this.dx = dx
      this.dy = dy
      this.pressure = pressure
    }
    return at
  }
}

/** The points of a stroke so far, on its grid. `length` of them are valid in each array. */
export interface InkPoints extends PointArrays {
  readonly length: number
}

const MIN_CAPACITY = 32
/** From here on a byte is not all of a number. */
const LONG = 0x80
/** One for all strokes: nothing stays in them. */
const PRESSED = new Int32Array(3)
const UNPRESSED = new Int32Array(2)
const NO_BYTES = new Uint8Array(0)
const NO_VALUES = new Float64Array(0)

/** From the last but one of `count` values to the last one. */
const lastStep = (values: Float64Array, count: number): number =>
  count > 1 ? (values[count - 1] ?? 0) - (values[count - 2] ?? 0) : 0

/** Whether it lies on the grid, with a pressure that there is. */
function isPoint(x: number, y: number, pressure: number): boolean {
  return Math.abs(x) <= MAX_GRID && Math.abs(y) <= MAX_GRID && pressure >= 0 && pressure <= 255
}

/** Reads a body that grows: call `push` with all of it whenever it grew. */
export class InkDecoder {
  private readonly header: InkHeader
  /** Where a point is put together of which some number is long. */
  private readonly numbers: Int32Array
  /** Where the next head or point begins. */
  private at: number
  private ended = false
  /** Points read, and those of them in whole segments. */
  private read = 0
  private whole = 0
  /** Of the segment being read: the points to come, and its time. */
  private pending = 0
  private pendingMs = 0
  private xs: Float64Array = NO_VALUES
  private ys: Float64Array = NO_VALUES
  private pressures: Uint8Array = NO_BYTES
  private elapsedMs = 0

  /** `pointsAt` is where the segments begin in the body (see `decodeObjectHead`). */
  constructor(header: InkHeader, pointsAt: number) {
    this.header = header
    this.numbers = header.hasPressure ? PRESSED : UNPRESSED
    this.at = pointsAt
  }

  get points(): InkPoints {
    if (this.read === 0) this.begin(1)
    return { length: this.whole, xs: this.xs, ys: this.ys, pressures: this.pressures }
  }

  /** How long the stroke took so far, by its segments' stamps. */
  get durationMs(): number {
    return this.elapsedMs
  }

  /** `body` is the whole body; what was read of it before is not read again. */
  push(body: Uint8Array): void {
    if (this.ended) return
    this.reserve(body.length - this.at)
    this.ended = this.readOn(body) === BAD
  }

  /** Room for all points that the bytes to come can hold: never more than there are bytes for. */
  private reserve(bytesToCome: number): void {
    const toCome = Math.floor(Math.max(0, bytesToCome) / this.numbers.length)
    // A body read at once fits; one that grows doubles.
    if (this.read === 0) this.begin(1 + toCome)
    else if (this.read + toCome > this.xs.length) this.grow(this.read + toCome)
  }

  private begin(capacity: number): void {
    this.take(pointArrays(capacity))
    const { x, y, pressure } = this.header
    this.xs[0] = x
    this.ys[0] = y
    this.pressures[0] = pressure
    this.read = 1
    this.whole = 1
  }

  private grow(needed: number): void {
    const { xs, ys, pressures } = this
    this.take(pointArrays(Math.max(MIN_CAPACITY, needed, this.read * 2)))
    this.xs.set(xs)
    this.ys.set(ys)
    this.pressures.set(pressures)
  }

  private take({ xs, ys, pressures }: PointArrays): void {
    this.xs = xs
    this.ys = ys
    this.pressures = pressures
  }

  /** As far as there are good bytes, and gives why not further: INCOMPLETE or BAD. */
  private readOn(bytes: Uint8Array): number {
    const { numbers, xs, ys, pressures } = this
    const hasPressure = numbers === PRESSED
    let { at, read, pending } = this
    let x = xs[read - 1] ?? 0
    let y = ys[read - 1] ?? 0
    let pressure = pressures[read - 1] ?? 0
    let dx = lastStep(xs, read)
    let dy = lastStep(ys, read)
    let next = at
    for (;;) {
      if (pending === 0) {
        next = this.readHead(bytes, at)
        if (next < 0) break
        at = next
        pending = this.pending
      }
      next = at + numbers.length
      let first = LONG
      let second = 0
      let third = 0
      if (next <= bytes.length) {
        first = byteAt(bytes, at)
        second = byteAt(bytes, at + 1)
        if (hasPressure) third = byteAt(bytes, at + 2)
      }
      if ((first | second | third) >= LONG) {
        next = readNumbers(bytes, at, numbers)
        if (next < 0) break
        first = numbers[0] ?? 0
        second = numbers[1] ?? 0
        third = numbers[2] ?? 0
      }
      dx += changeOf(first)
      dy += changeOf(second)
      x += dx
      y += dy
      pressure += changeOf(third)
      if (!isPoint(x, y, pressure)) {
        next = BAD
        break
      }
      at = next
      xs[read] = x
      ys[read] = y
      pressures[read] = pressure
      read += 1
      pending -= 1
      if (pending === 0) this.closeSegment(read)
    }
    this.at = at
    this.read = read
    this.pending = pending
    return next
  }

  /** Gives where the points begin, or why there is no head. */
  private readHead(bytes: Uint8Array, start: number): number {
    const head = numberAt(bytes, start)
    if (head < 0) return head
    let at = start + sizeOf(head)
    let count = (head % COUNT_IN_HEAD) + 1
    if (count === COUNT_IN_HEAD) {
      const more = numberAt(bytes, at)
      if (more < 0) return more
      at += sizeOf(more)
      count += more
    }
    if (count > MAX_SEGMENT_POINTS) return BAD
    this.pending = count
    this.pendingMs = Math.floor(head / COUNT_IN_HEAD)
    return at
  }

  private closeSegment(read: number): void {
    this.whole = read
    this.elapsedMs += this.pendingMs
  }
}
