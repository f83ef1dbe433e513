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

function moved(values: Float64Array, length: number, by: number): Float64Array {
  const result = new Float64Array(length)
  for (let i = 0; i < length; i += 1) result[i] = (values[i] ?? 0) + by
  return result
}

/** The outline of what is left of a stroke: every picture of ink is made of these. */
export function inkPath(points: InkPoints, erased: readonly StrokeRange[] = NO_RANGES): InkPath {
  const { length, xs, ys, radii } = points
  const [x = 0] = xs
  const [y = 0] = ys
  const path = new Path2D()
  const around = { length, xs: moved(xs, length, -x), ys: moved(ys, length, -y), radii }
  traceInkParts(around, erased, path)
  return { path, x, y }
}

export const inkColorOf = ({ color, brush }: InkHeader, theme: PaperTheme): string =>
  inkCssColor(styleColorOf(color), theme, brush)

export interface PaintedInk {
  readonly header: InkHeader
  readonly path: InkPath
}

/** The painter's transform, alpha and fill are left as they fell out. */
export function fillInk(
  painter: Painter,
  { scale, left, top }: Raster,
  { header, path }: PaintedInk,
  theme: PaperTheme,
): void {
  painter.setTransform(scale, 0, 0, scale, path.x * scale - left, path.y * scale - top)
  painter.globalAlpha = header.opacity / 255
  painter.fillStyle = inkColorOf(header, theme)
  painter.fill(path.path, 'nonzero')
}
