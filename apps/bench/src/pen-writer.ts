// Makes of pen events what the app makes of them: smoothed, on the stroke's grid, one flush every 20 ms.

import { InkStrokeWriter } from '@inkroom/document'
import { nextOneEuroPoint, type OneEuroPointState, quantize } from '@inkroom/geometry'
import type { InkHeader, InkSample, Op } from '@inkroom/protocol'
import type { PenStroke } from './pen-model.ts'

const GRID_EXPONENT = 3
const GATE_MS = 20

/** Ops with when they leave, in ms since the pen came down. */
export interface TimedOp {
  readonly atMs: number
  readonly op: Op
  /** How many points it brings. */
  readonly points: number
}

function toSample(x: number, y: number, pressure: number): InkSample {
  return {
    x: quantize(x, GRID_EXPONENT),
    y: quantize(y, GRID_EXPONENT),
    pressure: Math.round(pressure * 255),
  }
}

export function headerOf(stroke: PenStroke): InkHeader {
  const { x, y, pressure } = stroke[0] ?? { x: 0, y: 0, pressure: 0.5 }
  return {
    brush: 'pen',
    color: { kind: 'palette', index: 0 },
    size: 32,
    opacity: 255,
    gridExponent: GRID_EXPONENT,
    hasPressure: true,
    ...toSample(x, y, pressure),
  }
}

export function smoothed(stroke: PenStroke): InkSample[] {
  let filter: OneEuroPointState | undefined
  return stroke.map(({ x, y, pressure, timeMs }) => {
    filter = nextOneEuroPoint(filter, { x, y }, timeMs)
    return toSample(filter.value.x, filter.value.y, pressure)
  })
}

/** The ops of one stroke as the pen tool sends them. */
export function strokeOps(stroke: PenStroke, n: number): TimedOp[] {
  const writer = new InkStrokeWriter({ n, page: 0, header: headerOf(stroke) })
  const ops: TimedOp[] = [{ atMs: 0, op: writer.begin(), points: 1 }]
  const samples = smoothed(stroke)
  let unsent: InkSample[] = []
  let sentMs = 0
  stroke.slice(1).forEach(({ timeMs }, index) => {
    const sample = samples[index + 1]
    if (sample !== undefined) unsent.push(sample)
    const isLast = index === stroke.length - 2
    if (!isLast && timeMs - sentMs < GATE_MS) return
    const elapsedMs = timeMs - sentMs
    const op = isLast ? writer.finish(unsent, elapsedMs) : writer.extend(unsent, elapsedMs)
    ops.push({ atMs: timeMs, op, points: unsent.length })
    sentMs = timeMs
    unsent = []
  })
  if (stroke.length < 2) ops.push({ atMs: 0, op: writer.finish([], 0), points: 0 })
  return ops
}
