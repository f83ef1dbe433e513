// The head of a stroke: its look and its first point, on the stroke's own grid of 2^-e world units.

import type { Reader, Writer } from './bytes.ts'
import { MAX_PALETTE_INDEX } from './limits.ts'
import { ProtocolError } from './protocol-error.ts'

export const BRUSHES = ['pen', 'highlighter'] as const
export type Brush = (typeof BRUSHES)[number]

/** A palette index (shown well on light and dark paper) or RGB. */
export type InkColor =
  | { readonly kind: 'palette'; readonly index: number }
  | { readonly kind: 'rgb'; readonly rgb: number }

export interface InkHeader {
  readonly brush: Brush
  readonly color: InkColor
  /** Diameter at full width, in grid units. */
  readonly size: number
  /** 0–255. */
  readonly opacity: number
  /** The grid is 2^-gridExponent world units. */
  readonly gridExponent: number
  /** Whether each point has a pressure. */
  readonly hasPressure: boolean
  /** The first point, in grid units. */
  readonly x: number
  readonly y: number
  /** 0–255; 255 where there is none. */
  readonly pressure: number
}

export const MAX_GRID = 2 ** 40
export const MIN_GRID_EXPONENT = -8
export const MAX_GRID_EXPONENT = 16
const MAX_SIZE = 2 ** 24
const PRESSURE = 0x01
const OPACITY = 0x02
const BRUSH_SHIFT = 2

export function writeInkHeader(w: Writer, header: InkHeader): void {
  const { brush, color, opacity, hasPressure } = header
  const flags = (hasPressure ? PRESSURE : 0) | (opacity === 255 ? 0 : OPACITY)
  w.byte(flags | (BRUSHES.indexOf(brush) << BRUSH_SHIFT))
  w.varint(color.kind === 'palette' ? color.index * 2 : color.rgb * 2 + 1)
  w.varint(header.size)
  if (opacity !== 255) w.byte(opacity)
  w.zigzag(header.gridExponent)
  w.zigzag(header.x)
  w.zigzag(header.y)
  if (hasPressure) w.byte(header.pressure)
}

/** Once each: most strokes of a board have one of a few. */
const paletteColors: InkColor[] = []

function paletteColor(index: number): InkColor {
  const known = paletteColors[index]
  if (known !== undefined) return known
  const color: InkColor = { kind: 'palette', index }
  if (index <= MAX_PALETTE_INDEX) paletteColors[index] = color
  return color
}

function readColor(r: Reader): InkColor {
  const value = r.varintUpTo(0x1ffffff, 'colour')
  const half = Math.floor(value / 2)
  return value % 2 === 0 ? paletteColor(half) : { kind: 'rgb', rgb: half }
}

function readWithin(r: Reader, min: number, max: number, what: string): number {
  const value = r.zigzag()
  if (value < min || value > max) throw new ProtocolError('range', `${what} ${value}`)
  return value
}

/** @throws {ProtocolError} */
export function decodeInkHeader(r: Reader): InkHeader {
  const flags = r.byte()
  const brush = BRUSHES[flags >> BRUSH_SHIFT]
  if (brush === undefined) throw new ProtocolError('unknown-value', 'brush')
  const hasPressure = (flags & PRESSURE) !== 0
  return {
    brush,
    hasPressure,
    color: readColor(r),
    size: r.varintUpTo(MAX_SIZE, 'size'),
    opacity: flags & OPACITY ? r.byte() : 255,
    gridExponent: readWithin(r, MIN_GRID_EXPONENT, MAX_GRID_EXPONENT, 'grid'),
    x: readWithin(r, -MAX_GRID, MAX_GRID, 'x'),
    y: readWithin(r, -MAX_GRID, MAX_GRID, 'y'),
    pressure: hasPressure ? r.byte() : 255,
  }
}
