import { describe, expect, it } from 'vitest'
import { preferencesStore } from '../app/preferences-store.ts'
import { CROWDED } from '../app/testing/crowded-board.ts'
import { namelessControls } from '../app/testing/nameless-controls.ts'
import { click, open, renderApp, useFreshApp } from '../app/testing/render-app.tsx'

useFreshApp()

describe('every control has an accessible name', () => {
  it('on the bars, in panels, notices and trouble', async () => {
    renderApp(CROWDED)
    await open('custom-color')
    expect(document.querySelectorAll('button').length).toBeGreaterThan(15)
    expect(namelessControls()).toEqual([])
  })

  it('in the menu', async () => {
    renderApp(CROWDED)
    await open('menu')
    expect(namelessControls()).toEqual([])
  })

  it('in the list of people', async () => {
    renderApp(CROWDED)
    await open('people')
    expect(namelessControls()).toEqual([])
  })

  it('in the help and in the list of recent boards', async () => {
    preferencesStore.setState({ recentBoards: [{ id: 'a', title: '', visitedAtMs: 0 }] })
    renderApp(CROWDED)
    await open('help')
    expect(namelessControls()).toEqual([])
    await click('close')
    await open('menu')
    await open('recent-boards')
    expect(namelessControls()).toEqual([])
  })
})
