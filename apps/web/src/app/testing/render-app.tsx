// The whole app in a test page, over silent actions; each test starts from the first state of all stores.

import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, vi } from 'vitest'
import { showLanguage } from '../../i18n/translations.ts'
import { App } from '../app.tsx'
import { type BoardState, boardStore, INITIAL_BOARD_STATE } from '../board-store.ts'
import { panelStore } from '../panel-store.ts'
import { preferencesStore } from '../preferences-store.ts'
import { INITIAL_TOOL_STATE, toolStore } from '../tool-store.ts'
import { silentActions } from './silent-actions.ts'

// React asks for this before it lets `act` batch what a test does.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let root: Root | null = null

/** Call at the top of a test file. */
export function useFreshApp(): void {
  // The person of the page is made up at random; here it is always the same.
  const preferences = { ...preferencesStore.getState(), personName: 'Teal Otter', personColor: 2 }
  beforeEach(() => {
    preferencesStore.setState(preferences, true)
  })
  afterEach(async () => {
    act(() => root?.unmount())
    root = null
    document.body.replaceChildren()
    boardStore.setState(INITIAL_BOARD_STATE, true)
    toolStore.setState(INITIAL_TOOL_STATE, true)
    panelStore.setState({ openPanel: null }, true)
    await showLanguage('en')
  })
}

export function renderApp(state: Partial<BoardState> = {}) {
  const actions = silentActions()
  const host = document.body.appendChild(document.createElement('div'))
  boardStore.setState(state)
  root = createRoot(host)
  act(() => root?.render(<App canvas={<canvas />} actions={actions} />))
  return { actions }
}

export function byTestId(id: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(`[data-testid="${id}"]`)
  if (element === null) throw new Error(`nothing on the page is marked as ${id}`)
  return element
}

export async function click(id: string): Promise<void> {
  await act(async () => {
    byTestId(id).click()
    // What the click promised is settled within the act too.
    await Promise.resolve()
  })
}

/** Opens what loads on first use and waits until it is there. */
export async function open(id: string): Promise<void> {
  await click(id)
  await act(() => vi.dynamicImportSettled())
}

/** As typing does it: React listens to the input event and reads the value. */
export function type(id: string, text: string): void {
  const field = byTestId(id)
  if (!(field instanceof HTMLInputElement)) throw new Error(`${id} is not a field`)
  act(() => {
    field.focus()
    // React notes what it wrote itself; only the prototype's setter makes it see a change.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

export async function press(target: EventTarget, key: string, init: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
  await act(async () => {
    target.dispatchEvent(event)
    await Promise.resolve()
  })
  return event
}
