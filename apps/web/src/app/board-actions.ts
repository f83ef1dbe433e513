// What the chrome asks of the session and the canvas. Components and commands call only these.

import type { Batch } from '@inkroom/protocol'
import { createContext, use } from 'react'
import type { TrayLot } from './board-store.ts'

/** A lot of the tray with the work itself. */
export interface TrayWork {
  readonly lot: TrayLot
  readonly batches: readonly Batch[]
}

export interface BoardActions {
  undo(): void
  redo(): void
  /** Around the middle of the view. */
  zoomBy(factor: number): void
  /** 1 = 100 %. */
  zoomTo(zoom: number): void
  zoomToFit(): void
  clearBoard(): void
  /** Resolves when the file was handed to the browser; rejects when it could not be made. */
  exportPng(): Promise<void>
  setTitle(text: string): void
  setPersonName(name: string): void
  /** Palette index. */
  setPersonColor(index: number): void
  newBoard(): void
  openBoard(id: string): void
  /** Rejects when the browser keeps the clipboard closed. */
  copyLink(): Promise<void>
  /** Ends the wait for the next connection attempt. */
  retryNow(): void
  dismissNotice(id: string): void
  trayWork(): readonly TrayWork[]
  /** Takes out of the tray what stays stored in this browser. */
  putTrayAway(): void
  /** Deletes what is in the tray, but for what is stored for other boards and by other visits. */
  deleteTray(): void
}

export const BoardActionsContext = createContext<BoardActions | null>(null)

export function useBoardActions(): BoardActions {
  const actions = use(BoardActionsContext)
  if (actions === null) throw new Error('Chrome is rendered outside of App')
  return actions
}
