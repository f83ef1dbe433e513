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
    this.readOn(body)
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

  /** False where the body does not continue the one that was read: it is another stroke's. */
  readOn(body: Body): boolean {
    if (!isContinuation(this.body, body)) return false
    this.body = body
    this.decoder.push(bodyBytes(body))
    this.growBox()
    return true
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

export function isContinuation(before: Body, body: Body): boolean {
  if (body.length < before.length) return false
  // Bodies that share a buffer share all bytes up to the shorter one's end.
  return body.shared === before.shared || startsWith(bodyBytes(body), bodyBytes(before))
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  // By index: a callback a byte would cost more than decoding them.
  for (let i = 0; i < start.length; i += 1) if (bytes[i] !== start[i]) return false
  return true
}
