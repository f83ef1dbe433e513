// Which panel is open: at most one, so that the board stays in view.

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export type PanelId = 'menu' | 'people' | 'style' | 'help' | 'recent-boards' | 'tray'

export type PanelState = { readonly openPanel: PanelId | null }

export const panelStore = createStore<PanelState>()(() => ({ openPanel: null }))

export function openPanel(id: PanelId): void {
  panelStore.setState({ openPanel: id })
}

/** Closes this panel, and leaves another one that was opened meanwhile. */
export function closePanel(id: PanelId): void {
  panelStore.setState(state => (state.openPanel === id ? { openPanel: null } : state))
}

export function useIsPanelOpen(id: PanelId): boolean {
  return useStore(panelStore, state => state.openPanel === id)
}
