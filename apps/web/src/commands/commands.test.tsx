import { act } from 'react'
import { describe, expect, it } from 'vitest'
import { boardStore } from '../app/board-store.ts'
import { byTestId, click, open, renderApp, useFreshApp } from '../app/testing/render-app.tsx'

useFreshApp()

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
