// Fills a stroke's outline. One fill a stroke, so that translucent ink does not darken itself.

import { type InkPoints, traceInk } from '@inkroom/geometry'
import type { InkHeader } from '@inkroom/protocol'
import { inkCssColor, type PaperTheme } from '../app/palette.ts'
import { styleColorOf } from './style-color.ts'

export type Painter = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

export function inkPath(points: InkPoints): Path2D {
  const path = new Path2D()
  traceInk(points, path)
  return path
}

/** `painter` has the camera's transform set; its alpha and fill are left as they fell out. */
export function fillInk(
  painter: Painter,
  header: InkHeader,
  path: Path2D,
  theme: PaperTheme,
): void {
  painter.globalAlpha = header.opacity / 255
  painter.fillStyle = inkCssColor(styleColorOf(header.color), theme, header.brush)
  painter.fill(path, 'nonzero')
}
