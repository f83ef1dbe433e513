import { act } from 'react'
import { describe, expect, it } from 'vitest'
import { boardStore, type TrayLot } from '../app/board-store.ts'
import { panelStore } from '../app/panel-store.ts'
import { REFUSED_LOT } from '../app/testing/crowded-board.ts'
import { namelessControls } from '../app/testing/nameless-controls.ts'
import { byTestId, click, open, renderApp, useFreshApp } from '../app/testing/render-app.tsx'

useFreshApp()

describe('the tray', () => {
  const held: TrayLot = {
    ...REFUSED_LOT,
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
    renderApp({ boardId: 'plans', tray: [REFUSED_LOT, held] })
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
    expect(namelessControls()).toEqual([])
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
    renderApp({ tray: [REFUSED_LOT] })
    await open('open-tray')
    expect([isThere('put-tray-away'), isThere('delete-tray')]).toEqual([false, true])
    act(() => boardStore.setState({ tray: [blocked] }))
    expect([isThere('put-tray-away'), isThere('delete-tray')]).toEqual([true, false])
    act(() => boardStore.setState({ tray: [{ ...held, isStored: false }] }))
    expect([isThere('put-tray-away'), isThere('delete-tray')]).toEqual([false, true])
  })

  it('[G2] deletes only after it has asked, and offered to export', async () => {
    const { actions } = renderApp({ tray: [REFUSED_LOT, held, blocked] })
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
    renderApp({ tray: [REFUSED_LOT] })
    await open('open-tray')
    await click('delete-tray')
    act(() => boardStore.setState({ tray: [{ ...REFUSED_LOT, count: 3 }] }))
    expect(isThere('delete-tray-now')).toBe(false)
  })
})
