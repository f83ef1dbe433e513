// Canvases without pixels: they note what is painted on them, in order.

import type { PathSink } from '@inkroom/geometry'
import { vi } from 'vitest'

/** `what` is 'fill 7' for ink of opacity 7 of 255: tests tell strokes apart by it. */
export interface Call {
  readonly what: string
  readonly args: readonly number[]
}

export interface RecordingCanvas {
  readonly canvas: HTMLCanvasElement
  readonly calls: Call[]
  /** The names of the calls since the last look, transforms left out. */
  readonly took: () => string[]
}

class NoPath implements PathSink {
  moveTo(): void {}
  lineTo(): void {}
  quadraticCurveTo(): void {}
  arc(): void {}
  closePath(): void {}
}

/** Outlines are not looked at. Call before each test; vitest takes it back. */
export function stubPaths(): void {
  vi.stubGlobal('Path2D', NoPath)
}

function recordingPainter(calls: Call[]) {
  const note = (what: string, ...args: number[]): void => void calls.push({ what, args })
  return {
    globalAlpha: 1,
    fillStyle: '',
    setTransform: (...args: number[]) => note('camera', ...args),
    clearRect: (...args: number[]) => note('clear', ...args),
    drawImage: (_: unknown, ...args: number[]) => note('copy', ...args),
    fill() {
      note(`fill ${Math.round(this.globalAlpha * 255)}`)
    },
  }
}

export function recordingCanvas(): RecordingCanvas {
  const calls: Call[] = []
  const painter = recordingPainter(calls)
  const style: Record<string, string> = {}
  const fake = { width: 300, height: 150, style, dataset: {}, getContext: () => painter }
  let seen = 0
  return {
    // What the layers use of a canvas is all here; the rest of its interface is the browser's.
    canvas: fake as unknown as HTMLCanvasElement,
    calls,
    took: () => {
      const fresh = calls.slice(seen)
      seen = calls.length
      return fresh.map(({ what }) => what).filter(what => what !== 'camera')
    },
  }
}
