// The twelve ink colours that every board knows by index, each with the shade that reads on light and on dark
// paper. A stored index never changes its meaning: add colours at the end, never reorder.

import type { Brush } from '@inkroom/protocol'
import type { MessageKey } from '../i18n/en.ts'
import type { InkColor } from './ink-style.ts'

export type PaperTheme = 'light' | 'dark'

export type PaletteColor = {
  readonly light: string
  readonly dark: string
  /** The highlighter's on light paper, where a line would be too faint in it and a broad, translucent mark is not. */
  readonly marker?: string
  readonly nameKey: MessageKey
}

const INK: PaletteColor = { light: '#1f1d1a', dark: '#f1eee7', nameKey: 'color.ink' }

export const PALETTE: readonly PaletteColor[] = [
  INK,
  { light: '#726e67', dark: '#a39e95', nameKey: 'color.grey' },
  { light: '#cf342b', dark: '#ff7b71', nameKey: 'color.red' },
  { light: '#c4570a', dark: '#ff9d55', nameKey: 'color.orange' },
  { light: '#9c7200', dark: '#f0c443', marker: '#ffc800', nameKey: 'color.yellow' },
  { light: '#2a843b', dark: '#71cf7e', nameKey: 'color.green' },
  { light: '#0d8074', dark: '#50d0be', nameKey: 'color.teal' },
  { light: '#0e7ca3', dark: '#5dc3e9', nameKey: 'color.sky' },
  { light: '#2c5fd6', dark: '#86a9ff', nameKey: 'color.blue' },
  { light: '#7245cf', dark: '#b89bff', nameKey: 'color.violet' },
  { light: '#c5317f', dark: '#ff8cc5', nameKey: 'color.pink' },
  { light: '#855638', dark: '#cfa284', nameKey: 'color.brown' },
]

/** What shows through translucent ink and what exports are filled with. */
export const PAPER: Readonly<Record<PaperTheme, string>> = { light: '#fdfcf9', dark: '#1c1b19' }

/** People are told apart by the lively colours: ink and grey stay for the text around them. */
export const PERSON_COLOR_INDICES: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]

/** The shade of a palette index on a paper; an index from a newer version reads as ink. */
export function paletteColor(index: number, theme: PaperTheme, brush: Brush = 'pen'): string {
  const { light, dark, marker = light } = PALETTE[index] ?? INK
  if (theme === 'dark') return dark
  return brush === 'highlighter' ? marker : light
}

/** A CSS colour for a chosen ink on a paper. */
export function inkCssColor(color: InkColor, theme: PaperTheme, brush: Brush = 'pen'): string {
  if (color.kind === 'palette') return paletteColor(color.index, theme, brush)
  return `rgb(${color.r} ${color.g} ${color.b})`
}
