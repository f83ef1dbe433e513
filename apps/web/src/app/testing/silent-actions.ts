// Board actions that only note that they were called, for tests.

import { vi } from 'vitest'
import type { BoardActions } from '../board-actions.ts'

export function silentActions() {
  return {
    undo: vi.fn<BoardActions['undo']>(),
    redo: vi.fn<BoardActions['redo']>(),
    zoomBy: vi.fn<BoardActions['zoomBy']>(),
    zoomTo: vi.fn<BoardActions['zoomTo']>(),
    zoomToFit: vi.fn<BoardActions['zoomToFit']>(),
    clearBoard: vi.fn<BoardActions['clearBoard']>(),
    exportPng: vi.fn<BoardActions['exportPng']>(() => Promise.resolve()),
    setTitle: vi.fn<BoardActions['setTitle']>(),
    setPersonName: vi.fn<BoardActions['setPersonName']>(),
    setPersonColor: vi.fn<BoardActions['setPersonColor']>(),
    newBoard: vi.fn<BoardActions['newBoard']>(),
    openBoard: vi.fn<BoardActions['openBoard']>(),
    copyLink: vi.fn<BoardActions['copyLink']>(() => Promise.resolve()),
    retryNow: vi.fn<BoardActions['retryNow']>(),
    dismissNotice: vi.fn<BoardActions['dismissNotice']>(),
    trayWork: vi.fn<BoardActions['trayWork']>(() => []),
    putTrayAway: vi.fn<BoardActions['putTrayAway']>(),
    deleteTray: vi.fn<BoardActions['deleteTray']>(),
  } satisfies BoardActions
}
