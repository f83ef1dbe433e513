import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrastRatio } from '../app/contrast.ts'
import { PAPER } from '../app/palette.ts'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The colours of one block of the sheet: '--text' → '#24221f'. */
function colorsOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('\n}', start))
  const found = block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)
  return new Map([...found].map(match => [match[1] ?? '', match[2] ?? '']))
}

const light = colorsOf(':root')
const themes = { light, dark: new Map([...light, ...colorsOf(':root[data-theme="dark"]')]) }

const TEXT = [
  ['text', 'surface'],
  ['text', 'surface-sunken'],
  ['text', 'surface-hover'],
  ['text', 'surface-pressed'],
  ['text-quiet', 'surface'],
  ['text-quiet', 'surface-sunken'],
  ['text-quiet', 'surface-hover'],
  ['text-quiet', 'paper'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['accent', 'surface'],
  ['accent-strong', 'accent-soft'],
  ['accent-strong', 'accent-soft-hover'],
  ['bad', 'surface'],
  ['bad', 'surface-hover'],
  ['on-tooltip', 'tooltip'],
] as const

const CONTROLS = [
  ['line-control', 'surface'],
  ['accent', 'surface-sunken'],
  ['good', 'surface'],
  ['wait', 'surface'],
  ['bad', 'surface'],
] as const

describe.each(['light', 'dark'] as const)('the %s theme', theme => {
  const contrast = ([front, ground]: readonly [string, string]) =>
    contrastRatio(themes[theme].get(front) ?? '', themes[theme].get(ground) ?? '')

  it('has text of 4.5 to 1 or more on its grounds', () => {
    expect(TEXT.filter(pair => contrast(pair) < 4.5)).toEqual([])
  })

  it('has controls and signs of 3 to 1 or more', () => {
    expect(CONTROLS.filter(pair => contrast(pair) < 3)).toEqual([])
  })

  it('has the paper that ink is made for', () => {
    expect(themes[theme].get('paper')).toBe(PAPER[theme])
  })
})
