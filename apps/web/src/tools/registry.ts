// Every tool, one line each: its name, icon, shortcut and first style. The bar, the shortcuts and the help are
// made from this list. How a tool behaves is in the files beside.

import type { Brush } from '@inkroom/protocol'
import { Eraser, Hand, Highlighter, type LucideIcon, Pencil } from 'lucide-react'
import type { ToolStyle } from '../app/ink-style.ts'
import type { MessageKey } from '../i18n/en.ts'
import { Laser } from './laser-icon.ts'

export type ToolDescriptor = {
  readonly id: string
  readonly icon: LucideIcon
  readonly labelKey: MessageKey
  /** One letter, as on the key. */
  readonly shortcut: string
  /** What there is to choose for it: the panel shows that. */
  readonly options: 'ink' | 'eraser' | 'none'
  readonly defaultStyle: ToolStyle
}

// By speed only where it is asked for: a mouse draws boxes and arrows as much as words, and a width that was chosen
// is one that is meant. It also costs a byte a point.
const INK: ToolStyle = {
  color: { kind: 'palette', index: 0 },
  width: 4,
  opacity: 1,
  stabilizer: 0,
  widthBySpeed: false,
}
const MARKER: ToolStyle = {
  color: { kind: 'palette', index: 4 },
  width: 24,
  opacity: 0.4,
  stabilizer: 0,
  widthBySpeed: false,
}

// biome-ignore format: one line a tool
export const TOOLS = [
  { id: 'hand', icon: Hand, labelKey: 'tool.hand', shortcut: 'H', options: 'none', defaultStyle: INK },
  { id: 'pen', icon: Pencil, labelKey: 'tool.pen', shortcut: 'P', options: 'ink', defaultStyle: INK },
  { id: 'highlighter', icon: Highlighter, labelKey: 'tool.highlighter', shortcut: 'M', options: 'ink', defaultStyle: MARKER },
  { id: 'eraser', icon: Eraser, labelKey: 'tool.eraser', shortcut: 'E', options: 'eraser', defaultStyle: INK },
  { id: 'laser', icon: Laser, labelKey: 'tool.laser', shortcut: 'K', options: 'none', defaultStyle: INK },
] as const satisfies readonly ToolDescriptor[]

export type ToolId = (typeof TOOLS)[number]['id']

export function toolById(id: ToolId): ToolDescriptor {
  const tool = TOOLS.find(each => each.id === id)
  if (tool === undefined) throw new Error(`No tool is registered as ${id}`)
  return tool
}

/** What a tool draws with; that of a tool that draws nothing is never seen. */
export function brushOf(id: ToolId): Brush {
  return id === 'highlighter' ? 'highlighter' : 'pen'
}
