import { describe, expect, it } from 'vitest'
import { hexToRgb } from './color-space.ts'
import { contrastRatio } from './contrast.ts'
import { inkCssColor, PALETTE, PAPER, PERSON_COLOR_INDICES, paletteColor } from './palette.ts'

describe('the palette', () => {
  it.each(['light', 'dark'] as const)('reads on %s paper', theme => {
    const unreadable = PALETTE.filter(color => contrastRatio(color[theme], PAPER[theme]) < 3)
    expect(unreadable).toEqual([])
  })

  it('has twelve colours that all differ on either paper', () => {
    expect(new Set(PALETTE.map(color => color.light)).size).toBe(12)
    expect(new Set(PALETTE.map(color => color.dark)).size).toBe(12)
  })

  it('has a yellow for the highlighter that is no brown, and seen on light paper under its opacity', () => {
    const opacity = 0.4
    const [mark, paper] = [paletteColor(4, 'light', 'highlighter'), PAPER.light].map(hexToRgb)
    if (mark == null || paper == null) throw new Error('hex colours')
    expect(mark.r).toBeGreaterThan(240)
    expect(mark.g).toBeGreaterThan(180)
    expect((paper.b - mark.b) * opacity).toBeGreaterThan(80)
    expect(paletteColor(4, 'light')).not.toBe(paletteColor(4, 'light', 'highlighter'))
    expect(paletteColor(8, 'light')).toBe(paletteColor(8, 'light', 'highlighter'))
  })

  it('shows an index that a newer version added as ink', () => {
    expect(paletteColor(200, 'dark')).toBe(PALETTE[0]?.dark)
  })

  it('shows a colour of its own the same on either paper', () => {
    const color = { kind: 'rgb', r: 1, g: 2, b: 3 } as const
    expect(inkCssColor(color, 'light')).toBe('rgb(1 2 3)')
    expect(inkCssColor(color, 'dark')).toBe('rgb(1 2 3)')
  })

  it('gives people only colours that exist', () => {
    expect(PERSON_COLOR_INDICES.every(index => PALETTE[index] !== undefined)).toBe(true)
  })
})
