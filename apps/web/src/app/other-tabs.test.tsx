import { describe, expect, it } from 'vitest'
import { PREFERENCES_KEY } from './preferences-storage.ts'
import { createPreferencesStore, followOtherTabs, recordVisit } from './preferences-store.ts'

const open = () =>
  createPreferencesStore({ storage: null, random: () => 0, languageWishes: ['en'] })

describe('preferences of two tabs', () => {
  it('are those of the tab that chose last, its list of boards included', () => {
    const here = open()
    followOtherTabs(here, window)
    const there = open()
    there.setState({ theme: 'dark' })
    recordVisit(there, { id: 'b', title: 'B', visitedAtMs: 1 })
    const newValue = JSON.stringify(there.getState())
    window.dispatchEvent(new StorageEvent('storage', { key: PREFERENCES_KEY, newValue }))
    expect(here.getState()).toEqual(there.getState())
  })

  it('stay as they are when something else is stored', () => {
    const here = open()
    followOtherTabs(here, window)
    const before = here.getState()
    window.dispatchEvent(new StorageEvent('storage', { key: 'another', newValue: '{}' }))
    window.dispatchEvent(new StorageEvent('storage', { key: PREFERENCES_KEY, newValue: null }))
    expect(here.getState()).toBe(before)
  })
})
