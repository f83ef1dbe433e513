// Fills a stroke's outline. One fill a stroke, so that translucent ink does not darken itself.

import { type InkPoints, NO_RANGES, type StrokeRange, traceInkParts } from '@inkroom/geometry'
import type { InkHeader } from '@inkroom/protocol'
import { inkCssColor, type PaperTheme } from '../app/palette.ts'
import type { Raster } from './camera-transform.ts'
import { styleColorOf } from './style-color.ts'

export type Painter = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/**
 * An outline around its own origin. Canvases count in 32-bit numbers: far from the board's origin the line
 * would jump by pixels if it were traced in the world's coordinates.
 */
export interface InkPath {
  readonly path: Path2D
  /** Where in the world the path's (0, 0) is. */
  readonly x: number
  readonly y: number
}

const SHORT_POINTS = 256
/** All short strokes take it in turns: an array for each would take as long as the outline. */
const shortRoom = { xs: new Float64Array(SHORT_POINTS), ys: new Float64Array(SHORT_POINTS) }

function aroundOrigin({ length, xs, ys, radii }: InkPoints, x: number, y: number): InkPoints {
  const isShort = length <= SHORT_POINTS
  const room = isShort ? shortRoom : { xs: new Float64Array(length), ys: new Float64Array(length) }
  for (let i = 0; i < length; i += 1) {
    room.xs[i] = (xs[i] ?? 0) - x
    room.ys[i] = (ys[i] ?? 0) - y
  }
  return { length, ...room, radii }
}

/** The outline of what is left of a stroke: every picture of ink is made of these. */
export function inkPath(points: InkPoints, erased: readonly StrokeRange[] = NO_RANGES): InkPath {
  const [x = 0] = points.xs
  const [y = 0] = points.ys
  const path = new Path2D()
  traceInkParts(aroundOrigin(points, x, y), erased, path)
  return { path, x, y }
}

export const inkColorOf = ({ color, brush }: InkHeader, theme: PaperTheme): string =>
  inkCssColor(styleColorOf(color), theme, brush)

export interface PaintedInk {
  readonly header: InkHeader
  readonly path: InkPath
}

/**
 * Marks that cross are mixed as on paper, where the upper one lets the lower one's light through: in whichever order
 * they came, they look alike. On dark paper ink is light, so there it adds up.
 */
export function mixingOf({ brush }: InkHeader, theme: PaperTheme): GlobalCompositeOperation {
  if (brush !== 'highlighter') return 'source-over'
  return theme === 'light' ? 'multiply' : 'screen'
}

/** The painter's transform, alpha, fill and way of mixing are left as they fell out. */
export function fillInk(
  painter: Painter,
  { scale, left, top }: Raster,
  { header, path }: PaintedInk,
  theme: PaperTheme,
): void {
  painter.setTransform(scale, 0, 0, scale, path.x * scale - left, path.y * scale - top)
  painter.globalAlpha = header.opacity / 255
  painter.globalCompositeOperation = mixingOf(header, theme)
  painter.fillStyle = inkColorOf(header, theme)
  painter.fill(path.path, 'nonzero')
}
