import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { boardStore, INITIAL_BOARD_STATE } from '../app/board-store.ts'
import { OnDemand, onDemand } from './on-demand.tsx'
import { OnDemandPanel, type OnDemandProps } from './on-demand-panel.tsx'

const missing = () => Promise.reject(new Error('gone from the server'))
const noticeReasons = () =>
  boardStore.getState().notices.map(notice => (notice.kind === 'error' ? notice.reason : null))

beforeEach(() => boardStore.setState(INITIAL_BOARD_STATE))

function page() {
  const host = document.createElement('div')
  document.body.append(host)
  const root = createRoot(host, { onCaughtError: () => {}, onUncaughtError: () => {} })
  onTestFinished(() => {
    act(() => root.unmount())
    host.remove()
  })
  const render = (content: ReactNode) =>
    act(async () => {
      root.render(<main>{content}</main>)
      await Promise.resolve()
    })
  return { host, render }
}

it('leaves out what cannot be loaded, says so, and the page stays', async () => {
  const Missing = onDemand(missing)
  const { host, render } = page()
  const onFailure = vi.fn()
  await render(
    <>
      <p>the board</p>
      <OnDemand fallback={<button type="button">Help</button>} onFailure={onFailure}>
        <Missing />
      </OnDemand>
    </>,
  )
  expect(host.textContent).toBe('the boardHelp')
  expect(onFailure).toHaveBeenCalledOnce()
  expect(noticeReasons()).toEqual(['code-failed'])
})

it('asks once for what does not come, and again when that is shown again', async () => {
  let hasNetwork = false
  const load = vi.fn(() => (hasNetwork ? Promise.resolve({ default: () => 'help' }) : missing()))
  const Part = onDemand(load)
  const { host, render } = page()
  const shown = (
    <OnDemand>
      <Part />
    </OnDemand>
  )
  await render(shown)
  await render(shown)
  expect(load).toHaveBeenCalledOnce()
  await render(null)
  hasNetwork = true
  await render(shown)
  expect(load).toHaveBeenCalledTimes(2)
  expect(host.textContent).toBe('help')
})

it('opens a panel by its button once its code can be had', async () => {
  let hasNetwork = false
  const load = () => (hasNetwork ? Promise.resolve({ default: () => 'the menu' }) : missing())
  const Panel = onDemand<OnDemandProps>(load)
  const { host, render } = page()
  const button = <button type="button">Menu</button>
  await render(<OnDemandPanel id="menu" panel={Panel} preload={load} button={button} />)
  const click = () =>
    act(async () => {
      host.querySelector('button')?.click()
      await Promise.resolve()
    })
  await click()
  expect(host.textContent).toBe('Menu')
  expect(host.querySelector('button')?.ariaExpanded ?? 'false').toBe('false')
  hasNetwork = true
  await click()
  expect(host.textContent).toBe('the menu')
})
