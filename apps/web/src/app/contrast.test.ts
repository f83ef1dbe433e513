import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rgbToHex } from './color-space.ts'
import { contrastRatio, readableOn } from './contrast.ts'

const channel = fc.integer({ min: 0, max: 255 })
const hex = fc.record({ r: channel, g: channel, b: channel }).map(rgbToHex)

describe('contrast', () => {
  it('is 21 between black and white and 1 between equals, either way round', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21)
    expect(contrastRatio('#336699', '#336699')).toBe(1)
  })

  it('of initials on any colour of a person is at least 4.5', () => {
    fc.assert(
      fc.property(hex, ground => {
        expect(contrastRatio(readableOn(ground), ground)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })
})
