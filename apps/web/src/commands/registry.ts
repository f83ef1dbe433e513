// Every command, one entry each: the shortcuts, the menu and the help are made from this list.
// Tools are chosen by the shortcuts of their own registry.

import { addNotice, type BoardState, CLEARED_NOTICE_ID } from '../app/board-store.ts'
import { nextWidth } from '../app/ink-style.ts'
import { PALETTE } from '../app/palette.ts'
import type { PanelId } from '../app/panel-store.ts'
import { restyleTool, toggleEraserMode } from '../app/preferences-store.ts'
import { activeTool } from '../app/tool-store.ts'
import type { MessageKey } from '../i18n/en.ts'
import { toolById } from '../tools/registry.ts'
import type { CommandContext } from './command-context.ts'

export type CommandDescriptor = {
  readonly id: string
  readonly labelKey: MessageKey
  /** Chords as 'Mod+Shift+Z'; the first is the one that people are shown. */
  readonly shortcuts: readonly string[]
  readonly isEnabled: (state: BoardState) => boolean
  readonly run: (context: CommandContext) => void
}

/** Two steps and a bit double the size. */
const ZOOM_STEP = 1.25

const always = () => true
const hasInkToChange = (state: BoardState) => !state.isReadOnly && !state.isEmpty

const undo: CommandDescriptor = {
  id: 'undo',
  labelKey: 'command.undo',
  shortcuts: ['Mod+Z'],
  isEnabled: state => state.canUndo,
  run: ({ actions }) => actions.undo(),
}

const redo: CommandDescriptor = {
  id: 'redo',
  labelKey: 'command.redo',
  shortcuts: ['Mod+Shift+Z', 'Ctrl+Y'],
  isEnabled: state => state.canRedo,
  run: ({ actions }) => actions.redo(),
}

const zoomIn: CommandDescriptor = {
  id: 'zoom-in',
  labelKey: 'command.zoomIn',
  shortcuts: ['+', '='],
  isEnabled: always,
  run: ({ actions }) => actions.zoomBy(ZOOM_STEP),
}

const zoomOut: CommandDescriptor = {
  id: 'zoom-out',
  labelKey: 'command.zoomOut',
  shortcuts: ['-'],
  isEnabled: always,
  run: ({ actions }) => actions.zoomBy(1 / ZOOM_STEP),
}

const zoomActual: CommandDescriptor = {
  id: 'zoom-actual',
  labelKey: 'command.zoomActual',
  shortcuts: ['Shift+0'],
  isEnabled: always,
  run: ({ actions }) => actions.zoomTo(1),
}

const zoomFit: CommandDescriptor = {
  id: 'zoom-fit',
  labelKey: 'command.zoomFit',
  shortcuts: ['Shift+1'],
  isEnabled: state => !state.isEmpty,
  run: ({ actions }) => actions.zoomToFit(),
}

const thinner: CommandDescriptor = {
  id: 'thinner',
  labelKey: 'command.thinner',
  shortcuts: ['['],
  isEnabled: state => !state.isReadOnly,
  run: context => stepWidth(context, -1),
}

const thicker: CommandDescriptor = {
  id: 'thicker',
  labelKey: 'command.thicker',
  shortcuts: [']'],
  isEnabled: state => !state.isReadOnly,
  run: context => stepWidth(context, 1),
}

const eraserMode: CommandDescriptor = {
  id: 'eraser-mode',
  labelKey: 'command.eraserMode',
  shortcuts: ['Shift+E'],
  isEnabled: state => !state.isReadOnly,
  run: ({ tools, preferences }) => {
    toggleEraserMode(preferences)
    // With another tool in the hand, who turns the eraser wants to erase.
    tools.setState({ chosenTool: 'eraser', temporaryTool: null })
  },
}

const colors: readonly CommandDescriptor[] = PALETTE.slice(0, 9).map((_, index) => ({
  id: `color-${index + 1}`,
  labelKey: 'command.colors',
  shortcuts: [`${index + 1}`],
  isEnabled: state => !state.isReadOnly,
  run: ({ tools, preferences }) => {
    const tool = activeTool(tools.getState())
    if (toolById(tool).options !== 'ink') return
    restyleTool(preferences, tool, { color: { kind: 'palette', index } })
  },
}))

const newBoard: CommandDescriptor = {
  id: 'new-board',
  labelKey: 'command.newBoard',
  shortcuts: [],
  isEnabled: always,
  run: ({ actions }) => actions.newBoard(),
}

const recentBoards: CommandDescriptor = {
  id: 'recent-boards',
  labelKey: 'command.recentBoards',
  shortcuts: [],
  isEnabled: always,
  run: context => showPanel(context, 'recent-boards'),
}

const exportPng: CommandDescriptor = {
  id: 'export-png',
  labelKey: 'command.exportPng',
  shortcuts: [],
  isEnabled: state => !state.isEmpty,
  run: ({ actions }) => {
    actions
      .exportPng()
      .catch(() => addNotice({ kind: 'error', id: 'export-png', reason: 'export-failed' }))
  },
}

const clearBoard: CommandDescriptor = {
  id: 'clear-board',
  labelKey: 'command.clearBoard',
  shortcuts: [],
  isEnabled: hasInkToChange,
  run: ({ actions }) => {
    actions.clearBoard()
    // No question before, since it can be undone: the notice offers that.
    addNotice({ kind: 'cleared', id: CLEARED_NOTICE_ID })
  },
}

const copyLink: CommandDescriptor = {
  id: 'copy-link',
  labelKey: 'command.copyLink',
  shortcuts: [],
  isEnabled: always,
  run: ({ actions }) => {
    actions.copyLink().then(
      () => addNotice({ kind: 'link-copied', id: 'copy-link' }),
      () => addNotice({ kind: 'error', id: 'copy-link', reason: 'copy-failed' }),
    )
  },
}

const help: CommandDescriptor = {
  id: 'help',
  labelKey: 'command.help',
  shortcuts: ['?'],
  isEnabled: always,
  run: context => showPanel(context, 'help'),
}

function stepWidth({ tools, preferences }: CommandContext, direction: 1 | -1): void {
  const tool = activeTool(tools.getState())
  if (toolById(tool).options !== 'ink') return
  const { width } = preferences.getState().toolStyles[tool]
  restyleTool(preferences, tool, { width: nextWidth(width, direction) })
}

function showPanel({ panels }: CommandContext, id: PanelId): void {
  panels.setState({ openPanel: id })
}

export const COMMAND = {
  undo,
  redo,
  zoomIn,
  zoomOut,
  zoomActual,
  zoomFit,
  thinner,
  thicker,
  eraserMode,
  newBoard,
  recentBoards,
  exportPng,
  clearBoard,
  copyLink,
  help,
} as const

export const COMMANDS: readonly CommandDescriptor[] = [
  ...Object.values(COMMAND).filter(command => command !== help),
  ...colors,
  help,
]
