// The command context of the page: its own stores and the actions it was given.

import { useMemo } from 'react'
import { useBoardActions } from '../app/board-actions.ts'
import { boardStore } from '../app/board-store.ts'
import { panelStore } from '../app/panel-store.ts'
import { preferencesStore } from '../app/preferences-store.ts'
import { toolStore } from '../app/tool-store.ts'
import type { CommandContext } from './command-context.ts'

export function useCommandContext(): CommandContext {
  const actions = useBoardActions()
  return useMemo(
    () => ({
      actions,
      board: boardStore,
      tools: toolStore,
      preferences: preferencesStore,
      panels: panelStore,
    }),
    [actions],
  )
}
