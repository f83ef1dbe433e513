import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hexToRgb, hslToRgb, type Rgb, rgbToHex, rgbToHsl } from './color-space.ts'

const channel = fc.integer({ min: 0, max: 255 })
const rgb = fc.record({ r: channel, g: channel, b: channel })

const distance = (a: Rgb, b: Rgb) =>
  Math.max(Math.abs(a.r - b.r), Math.abs(a.g - b.g), Math.abs(a.b - b.b))

describe('colour space', () => {
  it('comes back from hex exactly', () => {
    fc.assert(
      fc.property(rgb, color => {
        expect(hexToRgb(rgbToHex(color))).toEqual(color)
      }),
    )
  })

  it('comes back from HSL within the rounding of whole degrees and percents', () => {
    fc.assert(
      fc.property(rgb, color => {
        expect(distance(hslToRgb(rgbToHsl(color)), color)).toBeLessThanOrEqual(5)
      }),
    )
  })

  it('knows the corners of the colour wheel', () => {
    expect(hslToRgb({ h: 0, s: 100, l: 50 })).toEqual({ r: 255, g: 0, b: 0 })
    expect(hslToRgb({ h: 120, s: 100, l: 50 })).toEqual({ r: 0, g: 255, b: 0 })
    expect(rgbToHsl({ r: 0, g: 0, b: 255 })).toEqual({ h: 240, s: 100, l: 50 })
    expect(rgbToHsl({ r: 255, g: 0, b: 255 })).toEqual({ h: 300, s: 100, l: 50 })
  })

  it('reads three digits, six digits, with or without the sign, and nothing else', () => {
    expect(hexToRgb('#0af')).toEqual({ r: 0, g: 170, b: 255 })
    expect(hexToRgb(' 00AAFF ')).toEqual({ r: 0, g: 170, b: 255 })
    expect(['', '#12', '#12345', '#1234567', '#gggggg', 'red'].map(hexToRgb)).toEqual(
      Array.from({ length: 6 }, () => null),
    )
  })
})
