import { act } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { boardStore } from '../app/board-store.ts'
import { panelStore } from '../app/panel-store.ts'
import { notePen, preferencesStore } from '../app/preferences-store.ts'
import {
  byTestId,
  click,
  open,
  press,
  renderApp,
  type,
  useFreshApp,
} from '../app/testing/render-app.tsx'
import { activeTool, toolStore } from '../app/tool-store.ts'

useFreshApp()

describe('tools and styles', () => {
  it('are chosen by their buttons', async () => {
    renderApp()
    await click('tool-eraser')
    expect(activeTool(toolStore.getState())).toBe('eraser')
    expect(byTestId('tool-eraser').getAttribute('aria-pressed')).toBe('true')
    expect(byTestId('tool-pen').getAttribute('aria-pressed')).toBe('false')
  })

  it('let the eraser take whole strokes or parts of them, by its panel and by a key', async () => {
    renderApp()
    const mode = () => preferencesStore.getState().eraserMode
    await click('tool-eraser')
    await click('erase-parts')
    expect(mode()).toBe('part')
    await click('tool-pen')
    await press(window, 'E', { shiftKey: true })
    expect(mode()).toBe('stroke')
    expect(activeTool(toolStore.getState())).toBe('eraser')
    await press(window, 'e')
    expect(mode()).toBe('stroke')
  })

  it('keep a colour and a width for each tool', async () => {
    renderApp()
    await click('color-3')
    type('width-slider', '6')
    type('stabilizer-slider', '40')
    await click('width-by-speed')
    await click('tool-highlighter')
    await click('color-5')
    const { pen, highlighter } = preferencesStore.getState().toolStyles
    expect(pen).toMatchObject({
      color: { kind: 'palette', index: 3 },
      width: 12,
      stabilizer: 0.4,
      widthBySpeed: true,
    })
    expect(highlighter.color).toEqual({ kind: 'palette', index: 5 })
  })

  it('take a colour of one’s own by its hex code', async () => {
    renderApp()
    await open('custom-color')
    type('hex', '#12ab')
    expect(preferencesStore.getState().toolStyles.pen.color.kind).toBe('palette')
    type('hex', '#12ab34')
    expect(preferencesStore.getState().toolStyles.pen.color).toEqual({
      kind: 'rgb',
      r: 0x12,
      g: 0xab,
      b: 0x34,
    })
  })

  it('give way to a sentence on a board that can only be looked at', () => {
    renderApp({ isReadOnly: true })
    expect(document.querySelector('[data-testid="tool-pen"]')).toBeNull()
    expect(document.body.textContent).toContain('You can look at this board')
    expect(activeTool(toolStore.getState())).toBe('hand')
  })

  it('come back, with the one that was chosen, where a full board has space again', async () => {
    renderApp()
    await click('tool-highlighter')
    act(() => boardStore.setState({ isReadOnly: true }))
    expect(activeTool(toolStore.getState())).toBe('hand')
    act(() => boardStore.setState({ isReadOnly: false }))
    expect(byTestId('tool-highlighter').getAttribute('aria-pressed')).toBe('true')
  })
})

describe('the sheet of the style', () => {
  it('closes on Escape, after the colour picker that is open in it', async () => {
    renderApp({})
    await click('style-toggle')
    await open('custom-color')
    act(() => byTestId('hex').focus())
    await press(byTestId('hex'), 'Escape')
    expect(document.querySelector('[data-testid="hex"]')).toBeNull()
    expect(document.activeElement).toBe(byTestId('custom-color'))
    expect(panelStore.getState().openPanel).toBe('style')
    await press(byTestId('custom-color'), 'Escape')
    expect(panelStore.getState().openPanel).toBeNull()
  })

  it('leaves Escape to a panel that lies above the picker', async () => {
    renderApp({})
    await open('custom-color')
    act(() => panelStore.setState({ openPanel: 'help' }))
    expect((await press(document.body, 'Escape')).defaultPrevented).toBe(false)
    byTestId('hex')
  })

  it('is opened by what shows the ink, or an icon, and by nothing where a tool has none', async () => {
    renderApp({})
    const shown = () => byTestId('style-toggle').firstElementChild?.tagName
    expect(shown()).toBe('SPAN')
    await click('tool-eraser')
    expect(shown()).toBe('svg')
    expect(byTestId('style-toggle').style.visibility).toBe('')
    await click('tool-laser')
    expect(byTestId('style-toggle').style.visibility).toBe('hidden')
  })
})

describe('pen mode', () => {
  const isOn = () => byTestId('pen-mode').getAttribute('aria-pressed')
  const feelFingers = (maxTouchPoints: number) =>
    vi.spyOn(navigator, 'maxTouchPoints', 'get').mockReturnValue(maxTouchPoints)

  it('shows once a pen was seen, and is switched by the person', async () => {
    feelFingers(5)
    renderApp()
    expect(document.querySelector('[data-testid="pen-mode"]')).toBeNull()
    act(() => notePen(preferencesStore))
    await vi.waitFor(() => byTestId('pen-mode'))
    expect(isOn()).toBe('true')
    await click('pen-mode')
    expect(isOn()).toBe('false')
    act(() => notePen(preferencesStore))
    expect(isOn()).toBe('false')
  })

  it('is of no use where no finger is felt', () => {
    feelFingers(0)
    renderApp()
    act(() => notePen(preferencesStore))
    expect(document.querySelector('[data-testid="pen-mode"]')).toBeNull()
  })
})
