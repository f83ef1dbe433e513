// The board while it is on the page: surface, follower and input, wired to one board.

import type { Client } from '@inkroom/client'
import type { Document, InkObject } from '@inkroom/document'
import { panBy, pinch, screenToWorld } from '@inkroom/geometry'
import type { AuthorId, LaserPiece } from '@inkroom/protocol'
import { addNotice, boardStore, removeNotice } from '../app/board-store.ts'
import { freePadding } from '../app/free-padding.ts'
import { requestTurn } from '../app/next-turn.ts'
import { paletteColor } from '../app/palette.ts'
import { notePen, preferencesStore } from '../app/preferences-store.ts'
import { activeTool, toolStore } from '../app/tool-store.ts'
import { BoardSurface, type BoardSurfaceElements } from '../canvas/board-surface.ts'
import { InkFollower } from '../canvas/ink-follower.ts'
import { BoardInput, type BoardInputHandlers, type ToolStart } from '../input/board-input.ts'
import type { GateClock } from '../input/send-gate.ts'
import { themeStore } from '../theme/theme.ts'
import { behaviourOf, prepareTool } from '../tools/behaviours.ts'
import type { ToolId } from '../tools/registry.ts'
import type { LaserHand } from '../tools/tool-behaviour.ts'
import type { DocumentEditor } from './board-editor.ts'
import { type CursorSender, createCursorSender } from './cursor-sender.ts'
import { followDensity } from './follow-density.ts'
import { createLaserHand, trailPieceOf } from './laser-hand.ts'
import type { SessionReport } from './session-report.ts'
import { ToolInHand } from './tool-in-hand.ts'

/** What the surface needs of the board that it shows. */
export interface SurfaceBoard {
  readonly document: Document
  readonly client: Pick<Client, 'sendEphemeral'>
  readonly editor: DocumentEditor
  readonly report: SessionReport
  /** The tool that draws; null where a drag moves the board. */
  readonly drawingTool: ToolId | null
  /** A stroke grew under somebody's pen. */
  readonly followPen: (ink: InkObject) => void
  undo(): void
  redo(): void
}

