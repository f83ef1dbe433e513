// The wire's colour and the style panel's, one from the other.

import type { InkColor as WireColor } from '@inkroom/protocol'
import type { InkColor as StyleColor } from '../app/ink-style.ts'

export function styleColorOf(color: WireColor): StyleColor {
  if (color.kind === 'palette') return color
  const { rgb } = color
  return { kind: 'rgb', r: (rgb >> 16) & 0xff, g: (rgb >> 8) & 0xff, b: rgb & 0xff }
}

export function wireColorOf(color: StyleColor): WireColor {
  if (color.kind === 'palette') return color
  return { kind: 'rgb', rgb: (color.r << 16) | (color.g << 8) | color.b }
}
