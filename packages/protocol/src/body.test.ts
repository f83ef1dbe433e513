// Bodies are values that share their bytes: no append is seen by another value.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendBody, type Body, bodyBytes, bodyOver, bodyTail, EMPTY_BODY } from './body.ts'
import { LANES_START, mixBytes } from './hashes.ts'

const piece = fc.uint8Array({ maxLength: 20 })
const bodyOf = (pieces: readonly Uint8Array[]): Body => pieces.reduce(appendBody, EMPTY_BODY)
const arrayOf = (body: Body): number[] => Array.from(bodyBytes(body))
const flat = (pieces: readonly Uint8Array[]): number[] => pieces.flatMap(each => Array.from(each))

describe('a body [F3]', () => {
  it('is the pieces that were appended, with the lanes of the whole', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const body = bodyOf(pieces)
        const whole = Uint8Array.from(flat(pieces))
        expect(arrayOf(body)).toEqual(Array.from(whole))
        expect(body.lanes).toEqual(mixBytes(LANES_START, whole))
      }),
    )
  })

  it('is not disturbed by what is appended to it, once or twice, or to what came of it', () => {
    // Each step appends to a body made before; all of them are looked at in the end.
    const steps = fc.array(fc.tuple(fc.nat(), piece), { maxLength: 40 })
    fc.assert(
      fc.property(steps, all => {
        const made: { body: Body; wanted: number[] }[] = [{ body: EMPTY_BODY, wanted: [] }]
        for (const [pick, bytes] of all) {
          const from = made[pick % made.length]
          if (from === undefined) continue
          const body = appendBody(from.body, bytes)
          made.push({ body, wanted: [...from.wanted, ...bytes] })
        }
        for (const { body, wanted } of made) {
          expect(arrayOf(body)).toEqual(wanted)
          expect(body.lanes).toEqual(mixBytes(LANES_START, Uint8Array.from(wanted)))
        }
      }),
    )
  })

  it('keeps its views when it grows', () => {
    let body = appendBody(EMPTY_BODY, Uint8Array.of(1, 2, 3))
    const early = bodyBytes(body)
    for (let i = 0; i < 500; i += 1) body = appendBody(body, Uint8Array.of(i & 0xff))
    expect(Array.from(early)).toEqual([1, 2, 3])
    expect(Array.from(bodyTail(body, 501))).toEqual([498 & 0xff, 499 & 0xff])
  })

  it('copies few bytes in all, however often it grows', () => {
    let body = EMPTY_BODY
    const buffers = new Set<Uint8Array>()
    for (let i = 0; i < 10_000; i += 1) {
      body = appendBody(body, Uint8Array.of(1, 2, 3))
      buffers.add(body.shared.bytes)
    }
    expect(buffers.size).toBeLessThan(20)
  })

  it('shares the bytes that another value has appended to it before', () => {
    const start = bodyOf([Uint8Array.of(1), Uint8Array.of(2)])
    const [pending, other] = [Uint8Array.of(3, 4), Uint8Array.of(3, 5)]
    const first = appendBody(appendBody(start, pending), Uint8Array.of(6))
    expect(appendBody(start, pending).shared).toBe(first.shared)
    expect(arrayOf(appendBody(start, other))).toEqual([1, 2, 3, 5])
    expect(appendBody(start, Uint8Array.of(3, 4, 6, 7)).shared).not.toBe(first.shared)
    expect(arrayOf(first)).toEqual([1, 2, 3, 4, 6])
  })

  it('copies what it is given to append, but lies over what it is made of', () => {
    const bytes = Uint8Array.of(1, 2)
    const [copied, over] = [appendBody(EMPTY_BODY, bytes), bodyOver(bytes)]
    expect(bodyBytes(over).buffer).toBe(bytes.buffer)
    bytes[0] = 9
    expect(arrayOf(copied)).toEqual([1, 2])
  })

  it('never writes behind the bytes that it was laid over', () => {
    const chunk = Uint8Array.of(1, 2, 3, 4)
    const body = appendBody(bodyOver(chunk.subarray(0, 2)), Uint8Array.of(9))
    expect(arrayOf(body)).toEqual([1, 2, 9])
    expect(Array.from(chunk)).toEqual([1, 2, 3, 4])
  })

  it('of nothing is the empty body', () => {
    expect(bodyOver(new Uint8Array(0))).toBe(EMPTY_BODY)
    expect(appendBody(EMPTY_BODY, new Uint8Array(0))).toBe(EMPTY_BODY)
  })
})