/** What stands while the canvas is on the page. */
export interface MountedSurface {
  readonly surface: BoardSurface
  readonly follower: InkFollower
  /** What a tool has under way ends here, as if the pen were lifted. */
  readonly endGesture: () => void
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

/** Phones and tablets end pages that take much memory. */
function maxTileBytes(): number {
  const isHandheld = window.matchMedia('(pointer: coarse)').matches
  return (isHandheld ? 96 : 256) * 1024 * 1024
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
      requestFrame: run => {
        const frame = requestAnimationFrame(run)
        return () => cancelAnimationFrame(frame)
      },
      requestTurn,
    },
    maxTileBytes: maxTileBytes(),
    isMotionReduced: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    wetStrokes: () => follower.wetStrokes,
    onCamera: ({ zoom }) => {
      if (boardStore.getState().zoom !== zoom) boardStore.setState({ zoom })
    },
    onSettled: () => describe(board, host, surface),
  })
  const follower = new InkFollower({
    source: {
      visibleInk: id => document.visibleInk(id),
      allIds: () => document.idsInOrder(),
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
  host.dataset['pending'] = String(document.pendingCount)
}

interface InputParts {
  readonly surface: BoardSurface
  readonly hand: ToolInHand
  readonly cursor: CursorSender
  readonly laser: LaserHand
}

function createHandlers(
  board: SurfaceBoard,
  { surface, hand, cursor, laser }: InputParts,
): BoardInputHandlers {
  const begin = ({ sample, hasPressure, isEraser }: ToolStart) => {
    const tool = isEraser ? 'eraser' : board.drawingTool
    const behaviour = tool === null ? null : behaviourOf(tool)
    if (tool === null || behaviour === null) return
    const { editor } = board
    const { toolStyles, makesShapes, eraserMode } = preferencesStore.getState()
    const style = toolStyles[tool]
    const { scene, dpr } = surface
    const camera = () => surface.camera
    const repaint = () => surface.requestFrame()
    // A place from before the stroke must not come behind its ink.
    cursor.rest()
    const look = { style, hasPressure, dpr, makesShapes, eraserMode }
    const whenFree = (run: () => void) => hand.whenFree(run)
    const parts = { editor, laser, scene, clock: gateClock, camera, repaint, whenFree }
    hand.take(behaviour({ ...parts, ...look }, sample))
  }
  return {
    panning: () => board.drawingTool === null,
    penMode: () => preferencesStore.getState().penMode,
    penNear: () => {
      notePen(preferencesStore)
      // At its other end there may be one.
      prepareTool('eraser')
    },
    toolDown: begin,
    toolMove: samples => {
      hand.gesture?.move(samples)
      surface.requestFrame()
    },
    toolPredict: samples => {
      hand.gesture?.predict?.(samples)
      surface.requestFrame()
    },
    toolUp: () => hand.up(),
    toolDiscard: () => hand.discard(),
    panBy: delta => surface.setCamera(panBy(surface.camera, delta)),
    pinch: (before, after) => surface.setCamera(pinch(surface.camera, before, after)),
    tap: fingers => {
      const { canUndo, canRedo } = boardStore.getState()
      if (fingers === 2 && canUndo) board.undo()
      if (fingers === 3 && canRedo) board.redo()
    },
    wheel: (effect, at) => {
      if (effect.kind === 'pan') surface.setCamera(panBy(surface.camera, effect.delta))
      else surface.zoomAt(at, surface.camera.zoom * effect.factor)
    },
    hover: at => {
      // While a stroke grows the others see the pen by its ink.
      if (hand.gesture === null) cursor.move(at === null ? null : screenToWorld(surface.camera, at))
    },
  }
}

/** Follows size, theme, tool and preferences; returns what ends that. */
function followPage(host: HTMLElement, surface: BoardSurface, self: AuthorId): () => void {
  const resize = () => {
    const { clientWidth: width, clientHeight: height } = host
    surface.setSize({ width, height }, window.devicePixelRatio)
  }
  const observer = new ResizeObserver(resize)
  observer.observe(host)
  const showTool = () => {
    const tool = activeTool(toolStore.getState())
    host.dataset['tool'] = tool
    prepareTool(tool)
  }
  const stops = [
    followDensity(window, resize),
    themeStore.subscribe(({ theme }) => surface.setTheme(theme)),
    toolStore.subscribe(showTool),
    preferencesStore.subscribe(({ showsCursors }) => {
      if (showsCursors) return
      surface.cursors.clear()
      surface.lasers.keepOnly(self)
    }),
  ]
  surface.setTheme(themeStore.getState().theme)
  showTool()
  resize()
  return () => {
    observer.disconnect()
    for (const stop of stops) stop()
  }
}

function showOwnLaser(surface: BoardSurface, self: AuthorId, piece: LaserPiece): void {
  const color = paletteColor(preferencesStore.getState().personColor, themeStore.getState().theme)
  surface.lasers.take(self, trailPieceOf(piece), color)
}

function sayCanvasLost(): void {
  addNotice({ kind: 'error', id: 'canvas-lost', reason: 'canvas-lost' })
}

/** Tells when the browser takes the pictures away, and paints them again when it gives them back. */
function followContexts(
  { marks, wetMarks, base, wet }: BoardSurfaceElements,
  surface: BoardSurface,
): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const onRestored = () => {
    removeNotice('canvas-lost')
    surface.repaint()
  }
  for (const canvas of [marks, wetMarks, base, wet]) {
    canvas.addEventListener('contextlost', sayCanvasLost, { signal })
    canvas.addEventListener('contextrestored', onRestored, { signal })
  }
  return () => listening.abort()
}

export function mountSurface(
  board: SurfaceBoard,
  host: HTMLElement,
  elements: BoardSurfaceElements,
): MountedSurface {
  const { surface, follower } = createSurface(board, host, elements)
  const hand = new ToolInHand({ show: gesture => surface.setGesture(gesture) })
  const cursor = createCursorSender(board.client, gateClock)
  const { author: self } = board.document
  const show = (piece: LaserPiece) => showOwnLaser(surface, self, piece)
  const laser = createLaserHand({ client: board.client, clock: gateClock, show })
  const stops = [
    followPage(host, surface, self),
    followContexts(elements, surface),
    // A board that takes no more ink must not show any.
    boardStore.subscribe(({ isReadOnly }) => {
      if (isReadOnly) hand.up()
    }),
  ]
  surface.home()
  follower.begin()
  const input = new BoardInput(host, createHandlers(board, { surface, hand, cursor, laser }))
  const sweeps = window.setInterval(() => {
    follower.sweep(surface.ownStrokeId)
    surface.cursors.sweep(Date.now())
    surface.foresee(() => freePadding(document))
    board.report.showPeople()
  }, SWEEP_MS)
  return {
    surface,
    follower,
    endGesture: () => hand.up(),
    dispose: () => {
      window.clearInterval(sweeps)
      input.dispose()
      hand.up()
      cursor.rest()
      for (const stop of stops) stop()
      surface.dispose()
    },
  }
}
