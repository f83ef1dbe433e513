import { act, lazy } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { OnDemand } from './on-demand.tsx'

it('leaves out what cannot be loaded, says so, and the page stays', async () => {
  const Missing = lazy(() => Promise.reject(new Error('gone from the server')))
  const host = document.createElement('div')
  const root = createRoot(host, { onCaughtError: () => {}, onUncaughtError: () => {} })
  onTestFinished(() => act(() => root.unmount()))
  const onFailure = vi.fn()
  await act(async () => {
    root.render(
      <main>
        <p>the board</p>
        <OnDemand fallback={<button type="button">Help</button>} onFailure={onFailure}>
          <Missing />
        </OnDemand>
      </main>,
    )
    await Promise.resolve()
  })
  expect(host.textContent).toBe('the boardHelp')
  expect(onFailure).toHaveBeenCalledOnce()
})
