// Canvases without pixels: they note what is painted on them, in order.

import type { PathSink } from '@inkroom/geometry'
import { must } from '@inkroom/protocol'
import { vi } from 'vitest'
import type { Picture } from '../tile.ts'

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
  /** Paths that were added to it. */
  joined = 0

  moveTo(): void {}
  lineTo(): void {}
  quadraticCurveTo(): void {}
  arc(): void {}
  closePath(): void {}
  addPath(): void {
    this.joined += 1
  }
}

/** A canvas off the page, for tiles that nobody looks at. */
class NoCanvas {
  readonly getContext: () => unknown

  constructor() {
    const { canvas } = recordingCanvas()
    this.getContext = () => canvas.getContext('2d')
  }
}

/** Outlines are not looked at. Call before each test; vitest takes it back. */
export function stubPaths(): void {
  vi.stubGlobal('Path2D', NoPath)
  vi.stubGlobal('OffscreenCanvas', NoCanvas)
}

function recordingPainter(calls: Call[]) {
  const note = (what: string, ...args: number[]): void => void calls.push({ what, args })
  return {
    globalAlpha: 1,
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    lineCap: '',
    lineJoin: '',
    setTransform: (...args: number[]) => note('camera', ...args),
    clearRect: (...args: number[]) => note('clear', ...args),
    drawImage: (_: unknown, ...args: number[]) => note('copy', ...args),
    /** Noted with how many paths are filled as one. */
    fill(path: Path2D) {
      const joined = path instanceof NoPath ? path.joined : 0
      note(`fill ${Math.round(this.globalAlpha * 255)}`, Math.max(1, joined))
    },
    stroke() {
      note(`stroke ${this.lineWidth} ${Math.round(this.globalAlpha * 255)}`)
    },
    save: () => {},
    restore: () => {},
    beginPath: () => {},
    rect: () => {},
    clip: () => {},
  }
}

/** For tiles: each picture that is made is noted in `made`, in order. */
export function recordingPictures(): { made: RecordingCanvas[]; picture: () => Picture } {
  const made: RecordingCanvas[] = []
  const picture = (): Picture => {
    const recording = recordingCanvas()
    made.push(recording)
    const { canvas } = recording
    return { canvas, painter: must(canvas.getContext('2d'), 'its painter') }
  }
  return { made, picture }
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
