// What a turn of the wheel, or two fingers on a trackpad, ask of the camera.

import type { Point } from '@inkroom/geometry'

export interface WheelReading {
  readonly deltaX: number
  readonly deltaY: number
  /** 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number
  /** Also how browsers report a pinch on a trackpad. */
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

export type WheelEffect =
  | { readonly kind: 'pan'; readonly delta: Point }
  | { readonly kind: 'zoom'; readonly factor: number }

const LINE_PX = 16
const PAGE_PX = 400
/** One notch of a common wheel is 100 px: it zooms by e^0.2, about a fifth. */
const ZOOM_PER_PX = 0.002
/** A trackpad's pinch reports a tenth of that. */
const PINCH_ZOOM_PER_PX = 0.01
const MAX_STEP_PX = 150

function toPx(delta: number, deltaMode: number): number {
  if (deltaMode === 1) return delta * LINE_PX
  return deltaMode === 2 ? delta * PAGE_PX : delta
}

export function wheelEffect(event: WheelReading): WheelEffect {
  const x = toPx(event.deltaX, event.deltaMode)
  const y = toPx(event.deltaY, event.deltaMode)
  if (event.ctrlKey || event.metaKey) {
    const step = Math.max(-MAX_STEP_PX, Math.min(MAX_STEP_PX, y))
    const rate = Math.abs(y) < 50 ? PINCH_ZOOM_PER_PX : ZOOM_PER_PX
    return { kind: 'zoom', factor: Math.exp(-step * rate) }
  }
  // A wheel has one axis; with Shift it is the other.
  const sideways = event.shiftKey && x === 0
  return { kind: 'pan', delta: sideways ? { x: -y, y: 0 } : { x: -x, y: -y } }
}
