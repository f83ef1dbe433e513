// How a tool draws, as a person chooses it: colour, width, opacity, steadiness, and the stops of the sliders.
// What the colours look like on screen is in palette.ts; how ink is painted belongs to the canvas.

export type InkColor =
  | { readonly kind: 'palette'; readonly index: number }
  | { readonly kind: 'rgb'; readonly r: number; readonly g: number; readonly b: number }

export type ToolStyle = {
  readonly color: InkColor
  /** World units: pixels on the screen at 100 %. */
  readonly width: number
  /** 0 (exclusive) to 1. */
  readonly opacity: number
  /** How much the hand is steadied: 0 follows the pen at once, 1 most of all. */
  readonly stabilizer: number
  /** Where no pressure is measured, a fast stroke is thinner than a slow one. */
  readonly widthBySpeed: boolean
}

/** Steps that look evenly spaced: each is about a quarter to a half wider than the one before. */
export const WIDTH_STOPS: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48]

/** Fainter than this, ink could not be seen on paper. */
export const MIN_OPACITY = 0.1

/** The neighbouring width stop in a direction; the ends hold. */
export function nextWidth(width: number, direction: 1 | -1): number {
  const stops = direction === 1 ? WIDTH_STOPS : WIDTH_STOPS.toReversed()
  return stops.find(stop => (stop - width) * direction > 0) ?? width
}

/** The index of the stop closest to a width, for a slider that walks over stops. */
export function nearestWidthStop(width: number): number {
  const distances = WIDTH_STOPS.map(stop => Math.abs(stop - width))
  return distances.indexOf(Math.min(...distances))
}

export function isSameColor(a: InkColor, b: InkColor): boolean {
  if (a.kind === 'palette') return b.kind === 'palette' && a.index === b.index
  return b.kind === 'rgb' && a.r === b.r && a.g === b.g && a.b === b.b
}
