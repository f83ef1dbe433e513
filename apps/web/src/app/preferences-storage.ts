// Preferences to text and back. What was stored by an older version, another tab or by hand is checked field by
// field: a bad field reads as its default. A full or closed storage is no failure, preferences then last a page.

import { isLanguage } from '../i18n/languages.ts'
import { TOOLS } from '../tools/registry.ts'
import { type InkColor, MIN_OPACITY, type ToolStyle, WIDTH_STOPS } from './ink-style.ts'
import { PALETTE } from './palette.ts'
import {
  ERASER_MODES,
  type EraserMode,
  MAX_RECENT_BOARDS,
  type PenMode,
  type Preferences,
  type RecentBoard,
  type ThemeChoice,
  type ToolStyles,
} from './preferences.ts'

export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem'>

export const PREFERENCES_KEY = 'inkroom.preferences'

type Fields = Readonly<Record<string, unknown>>

export function readPreferences(
  storage: KeyValueStorage | null,
  defaults: Preferences,
): Preferences {
  return parsePreferences(readText(storage), defaults)
}

/** What a bad field reads as is in `defaults`. */
export function parsePreferences(text: string | null, defaults: Preferences): Preferences {
  const stored = parseFields(text ?? '{}')
  return {
    theme: isTheme(stored['theme']) ? stored['theme'] : defaults.theme,
    language: isLanguage(stored['language']) ? stored['language'] : defaults.language,
    personName: isName(stored['personName']) ? stored['personName'] : defaults.personName,
    personColor: isPaletteIndex(stored['personColor'])
      ? stored['personColor']
      : defaults.personColor,
    showsCursors: readSwitch(stored['showsCursors'], defaults.showsCursors),
    makesShapes: readSwitch(stored['makesShapes'], defaults.makesShapes),
    penMode: isPenMode(stored['penMode']) ? stored['penMode'] : defaults.penMode,
    eraserMode: isEraserMode(stored['eraserMode']) ? stored['eraserMode'] : defaults.eraserMode,
    toolStyles: readToolStyles(stored['toolStyles'], defaults.toolStyles),
    recentBoards: Array.isArray(stored['recentBoards'])
      ? stored['recentBoards'].filter(isRecentBoard).slice(0, MAX_RECENT_BOARDS)
      : defaults.recentBoards,
  }
}

export function writePreferences(storage: KeyValueStorage | null, preferences: Preferences): void {
  try {
    storage?.setItem(PREFERENCES_KEY, JSON.stringify(preferences))
  } catch {
    // Full or closed: the choice still holds for this page, and there is nothing a person could do about it.
    return
  }
}

function readText(storage: KeyValueStorage | null): string | null {
  try {
    return storage?.getItem(PREFERENCES_KEY) ?? null
  } catch {
    return null
  }
}

function parseFields(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : {}
  } catch {
    return {}
  }
}

function readToolStyles(stored: unknown, defaults: ToolStyles): ToolStyles {
  if (!isFields(stored)) return defaults
  const found = TOOLS.flatMap(tool => {
    // A style from before there was all that a style has now: what it lacks is as it is at first.
    const style = { ...defaults[tool.id], ...fieldsOf(stored[tool.id]) }
    return isToolStyle(style) ? [[tool.id, style] as const] : []
  })
  return { ...defaults, ...Object.fromEntries(found) }
}

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

const readSwitch = (stored: unknown, byDefault: boolean): boolean =>
  typeof stored === 'boolean' ? stored : byDefault

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function isTheme(value: unknown): value is ThemeChoice {
  return value === 'system' || value === 'light' || value === 'dark'
}

function isPenMode(value: unknown): value is PenMode {
  return value === 'unseen' || value === 'on' || value === 'off'
}

function isEraserMode(value: unknown): value is EraserMode {
  return ERASER_MODES.some(mode => mode === value)
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isPaletteIndex(value: unknown): value is number {
  return isWithin(value, 0, PALETTE.length - 1) && Number.isInteger(value)
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max
}

function isToolStyle(value: unknown): value is ToolStyle {
  return (
    isFields(value) &&
    isInkColor(value['color']) &&
    isWithin(value['width'], WIDTH_STOPS[0] ?? 1, WIDTH_STOPS.at(-1) ?? 1) &&
    isWithin(value['opacity'], MIN_OPACITY, 1) &&
    isWithin(value['stabilizer'], 0, 1) &&
    typeof value['widthBySpeed'] === 'boolean'
  )
}

function isInkColor(value: unknown): value is InkColor {
  if (!isFields(value)) return false
  if (value['kind'] === 'palette') return isPaletteIndex(value['index'])
  return value['kind'] === 'rgb' && ['r', 'g', 'b'].every(part => isWithin(value[part], 0, 255))
}

function isRecentBoard(value: unknown): value is RecentBoard {
  return (
    isFields(value) &&
    typeof value['id'] === 'string' &&
    typeof value['title'] === 'string' &&
    typeof value['visitedAtMs'] === 'number'
  )
}
