// A stroke's points as bytes, in segments: what the pen did between two frames.
//
//   segment := head [more] points      head := elapsed-ms × 4 + min(count − 1, 3), more := count − 4
//   point   := x y [pressure]          zigzag varints
//
// x and y are the second difference of the grid coordinates (how the pen's velocity changed: mostly
// one byte), pressure is the first. Encoder and decoder go on from segment to segment, so the bodies
// of consecutive extends, put together, are one valid body. A body ends at its first bad byte, and a
// segment counts only when it is whole: then reading in pieces equals reading at once.
//
// This is the hottest code of the wire: its numbers have at most 28 bits, so that small-integer
// arithmetic does for them, and neither side allocates for a point.

import { assert } from './assert.ts'
import { type InkHeader, MAX_GRID } from './ink-header.ts'
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
const MAX_NUMBER_BYTES = 4
/** More than 2^27 grid units of change between two points would not fit a number: no pen does that. */
const MAX_RESIDUAL = 2 ** (7 * MAX_NUMBER_BYTES - 1) - 1
/** 18 hours: a head must fit a number too. */
const MAX_ELAPSED_MS = 2 ** (7 * MAX_NUMBER_BYTES) / COUNT_IN_HEAD - 1

function putNumber(bytes: Uint8Array, start: number, value: number): number {
  let at = start
  let rest = value
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[at++] = rest
  return at
}

/** Nearly all are a byte. */
function putChange(bytes: Uint8Array, at: number, value: number): number {
  if ((value | 0) !== value || value < -64 || value > 63) return putSigned(bytes, at, value)
  bytes[at] = (value << 1) ^ (value >> 31)
  return at + 1
}

function putSigned(bytes: Uint8Array, at: number, value: number): number {
  const fits = (value | 0) === value && value <= MAX_RESIDUAL && value >= -MAX_RESIDUAL
  if (!fits) throw new Error(`assertion failed: a change of ${value} between two points`)
  return putNumber(bytes, at, (value << 1) ^ (value >> 31))
}

/** Byte by byte: what is sent live is so short that `slice` would take longer than the encoding. */
function copyOf(bytes: Uint8Array, length: number): Uint8Array {
  const copy = new Uint8Array(length)
  for (let i = 0; i < length; i += 1) copy[i] = element(bytes, i)
  return copy
}

export class InkEncoder {
  private readonly hasPressure: boolean
  private x: number
  private y: number
  private dx = 0
  private dy = 0
  private pressure: number
  private scratch = new Uint8Array(64)

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
    const bytes = this.scratchFor(length)
    const ms = Math.min(Math.max(0, Math.round(elapsedMs)), MAX_ELAPSED_MS)
    let at = putNumber(bytes, 0, ms * COUNT_IN_HEAD + Math.min(length, COUNT_IN_HEAD) - 1)
    if (length >= COUNT_IN_HEAD) at = putNumber(bytes, at, length - COUNT_IN_HEAD)
    for (const sample of samples) at = this.put(bytes, at, sample)
    return copyOf(bytes, at)
  }

  private scratchFor(points: number): Uint8Array {
    const atMost = MAX_NUMBER_BYTES * (2 + points * 3)
    if (this.scratch.length < atMost) this.scratch = new Uint8Array(atMost)
    return this.scratch
  }

  private put(bytes: Uint8Array, start: number, { x, y, pressure }: InkSample): number {
    const dx = x - this.x
    const dy = y - this.y
    let at = putChange(bytes, start, dx - this.dx)
    at = putChange(bytes, at, dy - this.dy)
    if (this.hasPressure) at = putChange(bytes, at, pressure - this.pressure)
    this.x = x
    this.y = y
    this.dx = dx
    this.dy = dy
    this.pressure = pressure
    return at
  }
}

/** The points of a stroke so far, on its grid. `length` of them are valid in each array. */
export interface InkPoints extends PointArrays {
  readonly length: number
}

const INCOMPLETE = -1
const BAD = -2
const MIN_CAPACITY = 32
const NO_BYTES = new Uint8Array(0)
const NO_VALUES = new Float64Array(0)

const unzigzag = (value: number): number => (value >>> 1) ^ -(value & 1)

/** A number of at most 28 bits in its shortest form, or INCOMPLETE at the end of the bytes, or BAD. */
function numberAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]
  if (byte === undefined) return INCOMPLETE
  return byte < 0x80 ? byte : longNumberAt(bytes, at, byte & 0x7f)
}

function longNumberAt(bytes: Uint8Array, start: number, first: number): number {
  let value = first
  for (let i = 1; i < MAX_NUMBER_BYTES; i += 1) {
    const byte = bytes[start + i]
    if (byte === undefined) return INCOMPLETE
    value |= (byte & 0x7f) << (7 * i)
    if (byte < 0x80) return byte === 0 ? BAD : value
  }
  return BAD
}

function element(bytes: Uint8Array, at: number): number {
  // The cast: noUncheckedIndexedAccess adds `undefined` to every read, and cannot see the caller's bound.
  return bytes[at] as number
}

