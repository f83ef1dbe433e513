// What a command may read and do. The stores are passed in, so that a command is tried without a page.

import type { StoreApi } from 'zustand/vanilla'
import type { BoardActions } from '../app/board-actions.ts'
import type { BoardState } from '../app/board-store.ts'
import type { PanelState } from '../app/panel-store.ts'
import type { PreferencesStore } from '../app/preferences-store.ts'
import type { ToolState } from '../app/tool-store.ts'

export type CommandContext = {
  readonly actions: BoardActions
  readonly board: StoreApi<BoardState>
  readonly tools: StoreApi<ToolState>
  readonly preferences: PreferencesStore
  readonly panels: StoreApi<PanelState>
}
