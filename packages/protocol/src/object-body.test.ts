// What bodies begin with, and what is never stored.

import { describe, expect, it } from 'vitest'
import { decodeText } from './bytes.ts'
import { decodeCursor, encodeCursor } from './ephemeral-body.ts'
import { BRUSHES, MAX_GRID, MAX_GRID_EXPONENT, MIN_GRID_EXPONENT } from './ink-header.ts'
import {
  decodeObjectHead,
  encodeInkBody,
  encodeTitleBody,
  encodeTitleText,
  OBJECT_KINDS,
} from './object-body.ts'
import { INK_HEADER_SAMPLES } from './samples.ts'

describe('the head of a stroke [I5]', () => {
  it('reads at the ends of all that it may say', () => {
    for (const header of Object.values(INK_HEADER_SAMPLES).flatMap(named => Object.values(named))) {
      const ends = [
        { ...header, x: MAX_GRID, y: -MAX_GRID },
        { ...header, gridExponent: MIN_GRID_EXPONENT, size: 0, opacity: 0 },
        { ...header, gridExponent: MAX_GRID_EXPONENT, size: 2 ** 24, opacity: 254 },
        { ...header, color: { kind: 'rgb', rgb: 0xff_ff_ff } as const },
        ...BRUSHES.map(brush => ({ ...header, brush })),
      ]
      for (const end of ends) {
        const body = encodeInkBody(end)
        expect(decodeObjectHead(body)).toEqual({ kind: 'ink', header: end, pointsAt: body.length })
      }
    }
  })

  it('that says anything else is an object of an unknown kind', () => {
    const [{ 'with pressure': header }] = [INK_HEADER_SAMPLES.pen]
    if (header === undefined) throw new Error('a sample')
    for (const wrong of [
      { ...header, x: MAX_GRID + 1 },
      { ...header, y: -MAX_GRID - 1 },
      { ...header, gridExponent: MAX_GRID_EXPONENT + 1 },
      { ...header, gridExponent: MIN_GRID_EXPONENT - 1 },
      { ...header, size: 2 ** 24 + 1 },
    ]) {
      expect(decodeObjectHead(encodeInkBody(wrong))).toEqual({ kind: 'unknown' })
    }
    expect(decodeObjectHead(Uint8Array.of(OBJECT_KINDS.ink, 0x08))).toEqual({ kind: 'unknown' })
  })
})

describe('a title', () => {
  it('is an object of its own kind, with its text in a field', () => {
    expect(decodeObjectHead(encodeTitleBody())).toEqual({ kind: 'title' })
    expect(decodeText(encodeTitleText('Größe 漢'))).toBe('Größe 漢')
  })
})

describe('a cursor [E1]', () => {
  it('is sent in sixteenths of a world unit', () => {
    const cursor = { x: 1.03, y: -2000.97, page: 1 }
    expect(decodeCursor(encodeCursor(cursor))).toEqual({ x: 1, y: -2001, page: 1 })
  })

  it('that left is an empty body, and garbage reads as the same', () => {
    expect(encodeCursor(null).length).toBe(0)
    for (const garbage of [[], [0x80], [2, 4], [2, 4, 0, 0], [2, 4, 0xff, 0xff, 0xff, 0x7f]]) {
      expect(decodeCursor(Uint8Array.from(garbage))).toBe(null)
    }
  })
})
