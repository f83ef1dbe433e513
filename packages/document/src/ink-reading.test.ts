import {
  appendBody,
  type Body,
  bodyBytes,
  EMPTY_BODY,
  encodeInkBody,
  InkEncoder,
  type InkHeader,
  type InkSample,
} from '@inkroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InkReading } from './ink-reading.ts'
import { HEADER, sample } from './testing/board-kit.ts'

const headBytes = encodeInkBody(HEADER)
const head: Body = appendBody(EMPTY_BODY, headBytes)
const read = (body: Body, header: InkHeader = HEADER): InkReading =>
  new InkReading(header, headBytes.length, body)

/** The bodies of a stroke as it grows by a segment a time. */
function growing(segments: readonly (readonly InkSample[])[]): Body[] {
  const encoder = new InkEncoder(HEADER)
  const bodies = [head]
  for (const samples of segments) {
    const last = bodies.at(-1) ?? head
    bodies.push(appendBody(last, encoder.encode(samples, 20)))
  }
  return bodies
}

/** The same bytes in a buffer of their own. */
const copyOf = (body: Body): Body => appendBody(EMPTY_BODY, bodyBytes(body))

function pointsOf({ points: { length, xs, ys } }: InkReading) {
  return Array.from({ length }, (_, i) => ({ x: xs[i], y: ys[i] }))
}

const coordinate = fc.integer({ min: -5000, max: 5000 })
const segment = fc.array(fc.record({ x: coordinate, y: coordinate, pressure: fc.constant(255) }), {
  minLength: 1,
  maxLength: 8,
})

describe('reading a stroke', () => {
  it('in pieces gives what reading it at once gives: points, box and duration', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 10 }), fc.boolean(), (segments, copies) => {
        const bodies = growing(segments).map(body => (copies ? copyOf(body) : body))
        const inPieces = read(head)
        for (const body of bodies) {
          expect(inPieces.readOn(body)).toBe(true)
        }
        const atOnce = read(bodies.at(-1) ?? head)
        expect(pointsOf(inPieces)).toEqual(pointsOf(atOnce))
        expect(inPieces.box).toEqual(atOnce.box)
        expect(inPieces.durationMs).toBe(atOnce.durationMs)
      }),
    )
  })

  it('boxes every point, the header’s too, with half of the width around', () => {
    const [, body = head] = growing([[sample(-16, 0), sample(400, 800)]])
    expect(read(body).box).toEqual({ minX: -3, minY: -1, maxX: 51, maxY: 101 })
  })

  it('leaves out what is not a whole segment yet, and takes it when it is', () => {
    const [, whole = head] = growing([[sample(81, 161), sample(82, 162)]])
    const bytes = bodyBytes(whole)
    const part = appendBody(EMPTY_BODY, bytes.subarray(0, bytes.length - 1))
    const reading = read(part)
    expect(pointsOf(reading)).toHaveLength(1)
    const before = reading.box
    reading.readOn(appendBody(part, bytes.subarray(bytes.length - 1)))
    expect(pointsOf(reading)).toHaveLength(3)
    expect(reading.box).not.toEqual(before)
  })
})

describe('a body', () => {
  const [, first = head, second = head] = growing([[sample(1, 1)], [sample(2, 2)]])

  it.each<[string, Body, boolean]>([
    ['that is the same', first, true],
    ['that grew', second, true],
    ['that grew in another buffer', copyOf(second), true],
    ['that is equal in another buffer', copyOf(first), true],
    ['that is shorter', head, false],
    ['that differs', appendBody(copyOf(head), Uint8Array.of(0, 9, 9)), false],
    ['that is longer and differs', appendBody(copyOf(head), new Uint8Array(40)), false],
  ])('%s continues what was read, or not: %#', (_, body, continues) => {
    expect(read(first).readOn(body)).toBe(continues)
  })
})
