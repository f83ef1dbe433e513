import { act } from 'react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type BoardState, boardStore, type TrayLot } from './board-store.ts'
import { panelStore } from './panel-store.ts'
import { notePen, preferencesStore } from './preferences-store.ts'
import {
  byTestId,
  click,
  open,
  press,
  renderApp,
  type,
  useFreshApp,
} from './testing/render-app.tsx'
import { activeTool, toolStore } from './tool-store.ts'

useFreshApp()

const self = {
  id: 'me',
  name: 'Teal Otter',
  color: 6,
  isSelf: true,
  idle: false,
  joinedAtMs: 0,
  tabs: 1,
}
const LOT: TrayLot = {
  id: 'forbidden',
  why: { kind: 'refused', reason: 'forbidden' },
  boardId: 'plans',
  count: 2,
  sinceMs: 0,
  isStored: false,
}
const CROWDED: Partial<BoardState> = {
  title: 'Plans',
  people: [self, { ...self, id: 'you', name: 'Jade Lynx', isSelf: false, idle: true, tabs: 2 }],
  peopleCount: 9,
  save: { kind: 'offline', count: 3, isKept: false, retryAtMs: null },
  load: { kind: 'loading', receivedBytes: 1, totalBytes: 2 },
  tray: [LOT],
  notices: [
    { kind: 'cleared', id: 'cleared' },
    { kind: 'error', id: 'error', reason: 'export-failed' },
  ],
}

/** What assistive technology would say, from the places we use. */
function accessibleName(element: Element): string {
  const id = element.getAttribute('aria-labelledby')
  const label = (id === null ? null : document.getElementById(id)) ?? element.closest('label')
  const source = element.hasAttribute('aria-label') ? element : (label ?? element)
  return (source.getAttribute('aria-label') ?? source.textContent).trim()
}

const CONTROLS =
  'button, input, summary, progress, dialog, [role]:not([role="status"], [role="alert"])'
const nameless = () =>
  [...document.querySelectorAll(CONTROLS)]
    .filter(element => !element.matches('ul, [role="group"] [role="none"], [role="separator"]'))
    .filter(element => accessibleName(element) === '')
    .map(element => element.outerHTML)

describe('every control has an accessible name', () => {
  it('on the bars, in panels, notices and trouble', async () => {
    renderApp(CROWDED)
    await open('custom-color')
    expect(document.querySelectorAll('button').length).toBeGreaterThan(15)
    expect(nameless()).toEqual([])
  })

  it('in the menu', async () => {
    renderApp(CROWDED)
    await open('menu')
    expect(nameless()).toEqual([])
  })

  it('in the list of people', async () => {
    renderApp(CROWDED)
    await open('people')
    expect(nameless()).toEqual([])
  })

  it('in the help and in the list of recent boards', async () => {
    preferencesStore.setState({ recentBoards: [{ id: 'a', title: '', visitedAtMs: 0 }] })
    renderApp(CROWDED)
    await open('help')
    expect(nameless()).toEqual([])
    await click('close')
    await open('menu')
    await open('recent-boards')
    expect(nameless()).toEqual([])
  })
})

