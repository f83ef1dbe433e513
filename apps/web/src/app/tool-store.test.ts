import { afterEach, describe, expect, it } from 'vitest'
import { activeTool, chooseTool, INITIAL_TOOL_STATE, toolStore } from './tool-store.ts'

afterEach(() => toolStore.setState(INITIAL_TOOL_STATE, true))

describe('the active tool', () => {
  it('is the temporary one while it is held, then the chosen one again', () => {
    chooseTool('eraser')
    toolStore.setState({ temporaryTool: 'hand' })
    expect(activeTool(toolStore.getState())).toBe('hand')
    toolStore.setState({ temporaryTool: null })
    expect(activeTool(toolStore.getState())).toBe('eraser')
  })

  it('is the newly chosen one at once, also while another is held', () => {
    toolStore.setState({ temporaryTool: 'hand' })
    chooseTool('highlighter')
    expect(activeTool(toolStore.getState())).toBe('highlighter')
  })
})
