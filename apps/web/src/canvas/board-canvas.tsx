// The board's elements on the page. React makes them once; what is on them is the view's.

import { must } from '@inkroom/protocol'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { BoardSurfaceElements } from './board-surface.ts'
import './board-canvas.css'

export interface BoardCanvasProps {
  /** Takes the elements over and returns what lets go of them. */
  readonly attach: (host: HTMLElement, elements: BoardSurfaceElements) => () => void
}

const mounted = <T,>(ref: RefObject<T | null>): T => must(ref.current, 'a mounted element')

export function BoardCanvas({ attach }: BoardCanvasProps) {
  const host = useRef<HTMLDivElement>(null)
  const marks = useRef<HTMLCanvasElement>(null)
  const wetMarks = useRef<HTMLCanvasElement>(null)
  const base = useRef<HTMLCanvasElement>(null)
  const wet = useRef<HTMLCanvasElement>(null)
  const cursors = useRef<HTMLDivElement>(null)
  // Before the page is first shown: what of the board is here by then shows with it.
  useLayoutEffect(
    () =>
      attach(mounted(host), {
        marks: mounted(marks),
        wetMarks: mounted(wetMarks),
        base: mounted(base),
        wet: mounted(wet),
        cursors: mounted(cursors),
      }),
    [attach],
  )
  return (
    <div ref={host} className="board-canvas" data-testid="canvas">
      <canvas ref={marks} className="board-layer" data-layer="marks" />
      <canvas ref={wetMarks} className="board-layer" data-layer="wet-marks" />
      <canvas ref={base} className="board-layer" data-layer="base" />
      <canvas ref={wet} className="board-layer" data-layer="wet" />
      <div ref={cursors} className="board-cursors" aria-hidden="true" />
    </div>
  )
}
