// What a person chose, kept in this browser: looks, language, name, styles of tools, recent boards.
// Nothing here is secret and nothing here is work on a board. How it is stored is in preferences-storage.ts.

import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { matchLanguage } from '../i18n/languages.ts'
import { TOOLS, type ToolId } from '../tools/registry.ts'
import type { ToolStyle } from './ink-style.ts'
import { makeUpName } from './made-up-name.ts'
import { PERSON_COLOR_INDICES } from './palette.ts'
import {
  MAX_RECENT_BOARDS,
  type Preferences,
  type RecentBoard,
  type ToolStyles,
} from './preferences.ts'
import {
  type KeyValueStorage,
  PREFERENCES_KEY,
  parsePreferences,
  readPreferences,
  writePreferences,
} from './preferences-storage.ts'

export type PreferencesStore = StoreApi<Preferences>

export type PreferencesOptions = {
  /** null where the browser keeps nothing. */
  readonly storage: KeyValueStorage | null
  readonly random: () => number
  /** The languages the browser asks for, best first. */
  readonly languageWishes: readonly string[]
}

export function createPreferencesStore(options: PreferencesOptions): PreferencesStore {
  const { storage } = options
  const defaults = defaultPreferences(options)
  const store = createStore<Preferences>()(() => readPreferences(storage, defaults))
  // A name made up on the first visit is the same on the second.
  writePreferences(storage, store.getState())
  store.subscribe(state => writePreferences(storage, state))
  return store
}

function defaultPreferences({ random, languageWishes }: PreferencesOptions): Preferences {
  const language = matchLanguage(languageWishes)
  const colorAt = Math.floor(random() * PERSON_COLOR_INDICES.length)
  return {
    theme: 'system',
    language,
    personName: makeUpName(language, random),
    personColor: PERSON_COLOR_INDICES[colorAt] ?? 0,
    showsCursors: true,
    penMode: 'unseen',
    makesShapes: true,
    eraserMode: 'stroke',
    toolStyles: defaultToolStyles(),
    recentBoards: [],
  }
}

function defaultToolStyles(): ToolStyles {
  const entries = TOOLS.map(tool => [tool.id, tool.defaultStyle] as const)
  // The entries have exactly the ids of the registry, which fromEntries cannot express.
  return Object.fromEntries(entries) as ToolStyles
}

/** The list with a visit on top: each board once, the oldest dropped past the limit. */
export function withVisit(
  boards: readonly RecentBoard[],
  visit: RecentBoard,
): readonly RecentBoard[] {
  return [visit, ...boards.filter(board => board.id !== visit.id)].slice(0, MAX_RECENT_BOARDS)
}

export function recordVisit(store: PreferencesStore, visit: RecentBoard): void {
  store.setState(({ recentBoards }) => ({ recentBoards: withVisit(recentBoards, visit) }))
}

/** Also false for boards that were visited long ago. */
export function wasVisitedBefore({ recentBoards }: Preferences, boardId: string): boolean {
  return recentBoards.some(({ id }) => id === boardId)
}

export function restyleTool(store: PreferencesStore, id: ToolId, change: Partial<ToolStyle>): void {
  store.setState(({ toolStyles }) => ({
    toolStyles: { ...toolStyles, [id]: { ...toolStyles[id], ...change } },
  }))
}

/** A pen is near: the first one in this browser leaves moving the board to the fingers. */
export function notePen(store: PreferencesStore): void {
  if (store.getState().penMode === 'unseen') store.setState({ penMode: 'on' })
}

export function togglePenMode(store: PreferencesStore): void {
  store.setState(({ penMode }) => ({ penMode: penMode === 'on' ? 'off' : 'on' }))
}

export function toggleEraserMode(store: PreferencesStore): void {
  store.setState(({ eraserMode }) => ({ eraserMode: eraserMode === 'part' ? 'stroke' : 'part' }))
}

/** The one that the app lives with; tests make their own. */
export const preferencesStore = createPreferencesStore({
  storage: browserStorage(),
  random: Math.random,
  languageWishes: globalThis.navigator?.languages ?? [],
})

/** Takes over what another tab of this browser chose, so that neither overwrites the other's list of boards. */
export function followOtherTabs(store: PreferencesStore, target: Window): void {
  target.addEventListener('storage', ({ key, newValue }) => {
    if (key !== PREFERENCES_KEY || newValue === null) return
    store.setState(parsePreferences(newValue, store.getState()))
  })
}

/** null where the browser keeps nothing. */
export function browserStorage(): KeyValueStorage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    // Reading the property itself throws where cookies are refused or the page is sandboxed.
    return null
  }
}

export function usePreferences<Selected>(select: (state: Preferences) => Selected): Selected {
  return useStore(preferencesStore, select)
}