describe('[G20] the save state', () => {
  const shows = (save: BoardState['save']) => {
    act(() => boardStore.setState({ save }))
    return [byTestId('save-state').dataset['state'], byTestId('save-state').textContent]
  }

  it('says in words what is true', () => {
    renderApp()
    const isKept = true
    expect(shows({ kind: 'connecting', count: 0, isKept })).toEqual(['connecting', 'Connecting…'])
    expect(shows({ kind: 'connecting', count: 2, isKept })).toEqual([
      'connecting',
      'Connecting, 2 kept here',
    ])
    expect(shows({ kind: 'saved' })).toEqual(['saved', 'Saved'])
    expect(shows({ kind: 'saving', count: 7 })).toEqual(['saving', 'Saving 7'])
    expect(shows({ kind: 'offline', count: 3, isKept, retryAtMs: null })).toEqual([
      'offline',
      'Offline, 3 kept here',
    ])
    expect(shows({ kind: 'blocked', reason: 'board-full', count: 3, isKept })).toEqual([
      'blocked',
      "Can't save: the board is full",
    ])
  })

  it('says what a reload would lose, and asks to keep the tab open', () => {
    renderApp()
    const state = shows({ kind: 'offline', count: 3, isKept: false, retryAtMs: null })
    expect(state).toEqual(['offline', 'Offline, 3 not kept'])
    expect(byTestId('offline-detail').textContent).toContain('reloading it loses them')
    expect(shows({ kind: 'connecting', count: 2, isKept: false })).toEqual([
      'connecting',
      'Connecting, 2 not kept',
    ])
  })

  it('speaks of reloading only where there is work, and the page or the board would be missing', () => {
    renderApp()
    const detail = () => document.querySelector('[data-testid="offline-detail"]')
    shows({ kind: 'offline', count: 0, isKept: true, retryAtMs: null })
    expect(detail()).toBeNull()
    shows({ kind: 'offline', count: 1, isKept: true, retryAtMs: null })
    expect(detail()?.textContent).toContain('Reload only when the link is back')
    act(() => boardStore.setState({ loadsOffline: true }))
    expect(detail()).toBeNull()
    act(() => boardStore.setState({ isBoardKept: false }))
    expect(detail()?.textContent).toContain('the rest of the board is not')
    shows({ kind: 'offline', count: 1, isKept: false, retryAtMs: null })
    expect(detail()?.textContent).toContain('only in this tab')
  })

  it('leaves "Saved" at once when there is something to save', () => {
    renderApp({ save: { kind: 'saved' } })
    expect(shows({ kind: 'saving', count: 1 })).toEqual(['saving', 'Saving 1'])
  })

  it('says "Saved" only after the strokes have settled, so that it does not flicker', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    renderApp({ save: { kind: 'saving', count: 4 } })
    expect(shows({ kind: 'saved' })).toEqual(['saving', 'Saving 4'])
    expect(shows({ kind: 'saving', count: 1 })).toEqual(['saving', 'Saving 1'])
    shows({ kind: 'saved' })
    act(() => {
      vi.advanceTimersByTime(1000)
    })
    expect(byTestId('save-state').dataset['state']).toBe('saved')
  })

  it('offline offers to try again at once', async () => {
    const { actions } = renderApp({
      save: { kind: 'offline', count: 3, isKept: true, retryAtMs: null },
    })
    await click('retry')
    expect(actions.retryNow).toHaveBeenCalledOnce()
  })

  it('blocked says what is safe and what to do', () => {
    renderApp({ save: { kind: 'blocked', reason: 'too-old', count: 2, isKept: true } })
    const text = () => byTestId('blocked').textContent
    expect(text()).toContain('2 changes are kept in this browser.')
    expect(text()).toContain('Reload the page')
    shows({ kind: 'blocked', reason: 'too-old', count: 2, isKept: false })
    expect(text()).toContain('2 changes are only in this tab')
  })

  it.each(['too-old', 'too-new'] as const)('blocked as %s offers the page anew', reason => {
    renderApp({ save: { kind: 'blocked', reason, count: 0, isKept: true } })
    expect(byTestId('reload').textContent).toBe('Reload the page')
  })
})

