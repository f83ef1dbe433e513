// Ink from far away: lines that are thinner than a pixel, drawn along their middle, all of one look at once.
// A hundred thousand outlines would take seconds, and nobody could tell.
//
// They lie above the wider ink of their tile, whatever the board's order is: so writing stays readable. Among
// themselves they have an order of their own, by look. So it does not matter when or with which others one is
// painted, and every tab shows the same.

import { dequantize, type StrokeRange, uncoveredRanges } from '@inkroom/geometry'
import { BRUSHES, type InkHeader } from '@inkroom/protocol'
import type { PaperTheme } from '../app/palette.ts'
import type { Raster } from './camera-transform.ts'
import { inkColorOf, mixingOf, type Painter } from './ink-paint.ts'
import type { SceneStroke } from './scene.ts'
import { TILE_PX } from './tile.ts'

/** Device pixels. Wider lines show what their outline is like. */
const THIN_PX = 0.75
/** A line that is thinner still must not fade away. */
const MIN_WIDTH_PX = 0.5
/** About, from point to point: in a bend of 3 px a chord strays by a tenth of a pixel. */
const POINT_PX = 1.5
/** Widths are told apart by so much. */
const WIDTH_STEP_PX = 1 / 16
/** So many steps there are. */
const WIDTHS = THIN_PX / WIDTH_STEP_PX + 1

/** Whether nobody could tell it from a hairline at this scale. */
export function isHairline({ width }: SceneStroke, scale: number): boolean {
  return width * scale < THIN_PX
}

/** Lines of one colour and about one width that begin in one column. */
interface Batch {
  readonly header: InkHeader
  readonly widthPx: number
  readonly path: Path2D
}

/** Device pixels. All of a look at once could take several frames' time. */
const COLUMN_PX = 64
/** Those of a tile, and one for lines that begin left of it. */
const COLUMNS = TILE_PX / COLUMN_PX + 1

function roundedPx(widthPx: number): number {
  return Math.round(Math.max(MIN_WIDTH_PX, widthPx) / WIDTH_STEP_PX) * WIDTH_STEP_PX
}

/** A number for each look: a hundred thousand names would take longer than the lines. It sorts them too. */
function lookNumber({ brush, color, opacity }: InkHeader, widthPx: number): number {
  const ink = color.kind === 'palette' ? color.index * 2 : color.rgb * 2 + 1
  const kind = BRUSHES.indexOf(brush)
  return ((ink * 256 + opacity) * BRUSHES.length + kind) * WIDTHS + widthPx / WIDTH_STEP_PX
}

function lastFirst<T>(numbered: ReadonlyMap<number, T>): T[] {
  return Array.from(numbered)
    .sort(([a], [b]) => b - a)
    .map(([, each]) => each)
}

/** On the straight way from point to point: nobody sees so thin a line's bends. */
function valueAt(values: Float64Array, place: number): number {
  const point = Math.floor(place)
  const value = values[point] ?? 0
  const part = place - point
  return part === 0 ? value : value + part * ((values[point + 1] ?? value) - value)
}

export class Hairlines {
  private readonly raster: Raster
  /** Of each look those of its columns that have lines. */
  private readonly looks = new Map<number, Map<number, Batch>>()
  /** Most lines look like the one before them. */
  private newest: { readonly look: number; readonly columns: Map<number, Batch> } | null = null
  private toPaint: Batch[] | null = null

  constructor(raster: Raster) {
    this.raster = raster
  }

  get isEmpty(): boolean {
    return this.looks.size === 0
  }

  /** Before any is painted. */
  add(stroke: SceneStroke): void {
    const { path } = this.batchOf(stroke)
    const whole = { from: 0, to: stroke.points.length - 1 }
    if (stroke.erased.length === 0) return this.traceRange(stroke, whole, path)
    for (const range of uncoveredRanges(whole, stroke.erased)) this.traceRange(stroke, range, path)
  }

  /** Some of them; false when there are no more. */
  paintNext(painter: Painter, theme: PaperTheme): boolean {
    this.toPaint ??= lastFirst(this.looks).flatMap(lastFirst)
    const batch = this.toPaint.pop()
    if (batch === undefined) return false
    const { header, widthPx, path } = batch
    painter.setTransform(1, 0, 0, 1, 0, 0)
    // The cheapest there are: nobody sees the ends and bends of such a line.
    painter.lineCap = 'butt'
    painter.lineJoin = 'bevel'
    painter.globalAlpha = header.opacity / 255
    painter.globalCompositeOperation = mixingOf(header, theme)
    painter.strokeStyle = inkColorOf(header, theme)
    painter.lineWidth = widthPx
    painter.stroke(path)
    return true
  }

  private batchOf({ header, width, minX }: SceneStroke): Batch {
    const { scale, left } = this.raster
    const widthPx = roundedPx(width * scale)
    const column = Math.floor((minX * scale - left) / COLUMN_PX) + 1
    const inside = Math.min(COLUMNS - 1, Math.max(0, column))
    const columns = this.columnsOf(lookNumber(header, widthPx))
    const known = columns.get(inside)
    if (known !== undefined) return known
    const batch = { header, widthPx, path: new Path2D() }
    columns.set(inside, batch)
    return batch
  }

  private columnsOf(look: number): Map<number, Batch> {
    if (this.newest?.look === look) return this.newest.columns
    const columns = this.looks.get(look) ?? new Map<number, Batch>()
    this.looks.set(look, columns)
    this.newest = { look, columns }
    return columns
  }

  /** As many points as show. */
  private traceRange(stroke: SceneStroke, { from, to }: StrokeRange, path: Path2D): void {
    const { scale, left, top } = this.raster
    const { header, points } = stroke
    const { length, xs, ys } = points
    const unit = dequantize(1, header.gridExponent) * scale
    const extentPx = Math.max(stroke.maxX - stroke.minX, stroke.maxY - stroke.minY) * scale
    const step = Math.max(1, Math.floor(length / Math.max(2, Math.ceil(extentPx / POINT_PX))))
    path.moveTo(valueAt(xs, from) * unit - left, valueAt(ys, from) * unit - top)
    for (let i = (Math.floor(from / step) + 1) * step; i < to; i += step) {
      path.lineTo((xs[i] ?? 0) * unit - left, (ys[i] ?? 0) * unit - top)
    }
    // A line without a length would not be drawn.
    const dotPx = from === to ? MIN_WIDTH_PX : 0
    path.lineTo(valueAt(xs, to) * unit - left + dotPx, valueAt(ys, to) * unit - top)
  }
}
