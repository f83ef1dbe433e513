// A stroke's body as it grows: each byte is decoded once, each point looked at once.

import { type Box, EMPTY_BOX } from '@inkroom/geometry'
import { type Body, bodyBytes, InkDecoder, type InkHeader, type InkPoints } from '@inkroom/protocol'
import { worldBoxOfInk } from './board-object.ts'

export class InkReading {
  readonly header: InkHeader
  private readonly decoder: InkDecoder
  private body: Body
  private boxed = 0
  private gridBox: Box = EMPTY_BOX

  /** `pointsAt` is where the points begin in the body. */
  constructor(header: InkHeader, pointsAt: number, body: Body) {
    this.header = header
    this.decoder = new InkDecoder(header, pointsAt)
    this.body = body
    this.read(body)
  }

  get points(): InkPoints {
    return this.decoder.points
  }

  get durationMs(): number {
    return this.decoder.durationMs
  }

  get box(): Box {
    return worldBoxOfInk(this.gridBox, this.header)
  }

  /** Whether `body` is what was read so far with nothing or something behind it. */
  isContinuedBy(body: Body): boolean {
    const before = this.body
    if (body === before) return true
    if (body.length < before.length) return false
    // Bodies that share a buffer share all bytes up to the shorter one's end.
    if (body.shared === before.shared) return true
    return startsWith(bodyBytes(body), bodyBytes(before))
  }

  /** Reads on. Only for a body that continues this one. */
  read(body: Body): void {
    this.body = body
    this.decoder.push(bodyBytes(body))
    this.growBox()
  }

  private growBox(): void {
    const { length, xs, ys } = this.decoder.points
    let { minX, minY, maxX, maxY } = this.gridBox
    for (let i = this.boxed; i < length; i += 1) {
      const x = xs[i] ?? 0
      const y = ys[i] ?? 0
      if (x < minX) minX = x
      if (x > maxX) maxX = x
      if (y < minY) minY = y
      if (y > maxY) maxY = y
    }
    this.boxed = length
    this.gridBox = { minX, minY, maxX, maxY }
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  // By index: a callback a byte would cost more than decoding them.
  for (let i = 0; i < start.length; i += 1) if (bytes[i] !== start[i]) return false
  return true
}
