// Which tool is in the hand. A temporary tool (space held: the hand) covers the chosen one until it is let go.
// What a tool does belongs to tools/*.

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ToolId } from '../tools/registry.ts'

export type ToolState = {
  readonly chosenTool: ToolId
  readonly temporaryTool: ToolId | null
}

export const INITIAL_TOOL_STATE: ToolState = { chosenTool: 'pen', temporaryTool: null }

export const toolStore = createStore<ToolState>()(() => INITIAL_TOOL_STATE)

export function activeTool(state: ToolState): ToolId {
  return state.temporaryTool ?? state.chosenTool
}

export function chooseTool(id: ToolId): void {
  toolStore.setState({ chosenTool: id, temporaryTool: null })
}

export function useActiveTool(): ToolId {
  return useStore(toolStore, activeTool)
}
