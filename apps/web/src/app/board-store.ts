// What the session and the canvas tell the chrome. They alone write it; components only read.
// Nothing here is a point or an object of the board.

import type { Refusal } from '@inkroom/protocol'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/**
 * Why nothing can be saved although a connection was tried; each has its sentences under `blocked.*`. The second
 * group are the names of the protocol's final close reasons.
 */
export type BlockedReason =
  | 'outbox-full'
  | 'server-not-saving'
  | 'board-full'
  | 'read-only'
  | 'board-replaced'
  | 'bad-frame'
  | 'capability-missing'
  | 'capability-wrong'
  | 'board-name'
  | 'author-taken'
  | 'frame-too-large'
  | 'too-old'
  | 'too-new'
  | 'unknown'

/** Each has its sentence under `refused.*`. */
export type RefusedReason = Refusal

/** Changes that wait here. */
export type Waiting = {
  readonly count: number
  /** Stored in this browser: they outlive the page. */
  readonly isKept: boolean
}

/** [G20] Never better than it is. */
export type SaveState =
  | ({ readonly kind: 'connecting' } & Waiting)
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly count: number }
  | ({ readonly kind: 'offline'; readonly retryAtMs: number | null } & Waiting)
  | ({ readonly kind: 'blocked'; readonly reason: BlockedReason } & Waiting)

export type LoadState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading'; readonly receivedBytes: number; readonly totalBytes: number }

export type Person = {
  readonly id: string
  readonly name: string
  /** Palette index. */
  readonly color: number
  readonly isSelf: boolean
  readonly idle: boolean
  /** Unix time. */
  readonly joinedAtMs: number
  readonly tabs: number
}

/** Mistakes that a person should hear of: each has what happened, what is safe, what to do (`error.*`). */
export type ErrorReason =
  | 'export-failed'
  | 'copy-failed'
  | 'canvas-lost'
  | 'code-failed'
  | 'history-replaced'

export type Notice =
  | { readonly kind: 'joined'; readonly id: string; readonly name: string; readonly count: number }
  | { readonly kind: 'left'; readonly id: string; readonly name: string; readonly count: number }
  | { readonly kind: 'cleared'; readonly id: string }
  | { readonly kind: 'link-copied'; readonly id: string }
  /** Changes of an earlier visit were sent. */
  | { readonly kind: 'recovered'; readonly id: string; readonly count: number }
  | { readonly kind: 'error'; readonly id: string; readonly reason: ErrorReason }

/** Why work is not on the server, and will not get there by itself. */
export type TrayWhy =
  /** The server would not have it. This page alone still has it. */
  | { readonly kind: 'refused'; readonly reason: RefusedReason }
  /** It is for a board that had this name before. */
  | { readonly kind: 'held' }
  /** An earlier visit left it, and could not send it. */
  | { readonly kind: 'blocked'; readonly reason: BlockedReason }

/** Changes in the tray that share a reason and a board. */
export type TrayLot = {
  readonly id: string
  readonly why: TrayWhy
  readonly boardId: string
  readonly count: number
  /** Unix time. */
  readonly sinceMs: number
  /** In this browser: it outlives the page. */
  readonly isStored: boolean
}

export type BoardState = {
  readonly boardId: string
  /** '' while nobody has named the board. */
  readonly title: string
  readonly save: SaveState
  readonly load: LoadState
  readonly people: readonly Person[]
  /** Everyone in the room; may exceed the people listed. */
  readonly peopleCount: number
  readonly notices: readonly Notice[]
  readonly tray: readonly TrayLot[]
  readonly isReadOnly: boolean
  /** 1 = 100 %. */
  readonly zoom: number
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** No ink yet: the quiet hint shows. */
  readonly isEmpty: boolean
  /** Something is on it, as far as is known here. */
  readonly hasInk: boolean
  /** A pen is down: panels fade and let the pointer through. */
  readonly isDrawing: boolean
  /** The page itself would load without the server. */
  readonly loadsOffline: boolean
  /** And would show the board, all of it. Until it was tried to keep it: as if. */
  readonly isBoardKept: boolean
}

export const INITIAL_BOARD_STATE: BoardState = {
  boardId: '',
  title: '',
  save: { kind: 'connecting', count: 0, isKept: true },
  load: { kind: 'ready' },
  people: [],
  peopleCount: 0,
  notices: [],
  tray: [],
  isReadOnly: false,
  zoom: 1,
  canUndo: false,
  canRedo: false,
  isEmpty: false,
  hasInk: false,
  isDrawing: false,
  loadsOffline: false,
  isBoardKept: true,
}

/** More than this many notices at once would cover the board; the oldest goes first. */
export const MAX_NOTICES = 4

export const boardStore = createStore<BoardState>()(() => INITIAL_BOARD_STATE)

export function useBoard<Selected>(select: (state: BoardState) => Selected): Selected {
  return useStore(boardStore, select)
}

/** The notice that offers to take a clearing back; at most one stands. */
export const CLEARED_NOTICE_ID = 'clear-board'

/** Shows a notice; one with the same id is replaced. */
export function addNotice(notice: Notice): void {
  boardStore.setState(({ notices }) => ({
    notices: [...notices.filter(shown => shown.id !== notice.id), notice].slice(-MAX_NOTICES),
  }))
}

export function removeNotice(id: string): void {
  boardStore.setState(({ notices }) => ({ notices: notices.filter(notice => notice.id !== id) }))
}
