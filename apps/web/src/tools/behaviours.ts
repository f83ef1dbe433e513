// What each tool does under the pen, one line each. Beside the registry and not in it: the registry is
// read for names and shortcuts where no canvas is.

import { CodeOnDemand } from '../app/code-on-demand.ts'
import { awaitedTool } from './awaited-tool.ts'
import { withHeldShapes } from './held-shape.ts'
import { inkTool } from './ink-tool.ts'
import type { ToolId } from './registry.ts'
import type { BeginTool } from './tool-behaviour.ts'

/** Many boards are drawn on and never wiped, nor pointed at. */
const eraserCode = new CodeOnDemand(() => import('./erasers.ts'))

const laserCode = new CodeOnDemand(() => import('./laser-tool.ts'))

const BEHAVIOURS: Readonly<Record<ToolId, BeginTool | null>> = {
  // The hand has no gesture of its own: its drags move the board (see input/gestures.ts).
  hand: null,
  pen: withHeldShapes(inkTool('pen')),
  highlighter: withHeldShapes(inkTool('highlighter')),
  eraser: awaitedTool(eraserCode),
  laser: awaitedTool(laserCode),
}

export function behaviourOf(tool: ToolId): BeginTool | null {
  return BEHAVIOURS[tool]
}

/** It is likely to be used next: what code it lacks is loaded. */
export function prepareTool(tool: ToolId): void {
  if (tool === 'eraser') eraserCode.prepare()
  if (tool === 'laser') laserCode.prepare()
}
