import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boardStore, INITIAL_BOARD_STATE } from '../app/board-store.ts'
import { panelStore } from '../app/panel-store.ts'
import { createPreferencesStore } from '../app/preferences-store.ts'
import { silentActions } from '../app/testing/silent-actions.ts'
import { activeTool, INITIAL_TOOL_STATE, toolStore } from '../app/tool-store.ts'
import { startShortcuts } from './shortcut-dispatcher.ts'

const actions = silentActions()
const preferences = createPreferencesStore({ storage: null, random: () => 0, languageWishes: [] })
const context = { actions, board: boardStore, tools: toolStore, preferences, panels: panelStore }
let stop: () => void

beforeEach(() => {
  stop = startShortcuts(window, context, 'other')
})
afterEach(() => {
  stop()
  document.body.replaceChildren()
  for (const action of Object.values(actions)) action.mockClear()
  boardStore.setState(INITIAL_BOARD_STATE, true)
  toolStore.setState(INITIAL_TOOL_STATE, true)
  panelStore.setState({ openPanel: null }, true)
})

function keydown(key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
  target.dispatchEvent(event)
  return event
}
const keyup = (key: string) =>
  document.body.dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true }))
const tool = () => activeTool(toolStore.getState())
const element = (html: string): Element => {
  document.body.innerHTML = html
  const target = document.body.querySelector('[data-target]')
  if (target === null) throw new Error('the markup marks no target')
  return target
}

describe('shortcuts', () => {
  it('choose tools', () => {
    keydown('e')
    expect(tool()).toBe('eraser')
    keydown('M')
    expect(tool()).toBe('highlighter')
  })

  it('undo and redo where that is possible, and keep the browser from doing its own', () => {
    expect(keydown('z', { ctrlKey: true }).defaultPrevented).toBe(true)
    expect(actions.undo).not.toHaveBeenCalled()
    boardStore.setState({ canUndo: true, canRedo: true })
    keydown('z', { ctrlKey: true })
    keydown('Z', { ctrlKey: true, shiftKey: true })
    keydown('y', { ctrlKey: true })
    expect(actions.undo).toHaveBeenCalledTimes(1)
    expect(actions.redo).toHaveBeenCalledTimes(2)
  })

  it('zoom', () => {
    keydown('+')
    keydown('-')
    keydown(')', { shiftKey: true, code: 'Digit0' })
    keydown('!', { shiftKey: true, code: 'Digit1' })
    expect(actions.zoomBy.mock.calls).toEqual([[1.25], [0.8]])
    expect(actions.zoomTo.mock.calls).toEqual([[1]])
    expect(actions.zoomToFit).toHaveBeenCalledOnce()
  })

  it('choose colours and step the width of the active tool alone', () => {
    keydown('3')
    keydown(']')
    keydown(']')
    keydown('[')
    const { pen, highlighter } = preferences.getState().toolStyles
    expect(pen).toMatchObject({ color: { kind: 'palette', index: 2 }, width: 6 })
    keydown('m')
    keydown('[')
    expect(preferences.getState().toolStyles.highlighter.width).toBeLessThan(highlighter.width)
    expect(preferences.getState().toolStyles.pen).toEqual(pen)
  })

  it('leave the style of tools that have none', () => {
    const before = preferences.getState().toolStyles
    keydown('e')
    keydown('5')
    keydown(']')
    expect(preferences.getState().toolStyles).toEqual(before)
  })

  it('open the help', () => {
    keydown('?', { shiftKey: true })
    expect(panelStore.getState().openPanel).toBe('help')
  })

  it('close the sheet of the style by Escape, and no other panel', () => {
    panelStore.setState({ openPanel: 'style' })
    expect(keydown('Escape').defaultPrevented).toBe(true)
    expect(panelStore.getState().openPanel).toBeNull()
    panelStore.setState({ openPanel: 'people' })
    expect(keydown('Escape').defaultPrevented).toBe(false)
    expect(panelStore.getState().openPanel).toBe('people')
  })

  it('leave the keys of the browser alone', () => {
    expect(keydown('p', { ctrlKey: true }).defaultPrevented).toBe(false)
    expect(keydown('F5').defaultPrevented).toBe(false)
    expect(tool()).toBe('pen')
  })

  it.each([
    ['a text field', '<input data-target>'],
    ['a text area', '<textarea data-target></textarea>'],
    ['an open menu', '<div role="menu"><i data-target></i></div>'],
    ['a dialog', '<dialog open><button data-target></button></dialog>'],
  ])('sleep in %s', (_, html) => {
    keydown('e', {}, element(html))
    expect(tool()).toBe('pen')
  })

  it.each(['radio', 'range'])('work while a %s of the style panel has the focus', kind => {
    keydown('e', {}, element(`<input type="${kind}" data-target>`))
    expect(tool()).toBe('eraser')
  })

  it('wait while a stroke is drawn, and while an input method composes', () => {
    keydown('e', { isComposing: true })
    boardStore.setState({ isDrawing: true, canUndo: true })
    keydown('e')
    keydown('z', { ctrlKey: true })
    expect(tool()).toBe('pen')
    expect(actions.undo).not.toHaveBeenCalled()
  })

  it('change neither tool nor style on a board that can only be looked at', () => {
    boardStore.setState({ isReadOnly: true })
    toolStore.setState({ chosenTool: 'hand' })
    keydown('p')
    expect(tool()).toBe('hand')
  })

  it('end when they are stopped', () => {
    stop()
    keydown('e')
    expect(tool()).toBe('pen')
  })
})

describe('the space bar', () => {
  it('holds the hand until it is let go', () => {
    keydown('e')
    keydown(' ')
    keydown(' ', { repeat: true })
    expect(tool()).toBe('hand')
    keyup(' ')
    expect(tool()).toBe('eraser')
  })

  it('lets go when the window loses the focus, since the keyup goes elsewhere', () => {
    keydown(' ')
    window.dispatchEvent(new Event('blur'))
    expect(tool()).toBe('pen')
  })

  it('presses the button that has the focus instead', () => {
    const event = keydown(' ', {}, element('<button data-target></button>'))
    expect(tool()).toBe('pen')
    expect(event.defaultPrevented).toBe(false)
  })
})
