// Whether one colour can be read on another, by the measure of WCAG 2 (relative luminance).

import { hexToRgb } from './color-space.ts'

/** From 1 (alike) to 21 (black on white); both as hex codes. */
export function contrastRatio(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Black or white, whichever reads better: for any ground at least 4.58. */
export function readableOn(ground: string): '#000000' | '#ffffff' {
  return contrastRatio(ground, '#ffffff') >= contrastRatio(ground, '#000000')
    ? '#ffffff'
    : '#000000'
}

function luminance(hex: string): number {
  const rgb = hexToRgb(hex)
  if (rgb === null) return 0
  return 0.2126 * linear(rgb.r) + 0.7152 * linear(rgb.g) + 0.0722 * linear(rgb.b)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