describe('the tray', () => {
  const held: TrayLot = {
    ...LOT,
    id: 'held',
    why: { kind: 'held' },
    boardId: 'old',
    count: 5,
    isStored: true,
  }
  const blocked: TrayLot = {
    ...held,
    id: 'blocked',
    why: { kind: 'blocked', reason: 'capability-wrong' },
  }
  const isThere = (id: string) => document.querySelector(`[data-testid="${id}"]`) !== null

  it('[G2] is counted in one line, and says of each lot why, how many, and where they are', async () => {
    renderApp({ boardId: 'plans', tray: [LOT, held] })
    expect(byTestId('tray').textContent).toContain('7 changes are not on the server')
    await open('open-tray')
    const [refused, other] = [...byTestId('tray-dialog').querySelectorAll('li')].map(
      item => item.textContent,
    )
    expect(refused).toContain('You may not do that on this board.')
    expect(refused).toContain('2 changes')
    expect(refused).toContain('Only this tab has them')
    expect(other).toContain('The board was made anew')
    expect(other).toContain('Board old')
    expect(other).toContain('stay stored')
    expect(nameless()).toEqual([])
  })

  it('[G4] is put away where it stays stored, and deletes nothing then', async () => {
    const { actions } = renderApp({ tray: [held, blocked] })
    await open('open-tray')
    await click('put-tray-away')
    expect(actions.putTrayAway).toHaveBeenCalledOnce()
    expect(actions.deleteTray).not.toHaveBeenCalled()
    expect(panelStore.getState().openPanel).toBeNull()
  })

  it('offers only what can be done with what is in it', async () => {
    renderApp({ tray: [LOT] })
    await open('open-tray')
    expect([isThere('put-tray-away'), isThere('delete-tray')]).toEqual([false, true])
    act(() => boardStore.setState({ tray: [blocked] }))
    expect([isThere('put-tray-away'), isThere('delete-tray')]).toEqual([true, false])
    act(() => boardStore.setState({ tray: [{ ...held, isStored: false }] }))
    expect([isThere('put-tray-away'), isThere('delete-tray')]).toEqual([false, true])
  })

  it('[G2] deletes only after it has asked, and offered to export', async () => {
    const { actions } = renderApp({ tray: [LOT, held, blocked] })
    await open('open-tray')
    await click('delete-tray')
    expect(actions.deleteTray).not.toHaveBeenCalled()
    expect(byTestId('tray-dialog').textContent).toContain('Delete 7 changes for good?')
    expect(isThere('export-tray')).toBe(true)
    expect(document.activeElement).toBe(byTestId('keep-tray'))
    await click('keep-tray')
    await click('delete-tray')
    await click('delete-tray-now')
    expect(actions.deleteTray).toHaveBeenCalledOnce()
    expect(panelStore.getState().openPanel).toBeNull()
  })

  it('[G2] asks again where there is more by then', async () => {
    renderApp({ tray: [LOT] })
    await open('open-tray')
    await click('delete-tray')
    act(() => boardStore.setState({ tray: [{ ...LOT, count: 3 }] }))
    expect(isThere('delete-tray-now')).toBe(false)
  })
})

