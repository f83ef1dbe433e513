// Which theme shows: what the person chose or what the system asks for. Writes it where the style sheets read it.
// The colours are in tokens.css and, for ink, in app/palette.ts.

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { PAPER, type PaperTheme } from '../app/palette.ts'
import type { ThemeChoice } from '../app/preferences.ts'
import type { PreferencesStore } from '../app/preferences-store.ts'

export type ThemeState = { readonly theme: PaperTheme }

/** The theme that shows now; the canvas follows it too. */
export const themeStore = createStore<ThemeState>()(() => ({ theme: 'light' }))

/** Follows the choice and the system until the returned function is called. */
export function startTheme(preferences: PreferencesStore): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const update = () => showTheme(resolveTheme(preferences.getState().theme, system.matches))
  update()
  system.addEventListener('change', update)
  const stop = preferences.subscribe(update)
  return () => {
    system.removeEventListener('change', update)
    stop()
  }
}

export function resolveTheme(choice: ThemeChoice, isSystemDark: boolean): PaperTheme {
  if (choice !== 'system') return choice
  return isSystemDark ? 'dark' : 'light'
}

function showTheme(theme: PaperTheme): void {
  if (document.documentElement.dataset['theme'] !== theme) turnColors(theme)
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', PAPER[theme])
  if (themeStore.getState().theme !== theme) themeStore.setState({ theme })
}

/** All at once: text turns with its rule, and would be unreadable while what is behind it only fades over. */
function turnColors(theme: PaperTheme): void {
  const root = document.documentElement
  root.dataset['turning'] = ''
  root.dataset['theme'] = theme
  // Asking for a size makes the browser settle all styles while nothing may fade.
  root.getBoundingClientRect()
  delete root.dataset['turning']
}

export function useTheme(): PaperTheme {
  return useStore(themeStore, state => state.theme)
}
