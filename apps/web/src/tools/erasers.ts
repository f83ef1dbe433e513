// Both erasers, as the code that is loaded when one is first wanted.

import { PartEraserGesture } from './part-eraser.ts'
import { StrokeEraserGesture } from './stroke-eraser.ts'
import type { BeginTool } from './tool-behaviour.ts'

/** Whole strokes or parts of them, as the person has chosen. */
export const begin: BeginTool = (context, first) =>
  context.eraserMode === 'part'
    ? new PartEraserGesture(context, first)
    : new StrokeEraserGesture(context, first)