/** How many bytes a number took: one value has one form. */
const sizeOf = (value: number): number =>
  value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4

/** Reads a body that grows: call `push` with all of it whenever it grew. */
export class InkDecoder {
  private readonly header: InkHeader
  private readonly hasPressure: boolean
  private bytes: Uint8Array = NO_BYTES
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
  private dx = 0
  private dy = 0
  private elapsedMs = 0

  /** `pointsAt` is where the segments begin in the body (see `decodeObjectHead`). */
  constructor(header: InkHeader, pointsAt: number) {
    this.header = header
    this.hasPressure = header.hasPressure
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
    this.bytes = body
    this.reserve()
    let outcome = 0
    while (outcome >= 0) outcome = this.pending === 0 ? this.head() : this.segment()
    this.ended = outcome === BAD
    this.bytes = NO_BYTES
  }

  /** Room for all points that the bytes to come can hold: never more than there are bytes for. */
  private reserve(): void {
    const bytesToCome = Math.max(0, this.bytes.length - this.at)
    const toCome = Math.floor(bytesToCome / (this.hasPressure ? 3 : 2))
    // A body read at once fits; one that grows doubles.
    if (this.read === 0) this.begin(1 + toCome)
    else if (this.read + toCome > this.xs.length) this.grow(this.read + toCome)
  }

  private begin(capacity: number): void {
    const { xs, ys, pressures } = pointArrays(capacity)
    this.xs = xs
    this.ys = ys
    this.pressures = pressures
    const { x, y, pressure } = this.header
    this.append(x, y, pressure)
    this.whole = 1
  }

  private grow(needed: number): void {
    const { xs, ys, pressures } = this
    const grown = pointArrays(Math.max(MIN_CAPACITY, needed, this.read * 2))
    this.xs = grown.xs
    this.ys = grown.ys
    this.pressures = grown.pressures
    this.xs.set(xs)
    this.ys.set(ys)
    this.pressures.set(pressures)
  }

  private head(): number {
    const head = numberAt(this.bytes, this.at)
    if (head < 0) return head
    const inHead = (head % COUNT_IN_HEAD) + 1
    const at = this.at + sizeOf(head)
    const more = inHead === COUNT_IN_HEAD ? numberAt(this.bytes, at) : 0
    if (more < 0) return more
    if (inHead + more > MAX_SEGMENT_POINTS) return BAD
    this.at = inHead === COUNT_IN_HEAD ? at + sizeOf(more) : at
    this.pending = inHead + more
    this.pendingMs = Math.floor(head / COUNT_IN_HEAD)
    return 0
  }

  /** To its end, or as far as there are good bytes. */
  private segment(): number {
    const { bytes, hasPressure } = this
    const size = hasPressure ? 3 : 2
    let outcome = 0
    while (this.pending > 0 && outcome === 0) {
      const { at } = this
      // Past the end nothing is read: that would make all reads slow.
      if (at + size > bytes.length) return this.longPoint()
      const x = element(bytes, at)
      const y = element(bytes, at + 1)
      const pressure = hasPressure ? element(bytes, at + 2) : 0
      if ((x | y | pressure) < 0x80) {
        this.at = at + size
        outcome = this.step(unzigzag(x), unzigzag(y), unzigzag(pressure))
      } else {
        outcome = this.longPoint()
      }
    }
    return outcome
  }

  /** One of which some number may take more than a byte, or be cut off. */
  private longPoint(): number {
    const { bytes } = this
    let { at } = this
    const x = numberAt(bytes, at)
    if (x < 0) return x
    at += sizeOf(x)
    const y = numberAt(bytes, at)
    if (y < 0) return y
    at += sizeOf(y)
    const pressure = this.hasPressure ? numberAt(bytes, at) : 0
    if (pressure < 0) return pressure
    this.at = this.hasPressure ? at + sizeOf(pressure) : at
    return this.step(unzigzag(x), unzigzag(y), unzigzag(pressure))
  }

  private step(ddx: number, ddy: number, change: number): number {
    const last = this.read - 1
    const dx = this.dx + ddx
    const dy = this.dy + ddy
    const x = (this.xs[last] ?? 0) + dx
    const y = (this.ys[last] ?? 0) + dy
    const pressure = (this.pressures[last] ?? 0) + change
    if (x > MAX_GRID || x < -MAX_GRID || y > MAX_GRID || y < -MAX_GRID) return BAD
    if (pressure < 0 || pressure > 255) return BAD
    this.dx = dx
    this.dy = dy
    this.append(x, y, pressure)
    this.pending -= 1
    if (this.pending === 0) this.closeSegment()
    return 0
  }

  private append(x: number, y: number, pressure: number): void {
    this.xs[this.read] = x
    this.ys[this.read] = y
    this.pressures[this.read] = pressure
    this.read += 1
  }

  private closeSegment(): void {
    this.whole = this.read
    this.elapsedMs += this.pendingMs
  }
}
