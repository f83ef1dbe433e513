import { act } from 'react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type BoardState, boardStore } from '../app/board-store.ts'
import { byTestId, click, renderApp, useFreshApp } from '../app/testing/render-app.tsx'

useFreshApp()

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