describe('the name of the board', () => {
  it('is kept on Enter', async () => {
    const { actions } = renderApp({ title: 'Old' })
    type('title', '  New ')
    await press(byTestId('title'), 'Enter')
    expect(actions.setTitle.mock.calls).toEqual([['New']])
  })

  it('is the old one again on Escape', async () => {
    const { actions } = renderApp({ title: 'Old' })
    type('title', 'New')
    await press(byTestId('title'), 'Escape')
    expect(byTestId('title')).toHaveProperty('value', 'Old')
    expect(actions.setTitle).not.toHaveBeenCalled()
  })

  it('follows the others while nobody edits it here, and stands in the tab', () => {
    renderApp({ title: 'Old' })
    act(() => boardStore.setState({ title: 'Theirs' }))
    expect(byTestId('title')).toHaveProperty('value', 'Theirs')
    expect(document.title).toBe('Theirs · Inkroom')
  })

  it('is text, whatever people write', () => {
    const name = '<img src=x onerror=alert(1)> $t(app.name) {{count}}'
    renderApp({
      title: name,
      people: [{ ...self, name }],
      peopleCount: 1,
      notices: [{ kind: 'joined', id: 'j', name, count: 2 }],
    })
    expect(byTestId('notices').textContent).toBe(`${name} joined · 2 here`)
    expect(document.title).toBe(`${name} · Inkroom`)
    expect(document.querySelector('img')).toBeNull()
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

describe('commands', () => {
  it('that cannot be done now say so and do nothing', async () => {
    const { actions } = renderApp({ canUndo: false, canRedo: true })
    await click('undo')
    await click('redo')
    expect(byTestId('undo').getAttribute('aria-disabled')).toBe('true')
    expect(actions.undo).not.toHaveBeenCalled()
    expect(actions.redo).toHaveBeenCalledOnce()
  })

  it('clearing offers to undo', async () => {
    const { actions } = renderApp()
    await open('menu')
    await click('clear')
    expect(actions.clearBoard).toHaveBeenCalledOnce()
    await click('undo-clear')
    expect(actions.undo).toHaveBeenCalledOnce()
    expect(document.querySelector('[data-testid="undo-clear"]')).toBeNull()
  })

  it('take the offer back once undo would take something newer', () => {
    renderApp({ notices: [{ kind: 'cleared', id: 'cleared' }] })
    expect(byTestId('undo-clear').textContent).toBe('Undo')
    act(() => boardStore.setState({ isDrawing: true }))
    expect(document.querySelector('[data-testid="undo-clear"]')).toBeNull()
  })

  it('say what went wrong, what is safe and what to do', async () => {
    const { actions } = renderApp()
    actions.exportPng.mockRejectedValueOnce(new Error('too large'))
    await open('menu')
    await click('export')
    expect(byTestId('notices').textContent).toBe(
      'The picture could not be made.The board is unchanged.' +
        'Try again, or zoom in and export a smaller drawing.',
    )
  })

  it('say that the link is copied', async () => {
    renderApp()
    await click('copy-link')
    expect(byTestId('notices').textContent).toBe('The link is copied')
  })
})

describe('people', () => {
  it('[G13] are counted, and told of who joins with the count', () => {
    renderApp({ ...CROWDED, notices: [] })
    expect(byTestId('people-count').textContent).toBe('9')
    act(() =>
      boardStore.setState({ notices: [{ kind: 'joined', id: '1', name: 'Ada', count: 10 }] }),
    )
    expect(byTestId('notices').textContent).toBe('Ada joined · 10 here')
  })

  it('rename and recolour themselves', async () => {
    const { actions } = renderApp(CROWDED)
    await open('people')
    type('person-name', 'Ada')
    await press(byTestId('person-name'), 'Enter')
    await click('person-color-9')
    expect(actions.setPersonName.mock.calls).toEqual([['Ada']])
    expect(actions.setPersonColor.mock.calls).toEqual([[9]])
    expect(preferencesStore.getState()).toMatchObject({ personName: 'Ada', personColor: 9 })
  })
})

describe('the rest of the page', () => {
  it('shows how much of a large board has arrived', () => {
    renderApp({ load: { kind: 'loading', receivedBytes: 1_500_000, totalBytes: 6_000_000 } })
    expect(byTestId('progress').getAttribute('aria-valuetext')).toBe(
      'Loading the board: 1.5 MB of 6.0 MB',
    )
    act(() => boardStore.setState({ load: { kind: 'ready' } }))
    expect(document.querySelector('[data-testid="progress"]')).toBeNull()
  })

  it('hints on an empty board, and never under a stroke', () => {
    renderApp({ isEmpty: true })
    expect(byTestId('hint').textContent).toContain('Draw anywhere')
    act(() => boardStore.setState({ isDrawing: true }))
    expect(document.querySelector('[data-testid="hint"]')).toBeNull()
  })

  it('lists a board as recent once there is ink on it', () => {
    renderApp({ boardId: 'abc', title: 'Plans', isEmpty: true })
    expect(preferencesStore.getState().recentBoards).toEqual([])
    act(() => boardStore.setState({ isEmpty: false }))
    expect(preferencesStore.getState().recentBoards).toMatchObject([{ id: 'abc', title: 'Plans' }])
  })

  it('changes its language in place', async () => {
    renderApp({ save: { kind: 'saved' } })
    const { showLanguage } = await import('../i18n/translations.ts')
    await act(() => showLanguage('zh-CN'))
    expect(byTestId('save-state').textContent).toBe('已保存')
    expect(byTestId('tool-pen').getAttribute('aria-label')).toBe('画笔')
    expect(document.documentElement.lang).toBe('zh-CN')
  })

  it('changes the language of what came with a panel while that is open', async () => {
    renderApp({})
    const { showLanguage } = await import('../i18n/translations.ts')
    await act(() => showLanguage('zh-CN'))
    await open('help')
    expect(byTestId('help-dialog').textContent).toContain('空格')
    await act(() => showLanguage('en'))
    expect(byTestId('help-dialog').textContent).toContain('Space')
    expect(byTestId('help-dialog').textContent).not.toContain('help.')
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

describe('a touch beside an open panel', () => {
  const touch = (target: Element) =>
    act(() => void target.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })))

  it('closes it, and is no touch of the board', () => {
    renderApp({})
    const board = byTestId('board')
    const canvas = board.appendChild(document.createElement('div'))
    const heard = vi.fn()
    canvas.addEventListener('pointerdown', heard)
    act(() => panelStore.setState({ openPanel: 'people' }))
    touch(canvas)
    expect(panelStore.getState().openPanel).toBeNull()
    expect(heard).not.toHaveBeenCalled()
    touch(canvas)
    expect(heard).toHaveBeenCalledOnce()
  })
})
