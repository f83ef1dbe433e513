// The board while it is on the page: surface, follower and input, wired to one board.

import type { Client } from '@inkroom/client'
import type { Document, InkObject } from '@inkroom/document'
import { panBy, pinch, screenToWorld } from '@inkroom/geometry'
import { boardStore } from '../app/board-store.ts'
import { preferencesStore } from '../app/preferences-store.ts'
import { activeTool, toolStore } from '../app/tool-store.ts'
import { BoardSurface, type BoardSurfaceElements } from '../canvas/board-surface.ts'
import { InkFollower } from '../canvas/ink-follower.ts'
import { BoardInput, type BoardInputHandlers, type ToolStart } from '../input/board-input.ts'
import type { GateClock } from '../input/send-gate.ts'
import { themeStore } from '../theme/theme.ts'
import { behaviourOf } from '../tools/behaviours.ts'
import type { ToolId } from '../tools/registry.ts'
import type { ToolGesture } from '../tools/tool-behaviour.ts'
import type { DocumentEditor } from './board-editor.ts'
import { createCursorSender } from './cursor-sender.ts'
import type { SessionReport } from './session-report.ts'

/** What the surface needs of the board that it shows. */
export interface SurfaceBoard {
  readonly document: Document
  readonly client: Client
  readonly editor: DocumentEditor
  readonly report: SessionReport
  /** The tool that draws; null where a drag moves the board. */
  readonly drawingTool: ToolId | null
  /** A stroke grew under somebody's pen. */
  readonly followPen: (ink: InkObject) => void
}

/** What stands while the canvas is on the page. */
export interface MountedSurface {
  readonly surface: BoardSurface
  readonly follower: InkFollower
  readonly dispose: () => void
}

/** How often stale strokes, cursors and idle people are looked at. */
const SWEEP_MS = 1_000

const gateClock: GateClock = {
  nowMs: () => performance.now(),
  setTimer: (run, delayMs) => {
    const timer = window.setTimeout(run, delayMs)
    return () => window.clearTimeout(timer)
  },
}

function createSurface(
  board: SurfaceBoard,
  host: HTMLElement,
  elements: BoardSurfaceElements,
): { surface: BoardSurface; follower: InkFollower } {
  const { document } = board
  const surface = new BoardSurface({
    elements,
    clock: {
      nowMs: () => performance.now(),
      requestFrame: run => void requestAnimationFrame(run),
    },
    wetStrokes: () => follower.wetStrokes,
    onCamera: ({ zoom }) => {
      if (boardStore.getState().zoom !== zoom) boardStore.setState({ zoom })
    },
    onSettled: () => describe(board, host, surface),
  })
  const follower = new InkFollower({
    source: {
      visibleInk: id => {
        const object = document.isVisible(id) ? document.get(id) : null
        return object?.kind === 'ink' ? object : null
      },
      allVisibleInk: () => document.inkInOrder(),
    },
    target: surface,
    nowMs: () => performance.now(),
    onWet: board.followPen,
  })
  return { surface, follower }
}

const hex = (lane: number): string => lane.toString(16).padStart(8, '0')

/** For assistive tools and tests: what the picture shows, once it shows it. */
function describe({ document }: SurfaceBoard, host: HTMLElement, surface: BoardSurface): void {
  const { a, b } = document.digest
  host.dataset['strokes'] = String(surface.scene.size)
  host.dataset['seq'] = String(document.seq)
  host.dataset['digest'] = hex(a) + hex(b)
}

function createHandlers(board: SurfaceBoard, surface: BoardSurface): BoardInputHandlers {
  const cursor = createCursorSender(board.client, gateClock)
  let gesture: ToolGesture | null = null
  const end = (finish: (gesture: ToolGesture) => void) => {
    if (gesture !== null) finish(gesture)
    gesture = null
    surface.setGesture(null)
    boardStore.setState({ isDrawing: false })
  }
  const begin = ({ sample, hasPressure, isEraserEnd }: ToolStart) => {
    const tool = isEraserEnd ? 'eraser' : board.drawingTool
    const behaviour = tool === null ? null : behaviourOf(tool)
    if (tool === null || behaviour === null) return
    const { editor } = board
    const style = preferencesStore.getState().toolStyles[tool]
    const { scene, dpr } = surface
    const camera = () => surface.camera
    gesture = behaviour(
      { editor, scene, clock: gateClock, style, hasPressure, dpr, camera },
      sample,
    )
    surface.setGesture(gesture)
    boardStore.setState({ isDrawing: true })
  }
  return {
    panning: () => board.drawingTool === null,
    toolDown: begin,
    toolMove: samples => {
      gesture?.move(samples)
      surface.requestFrame()
    },
    toolUp: () => end(each => each.up()),
    toolDiscard: () => end(each => each.discard()),
    panBy: delta => surface.setCamera(panBy(surface.camera, delta)),
    pinch: (before, after) => surface.setCamera(pinch(surface.camera, before, after)),
    wheel: (effect, at) => {
      if (effect.kind === 'pan') surface.setCamera(panBy(surface.camera, effect.delta))
      else surface.zoomAt(at, surface.camera.zoom * effect.factor)
    },
    hover: at => {
      // While a stroke grows the others see the pen by its ink.
      if (gesture === null) cursor.move(at === null ? null : screenToWorld(surface.camera, at))
    },
  }
}

/** Follows size, theme, tool and preferences; returns what ends that. */
function followPage(host: HTMLElement, surface: BoardSurface): () => void {
  const resize = () => {
    const { clientWidth: width, clientHeight: height } = host
    surface.setSize({ width, height }, window.devicePixelRatio)
  }
  const observer = new ResizeObserver(resize)
  observer.observe(host)
  // A window that moves to another screen changes its ratio without changing its size.
  const density = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
  density.addEventListener('change', resize)
  const showTool = () => {
    host.dataset['tool'] = activeTool(toolStore.getState())
  }
  const stops = [
    themeStore.subscribe(({ theme }) => surface.setTheme(theme)),
    toolStore.subscribe(showTool),
    preferencesStore.subscribe(({ showsCursors }) => {
      if (!showsCursors) surface.cursors.clear()
    }),
  ]
  surface.setTheme(themeStore.getState().theme)
  showTool()
  resize()
  return () => {
    observer.disconnect()
    density.removeEventListener('change', resize)
    for (const stop of stops) stop()
  }
}

export function mountSurface(
  board: SurfaceBoard,
  host: HTMLElement,
  elements: BoardSurfaceElements,
): MountedSurface {
  const { surface, follower } = createSurface(board, host, elements)
  const leavePage = followPage(host, surface)
  surface.home()
  follower.begin()
  const input = new BoardInput(host, createHandlers(board, surface))
  const sweeps = window.setInterval(() => {
    follower.sweep()
    surface.cursors.sweep(Date.now())
    board.report.showPeople()
  }, SWEEP_MS)
  return {
    surface,
    follower,
    dispose: () => {
      window.clearInterval(sweeps)
      input.dispose()
      leavePage()
    },
  }
}
