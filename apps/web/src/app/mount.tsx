// Puts the app on the page: theme and language first, so that nothing flashes or shifts, then React.

import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { showLanguage } from '../i18n/translations.ts'
import { startTheme } from '../theme/theme.ts'
import { App } from './app.tsx'
import type { BoardActions } from './board-actions.ts'
import { followOtherTabs, preferencesStore } from './preferences-store.ts'
import '../theme/tokens.css'
import '../theme/base.css'

type Options = { readonly canvas: ReactNode; readonly actions: BoardActions }

export async function mountApp(root: HTMLElement, { canvas, actions }: Options): Promise<void> {
  startTheme(preferencesStore)
  followOtherTabs(preferencesStore, window)
  await showLanguage(preferencesStore.getState().language)
  preferencesStore.subscribe(({ language }, before) => {
    if (language !== before.language) void showLanguage(language)
  })
  createRoot(root).render(
    <StrictMode>
      <App canvas={canvas} actions={actions} />
    </StrictMode>,
  )
}
