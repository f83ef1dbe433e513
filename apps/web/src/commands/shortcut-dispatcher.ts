// The one listener for keys: finds the tool or command that a keydown means. Typing stays typing, open menus and
// dialogs keep their keys, and a stroke under the pen is never disturbed.

import { activeTool } from '../app/tool-store.ts'
import { TOOLS } from '../tools/registry.ts'
import type { CommandContext } from './command-context.ts'
import { matchesChord, type Platform } from './key-chord.ts'
import { COMMANDS } from './registry.ts'

const TYPING =
  'textarea, select, [contenteditable=""], [contenteditable="true"], ' +
  'input:not([type="radio"], [type="range"], [type="checkbox"], [type="button"])'
const KEEPS_ITS_KEYS = 'dialog, [role="dialog"], [role="menu"]'
const USES_SPACE = 'button, a, summary, input:not([type="range"])'

/** Listens until the returned function is called. */
export function startShortcuts(
  target: Window,
  context: CommandContext,
  platform: Platform,
): () => void {
  const onKeyDown = (event: KeyboardEvent) => handleKeyDown(event, context, platform)
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key === ' ') letGo(context)
  }
  // The keyup of a key held while the window loses focus never comes.
  const onBlur = () => letGo(context)
  const listening = new AbortController()
  const { signal } = listening
  target.addEventListener('keydown', onKeyDown, { signal })
  target.addEventListener('keyup', onKeyUp, { signal })
  target.addEventListener('blur', onBlur, { signal })
  return () => listening.abort()
}

function handleKeyDown(event: KeyboardEvent, context: CommandContext, platform: Platform): void {
  if (event.defaultPrevented || event.isComposing || isElsewhere(event.target)) return
  if (context.board.getState().isDrawing) return
  if (closeSheet(event, context)) event.preventDefault()
  else if (holdHand(event, context) || pickTool(event, context, platform)) event.preventDefault()
  else if (runCommand(event, context, platform)) event.preventDefault()
}

function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return target.matches(TYPING) || target.closest(KEEPS_ITS_KEYS) !== null
}

/** The other panels close by themselves: they hold the focus, and with that the keys. */
function closeSheet({ key }: KeyboardEvent, { panels }: CommandContext): boolean {
  if (key !== 'Escape' || panels.getState().openPanel !== 'style') return false
  panels.setState({ openPanel: null })
  return true
}

function holdHand(event: KeyboardEvent, { tools }: CommandContext): boolean {
  if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return false
  if (event.target instanceof Element && event.target.matches(USES_SPACE)) return false
  if (activeTool(tools.getState()) !== 'hand') tools.setState({ temporaryTool: 'hand' })
  return true
}

function letGo({ tools }: CommandContext): void {
  if (tools.getState().temporaryTool !== null) tools.setState({ temporaryTool: null })
}

function pickTool(event: KeyboardEvent, context: CommandContext, platform: Platform): boolean {
  const tool = TOOLS.find(each => matchesChord(each.shortcut, event, platform))
  if (tool === undefined) return false
  if (context.board.getState().isReadOnly) return false
  context.tools.setState({ chosenTool: tool.id, temporaryTool: null })
  return true
}

function runCommand(event: KeyboardEvent, context: CommandContext, platform: Platform): boolean {
  const command = COMMANDS.find(({ shortcuts }) =>
    shortcuts.some(shortcut => matchesChord(shortcut, event, platform)),
  )
  if (command === undefined) return false
  // A disabled command still owns its keys: the browser's own undo must not jump in.
  if (command.isEnabled(context.board.getState())) command.run(context)
  return true
}
