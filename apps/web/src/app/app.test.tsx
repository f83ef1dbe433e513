import { act } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { boardStore } from './board-store.ts'
import { panelStore } from './panel-store.ts'
import { preferencesStore } from './preferences-store.ts'
import { CROWDED, SELF } from './testing/crowded-board.ts'
import {
  byTestId,
  click,
  open,
  press,
  renderApp,
  type,
  useFreshApp,
} from './testing/render-app.tsx'

useFreshApp()

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
      people: [{ ...SELF, name }],
      peopleCount: 1,
      notices: [{ kind: 'joined', id: 'j', name, count: 2 }],
    })
    expect(byTestId('notices').textContent).toBe(`${name} joined · 2 here`)
    expect(document.title).toBe(`${name} · Inkroom`)
    expect(document.querySelector('img')).toBeNull()
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
    // Nobody knows yet what is on it.
    renderApp({ boardId: 'abc', title: 'Plans' })
    expect(preferencesStore.getState().recentBoards).toEqual([])
    act(() => boardStore.setState({ hasInk: true }))
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
