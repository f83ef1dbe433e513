// The shape of what a person chose, and its bounds. The store is beside.

import type { Language } from '../i18n/languages.ts'
import type { ToolId } from '../tools/registry.ts'
import type { ToolStyle } from './ink-style.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'

/**
 * Whether fingers draw or only move the board. While no pen was seen they draw; the first pen turns the mode on, and
 * from then on it is the person's: what was turned off is not turned on by the pen's next touch, nor by a reload.
 */
export type PenMode = 'unseen' | 'on' | 'off'

/** What the eraser takes: whole strokes, or the parts of them that it covers. */
export const ERASER_MODES = ['stroke', 'part'] as const
export type EraserMode = (typeof ERASER_MODES)[number]

export type RecentBoard = {
  readonly id: string
  readonly title: string
  /** Unix time. */
  readonly visitedAtMs: number
}

export type ToolStyles = Readonly<Record<ToolId, ToolStyle>>

export type Preferences = {
  readonly theme: ThemeChoice
  readonly language: Language
  readonly personName: string
  /** Palette index. */
  readonly personColor: number
  readonly showsCursors: boolean
  readonly penMode: PenMode
  /** A stroke that is held still at its end becomes a clean shape. */
  readonly makesShapes: boolean
  readonly eraserMode: EraserMode
  readonly toolStyles: ToolStyles
  readonly recentBoards: readonly RecentBoard[]
}

/** A longer list would be searched, not read. */
export const MAX_RECENT_BOARDS = 20

/** Names longer than this would not fit a list of people; 40 Chinese characters are 120 of the wire's 128 bytes. */
export const MAX_PERSON_NAME_CHARS = 40
